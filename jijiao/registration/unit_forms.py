"""Forms of 注册 for units: 用人单位, and what differs for a 继续教育基地 and a 主管部门."""

from typing import Any

from django import forms
from django.http import QueryDict

from jijiao.accounts.models import Account
from jijiao.attachments.fields import AttachmentField
from jijiao.lib.credit_code import clean_credit_code
from jijiao.lib.names import clean_unit_name
from jijiao.lib.phones import clean_landline, clean_unit_phone
from jijiao.lib.text import tidy
from jijiao.registration.applications import UnitApplication
from jijiao.registration.checks import CODE_TAKEN, CODE_WAITS, code_waits
from jijiao.registration.forms import ApplicantForm
from jijiao.registration.models import UnitRegistration
from jijiao.standards.codes import industries, units
from jijiao.units.choosing import UnitChoice, regions
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Region, Unit
from jijiao.units.queries import SUPERIORS_OF, code_is_taken
from jijiao.web.fields import RuledField

PUBLIC = ("10", "21", "22", "23", "46")  # 机关、事业单位、群团: what a 主管部门 can be


class UnitForm(ApplicantForm):
    """用人单位注册, fields in the manual's order."""

    kind: str = Unit.Kind.EMPLOYER

    name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100, help_text="与证照一致的全称")
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    level = forms.ChoiceField(label="单位级别", choices=units.LEVELS)
    phone = RuledField(label="单位电话", rule=clean_unit_phone, max_length=20)
    industry = forms.ChoiceField(label="所属行业", choices=industries.offered())
    region = forms.ChoiceField(label="所属区域", help_text="选到区县；省直单位选山东省")
    has_superior = forms.ChoiceField(
        label="是否有所属主管部门",
        choices=(("yes", "有"), ("no", "无")),
        help_text="分公司等下级单位请选“有”，并选择上级单位；选“无”由同级人社部门审核",
    )
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
    invitation = forms.CharField(required=False, max_length=22, widget=forms.HiddenInput)
    landline = RuledField(label="固定电话", rule=clean_landline, max_length=30, required=False)

    contradicts = False
    asked: tuple[str, ...] = (*("name", "nature", "level", "phone", "industry", "region", "address", "has_superior"),)
    folded = (*ApplicantForm.folded, "landline")
    field_order = (
        "name", "nature", "level", "phone", "industry", "region", "address", "has_superior", "superior_text",
        "superior", "credit_code", "confirmed", "licence", "existing", "document_kind", "document", "password",
        "password2", "real_name", "mobile", "email", "landline", "commitment",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.offer("region", regions())
        self.contradicts = data is None and bool(self.initial.get("confirmed"))
        if "superior" in self.fields:
            self.offer_units("superior", SUPERIORS_OF[self.kind], self.initial if data is None else data)

    @property
    def title(self) -> str:
        """The name of the page."""
        return dict(UnitRegistration.KINDS)[Unit.Kind(self.kind)]

    @property
    def facts(self) -> list[forms.BoundField]:
        """The fields of 单位信息, in their order."""
        return [self[name] for name in self.asked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.judge_superior(cleaned)
        if cleaned.get("credit_code") and code_is_taken(cleaned["credit_code"]):
            self.add_error("credit_code", CODE_TAKEN)
        elif cleaned.get("credit_code") and code_waits(cleaned["credit_code"], besides=self._before):
            self.add_error("credit_code", CODE_WAITS)
        if all(cleaned.get(name) for name in ("credit_code", "nature", "region")):
            self._judge_code(cleaned["credit_code"], cleaned["nature"], cleaned["region"])
        return cleaned

    @property
    def _before(self) -> UnitRegistration | None:
        return self.before if isinstance(self.before, UnitRegistration) else None

    def judge_superior(self, cleaned: dict[str, Any]) -> None:
        """有 asks for a choice; with 无 what was chosen before does not count."""
        if cleaned.get("has_superior") == "no":
            cleaned["superior"] = None
        elif cleaned.get("has_superior") == "yes" and not cleaned.get("superior") and "superior" not in self.errors:
            self.add_error("superior_text", "请查找并选择主管部门或上级单位")

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
            kind=self.kind,
            base_level=clean.get("base_level", ""),
            base_type=clean.get("base_type", ""),
            region=Region.objects.get(pk=clean["region"]),
            superior=clean.get("superior"),
            licence=clean["licence"][0].ref,
            landline=clean.get("landline", ""),
            invitation=clean.get("invitation", ""),
            applicant=self.applicant(account),
        )


class BaseForm(UnitForm):
    """继续教育基地注册: what kind of base it is, and the 行业主管部门 that reviews it (domain 3.3.15)."""

    kind = Unit.Kind.BASE

    name = RuledField(label="机构名称", rule=clean_unit_name, max_length=100, help_text="与证照一致的全称")
    base_level = forms.ChoiceField(label="机构级别", choices=units.BASE_LEVELS)
    base_type = forms.ChoiceField(label="机构类型", choices=units.BASE_TYPES)
    level = None  # type: ignore[assignment]  # follows from 机构级别
    has_superior = None  # type: ignore[assignment]  # always: a base has a 行业主管部门
    superior_text = forms.CharField(label="行业主管部门", required=False, max_length=100)
    superior = UnitChoice(label="选择行业主管部门", required=False)

    asked = ("name", "base_level", "base_type", "nature", "phone", "industry", "region", "address")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["level"] = units.LEVEL_OF_BASE.get(cleaned.get("base_level", ""), "")
        return cleaned

    def judge_superior(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("superior") and "superior" not in self.errors:
            self.add_error("superior_text", "请查找并选择行业主管部门")


class DepartmentForm(UnitForm):
    """主管部门注册: the 同级人社部门 reviews it, so no superior is asked for (domain 2.1)."""

    kind = Unit.Kind.BUREAU

    nature = forms.ChoiceField(label="单位性质", choices=[choice for choice in units.NATURES if choice[0] in PUBLIC])
    has_superior = None  # type: ignore[assignment]
    superior_text = None  # type: ignore[assignment]
    superior = None  # type: ignore[assignment]

    asked = ("name", "nature", "level", "phone", "industry", "region", "address")

    def judge_superior(self, cleaned: dict[str, Any]) -> None:
        cleaned["superior"] = None


FORMS: dict[str, type[UnitForm]] = {form.kind: form for form in (UnitForm, BaseForm, DepartmentForm)}
