"""Forms of 账号安全."""

from collections.abc import Callable
from typing import Any

from django import forms

from jijiao.letters.gateways import sms_delivers
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.phones import clean_email, clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.security.challenge import ChallengeForm
from jijiao.web.forms import PageForm

RULES = "8 至 32 位，大写字母、小写字母、数字、符号至少三类，不含证件号中连续的 6 位"
NO_SMS = "本平台还没有接通短信，验证码发不到手机，请选择邮箱；没有邮箱的请联系单位管理员"


def secret(label: str, *, new: bool, hint: str = "") -> forms.CharField:
    """A password field that password managers understand."""
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(
        label=label, max_length=128, strip=False, help_text=hint, widget=forms.PasswordInput(attrs=attrs)
    )


class NewPasswordForm(PageForm):
    """密码修改: the new one twice."""

    new = secret("新密码", new=True, hint=RULES)
    again = secret("确认新密码", new=True)

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if clean.get("new") and clean.get("again") and clean["new"] != clean["again"]:
            self.add_error("again", "两次填写的新密码不一致")
        return clean


class ChangePasswordForm(NewPasswordForm):
    """修改密码 (M3)."""

    old = secret("原密码", new=False)
    field_order = ("old", "new", "again")


class IdentityForm(ChallengeForm):
    """安全认证, the first half: whose password, and where the code goes."""

    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40)
    channel = forms.ChoiceField(
        label="验证方式", choices=[("sms", "手机"), ("email", "邮箱")], initial="sms", widget=forms.RadioSelect
    )
    address = forms.CharField(label="手机号或邮箱", max_length=100, help_text="须与登记的一致，验证码发到这里")

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        refuse_sms(self)
        judge(self, "document", lambda value: clean_document(clean["document_kind"], value), "document_kind")
        judge(self, "address", clean_email if clean.get("channel") == "email" else clean_mobile, "channel")
        return clean


def judge(form: PageForm, name: str, rule: Callable[[str], str], needs: str) -> None:
    """Put what a rule makes of an answer in its place, or the rule's refusal at the field."""
    clean = form.cleaned_data
    if clean.get(name) and clean.get(needs):
        try:
            clean[name] = rule(clean[name])
        except Refusal as refusal:
            form.add_error(name, refusal.message)


def refuse_sms(form: PageForm) -> None:
    """A code sent where no gateway is connected would never come."""
    if form.cleaned_data.get("channel") in ("sms", "mobile") and not sms_delivers():
        form.add_error("channel", NO_SMS)


class ContactForm(PageForm):
    """更换手机或邮箱: the new one, and that the owner sits at the keyboard."""

    channel = forms.ChoiceField(label="更换", choices=[("mobile", "手机"), ("email", "邮箱")], widget=forms.RadioSelect)
    address = forms.CharField(label="新的手机号或邮箱", max_length=100, help_text="验证码发到这里")
    password = secret("登录密码", new=False)

    def clean(self) -> dict[str, Any]:
        refuse_sms(self)
        judge(self, "address", clean_email if self.cleaned_data.get("channel") == "email" else clean_mobile, "channel")
        return self.cleaned_data


class CodeForm(PageForm):
    """安全认证, the second half."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class SecondStepForm(PageForm):
    """登录的第二步: what the phone shows, or a recovery code."""

    code = forms.CharField(
        label="动态口令",
        max_length=20,
        help_text="手机验证器应用上的 6 位数字；手机不在身边时填写一个恢复码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class FirstCodeForm(PageForm):
    """开启两步验证: the first one-time password shows that the phone has the secret."""

    code = forms.CharField(
        label="动态口令",
        max_length=12,
        help_text="扫码后手机上显示的 6 位数字",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class OwnPasswordForm(PageForm):
    """The person at the keyboard is the account's owner."""

    password = secret("登录密码", new=False)
