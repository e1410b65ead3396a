"""Forms of the public site: sign-in and publishing a notice."""

from django import forms

from jijiao.accounts.hats import USER_TYPES
from jijiao.portal.models import Notice
from jijiao.security.challenge import ChallengeForm
from jijiao.web.forms import PageForm


class SignInForm(ChallengeForm):
    """用户类型, 登录账号, 密码; the challenge only once this account or network has failed."""

    again = "请再完成一次验证后登录，密码须重新填写"

    user_type = forms.ChoiceField(label="用户类型", choices=list(USER_TYPES.items()))
    login_name = forms.CharField(
        label="登录账号",
        max_length=40,
        help_text="注册时填写的证件号，或手机号",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NoticeForm(PageForm):
    """One announcement or policy."""

    kind = forms.ChoiceField(label="栏目", choices=Notice.Kind.choices)
    title = forms.CharField(label="标题", max_length=100)
    body = forms.CharField(label="正文", max_length=20000, widget=forms.Textarea(attrs={"rows": 12}))
