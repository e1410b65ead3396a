"""Forms of registration: what both share about who applies, the unit's form, the look-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from jijiao.accounts.models import Account
from jijiao.attachments.fields import AttachmentField
from jijiao.lib.credit_code import clean_credit_code, contradictions
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name, clean_unit_name
from jijiao.lib.passwords import check_password
from jijiao.lib.phones import clean_email, clean_landline, clean_mobile, clean_unit_phone
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.registration.applications import Applicant, UnitApplication
from jijiao.registration.checks import CODE_TAKEN
from jijiao.registration.fields import secret
from jijiao.registration.models import Registration
from jijiao.standards.codes import units
from jijiao.units.choosing import UnitChoice, regions, units_for
from jijiao.units.models import Region
from jijiao.units.queries import SUPERIORS, code_is_taken
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

COMMITMENT = "本人承诺以上所填信息真实无误，如因个人填报信息失实，本人愿承担由此产生的一切后果和相关责任。"
KEEP_PASSWORD = "不修改请留空，仍用上次填写的密码"  # noqa: S105 - a sentence


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


class UnitForm(ApplicantForm):
    """用人单位注册, fields in the manual's order."""

    name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100, help_text="与证照一致的全称")
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    level = forms.ChoiceField(label="单位级别", choices=units.LEVELS)
    phone = RuledField(label="单位电话", rule=clean_unit_phone, max_length=20)
    industry = forms.ChoiceField(label="所属行业", choices=units.INDUSTRIES)
    region = forms.ChoiceField(label="所属区域", help_text="选到区县；省直单位选山东省")
    has_superior = forms.ChoiceField(label="是否有所属主管部门", choices=(("yes", "有"), ("no", "无")))
    superior_text = forms.CharField(label="主管部门或上级单位", required=False, max_length=100)
    superior = UnitChoice(label="选择主管部门或上级单位", required=False)
    address = RuledField(label="单位地址", rule=tidy, max_length=200)
    credit_code = RuledField(label="统一社会信用代码", rule=clean_credit_code, max_length=30)
    confirmed = forms.BooleanField(label="证照确实如此，仍要提交", required=False)
    licence = AttachmentField(
        label="信用代码证书或营业执照扫描件",
        limit=1,
        hint="请上传统一社会信用代码证或营业执照扫描件，附件必须为1M以内，格式为*.jpg*.jpeg*.gif*.bmp*.png的图片",
    )
    landline = RuledField(label="固定电话", rule=clean_landline, max_length=30, required=False)

    contradicts = False
    folded = (*ApplicantForm.folded, "landline")
    field_order = (
        "name", "nature", "level", "phone", "industry", "region", "address", "has_superior", "superior_text",
        "superior", "credit_code", "confirmed", "licence", "existing", "document_kind", "document", "password",
        "password2", "real_name", "mobile", "email", "landline", "commitment",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.offer("region", regions())
        self.offer_units("superior", SUPERIORS, self.initial if data is None else data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("has_superior") == "yes" and not cleaned.get("superior") and "superior" not in self.errors:
            self.add_error("superior_text", "请查找并选择主管部门或上级单位")
        if cleaned.get("credit_code") and code_is_taken(cleaned["credit_code"]):
            self.add_error("credit_code", CODE_TAKEN)
        if all(cleaned.get(name) for name in ("credit_code", "nature", "region")):
            self._judge_code(cleaned["credit_code"], cleaned["nature"], cleaned["region"])
        return cleaned

    def _judge_code(self, code: str, nature: str, region: str) -> None:
        """A code that does not go with the region or the nature needs a tick; each has its own sentence."""
        warnings = contradictions(code, nature=nature, region=region)
        self.contradicts = bool(warnings)
        for warning in warnings if not self.cleaned_data.get("confirmed") else ():
            self.add_error("credit_code", f"{warning}。请核对；证照确实如此的，请勾选下面的确认后再提交")

    def application(self, account: Account | None) -> UnitApplication:
        clean = self.cleaned_data
        names = ("name", "nature", "level", "phone", "industry", "address", "credit_code")
        return UnitApplication(
            **{name: clean[name] for name in names},
            region=Region.objects.get(pk=clean["region"]),
            superior=clean["superior"] if clean["has_superior"] == "yes" else None,
            licence=clean["licence"][0].ref,
            landline=clean.get("landline", ""),
            applicant=self.applicant(account),
        )


class StatusForm(PageForm):
    """注册进度查询."""

    number = forms.CharField(label="查询编号", max_length=30, help_text="提交注册时给出的 12 位编号")
    document = forms.CharField(label="证件号", max_length=40, help_text="注册时填写的证件号")
