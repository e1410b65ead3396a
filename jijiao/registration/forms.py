"""Forms of registration: what all share about who applies, and the look-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from jijiao.accounts.models import Account
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name
from jijiao.lib.passwords import check_password
from jijiao.lib.phones import clean_email, clean_mobile
from jijiao.lib.refusal import Refusal
from jijiao.registration.applications import Applicant
from jijiao.registration.fields import secret
from jijiao.registration.models import Registration
from jijiao.units.choosing import UnitChoice, units_for
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

COMMITMENT = "本人承诺以上所填信息真实无误，如因个人填报信息失实，本人愿承担由此产生的一切后果和相关责任。"
KEEP_PASSWORD = "不修改请留空，仍用上次填写的密码"  # noqa: S105 - a sentence
TYPE_AGAIN = "密码不保留在页面上，请重新填写密码和确认密码"


class ApplicantForm(PageForm):
    """Who will sign in. With 已是本系统用户 the personal fields are not asked for: the account has them."""

    existing = forms.BooleanField(
        label="已是本系统用户", required=False, widget=forms.CheckboxInput(attrs={"class": "fold-by"})
    )
    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(
        label="证件号",
        max_length=40,
        help_text="审核通过后，证件号就是登录账号；已有账号的请勾选“已是本系统用户”，否则不能通过审核",
    )
    password = secret("密码", new=True, hint="8 至 32 位，大写字母、小写字母、数字、符号至少三类")
    password2 = secret("确认密码", new=True)
    real_name = RuledField(label="真实姓名", rule=clean_person_name, max_length=50)
    mobile = RuledField(label="手机号", rule=clean_mobile, max_length=20)
    email = RuledField(label="电子邮箱", rule=clean_email, max_length=100)
    commitment = forms.BooleanField(label=COMMITMENT, error_messages={"required": "请阅读并勾选承诺"})

    folded: Sequence[str] = ("password2", "real_name", "mobile", "email")

    def __init__(
        self, data: QueryDict | None = None, *args: Any, before: Registration | None = None, **kwargs: Any
    ) -> None:
        self.before = before
        super().__init__(data, *args, **kwargs)
        self.fields["mobile"].widget.attrs["inputmode"] = "tel"
        for field in self.fields.values():
            verb = "请选择" if isinstance(field, forms.ChoiceField) else "请填写"
            if type(field) in (forms.ChoiceField, forms.CharField, RuledField):
                field.error_messages["required"] = f"{verb}{field.label}"
        if data is not None and data.get("existing"):
            for name in self.folded:
                self.fields[name].required = False
        if before is not None:
            for name in ("password", "password2"):
                self.fields[name].required = False
                self.fields[name].widget.attrs.pop("aria-required", None)
            self.fields["password"].help_text = KEEP_PASSWORD

    def full_clean(self) -> None:
        """As always; where something else is wrong, it says that the password must be typed again."""
        super().full_clean()
        typed = self.is_bound and self.data.get("password")
        if typed and self.errors and not {"password", "password2"} & set(self.errors):
            self["password"].help_text = TYPE_AGAIN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, number = cleaned.get("document_kind"), cleaned.get("document")
        if kind and number:
            self.judged("document", lambda: clean_document(kind, number))
        if cleaned.get("existing"):
            for name in self.folded:
                self.errors.pop(name, None)
        else:
            self._judge_password()
        return cleaned

    def judged(self, field: str, rule: Any) -> None:
        """Put what a rule makes of the answers at `field`, or its refusal."""
        try:
            self.cleaned_data[field] = rule()
        except Refusal as refusal:
            self.add_error(field, refusal.message)

    def _judge_password(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password2")
        if password:
            try:
                check_password(password, document=self.cleaned_data.get("document") or "")
            except Refusal as refusal:
                self.add_error("password", refusal.message)
        if (password or "") != (again or "") and "password2" not in self.errors:
            self.add_error("password2", "两次填写的密码不一致，请重新填写")

    def applicant(self, account: Account | None) -> Applicant:
        """What was said about who applies; `account` once its password was checked."""
        clean = self.cleaned_data
        document = {"document_kind": clean["document_kind"], "document": clean["document"]}
        if account is not None:
            return Applicant(account=account, **document)
        names = ("password", "real_name", "mobile", "email")
        return Applicant(**document, **{name: clean.get(name, "") for name in names})

    def offer_units(self, field: str, kinds: Sequence[str], answers: Mapping[str, Any], region: str = "") -> None:
        """Radios for `field`: what is chosen, and what the text beside it finds."""
        choice = self.fields[field]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - the class says so
        text = str(answers.get(f"{field}_text") or "")
        choice.queryset = units_for(kinds, str(answers.get(field) or ""), text, region)

    def offer(self, name: str, options: Any, blank: str = "请选择") -> None:
        """Options of a select, with the blank one first."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class says so
        field.choices = [("", blank), *options]


class StatusForm(PageForm):
    """注册进度查询."""

    number = forms.CharField(label="查询编号", max_length=30, help_text="提交注册时给出的 12 位编号")
    document = forms.CharField(label="证件号", max_length=40, help_text="注册时填写的证件号")
