"""Forms of 平台运营: looking up, founding without a code, merging."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from jijiao.accounts.chiefs import Chief
from jijiao.attachments.fields import AttachmentField
from jijiao.lib import clock
from jijiao.lib.credit_code import clean_credit_code
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.names import clean_person_name, clean_unit_name
from jijiao.lib.phones import clean_email, clean_mobile, clean_unit_phone
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact, tidy
from jijiao.operations.models import IdentityCheck
from jijiao.people.queries import find_person
from jijiao.standards.codes import industries, units
from jijiao.units.actions import UnitFacts
from jijiao.units.choosing import UnitChoice, regions, units_for
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Unit
from jijiao.units.queries import SUPERIORS, code_is_taken, known_as
from jijiao.web.fields import RuledField
from jijiao.web.forms import FilterForm, PageForm

MAX_SCANS = 5
CODE_TAKEN = "该统一社会信用代码已被有效单位使用；如为同一单位，请改用“合并重复档案”"
FOUNDABLE = [(kind.value, kind.label) for kind in (Unit.Kind.EMPLOYER, Unit.Kind.BUREAU, Unit.Kind.BASE)]


class LookUpForm(PageForm):
    """One box for whatever somebody on the telephone can say; sent by POST, so that no number stands in an address."""

    text = forms.CharField(label="证件号、手机号或姓名", max_length=50, help_text="号码须完整；姓名须与登记的完全一致")


class IdentityForm(PageForm):
    """核验身份."""

    way = forms.ChoiceField(label="核验方式", choices=IdentityCheck.Way.choices)
    reference = RuledField(
        label="录像编号或文号",
        rule=tidy,
        max_length=60,
        required=False,
        help_text="视频核验须填录像编号，书面确认须填文号；便于审计时调阅",
    )
    scans = AttachmentField(
        label="公函或书面确认扫描件",
        limit=MAX_SCANS,
        required=False,
        hint=f"公函和书面确认须上传；图片格式 jpg、jpeg、gif、bmp、png，每张不超过 1M，最多 {MAX_SCANS} 张",
    )
    note = RuledField(
        label="核验说明",
        rule=tidy,
        max_length=200,
        widget=forms.Textarea,
        help_text="写明核对了什么、由谁证明，如“视频核对身份证原件，照片与本人相符”；不要写证件号",
    )


class UnitFilter(FilterForm):
    """单位查找 over the whole platform, units of every state."""

    text = forms.CharField(label="单位名称", max_length=100)
    credit_code = forms.CharField(label="信用代码或内部码", max_length=30)
    kind = forms.ChoiceField(label="单位类别", choices=Unit.Kind.choices)
    without_code = forms.ChoiceField(label="信用代码", choices=[("open", "待补录"), ("late", "逾期未补录")])
    status = forms.ChoiceField(label="状态", choices=Unit.Status.choices)
    region = forms.ChoiceField(label="所属区域")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["region"]
        choice.choices = [("", "全部"), *regions()]

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        for name in ("kind", "status", "region"):
            if chosen[name]:
                rows = rows.filter(**{name: chosen[name]})
        if chosen["text"]:
            rows = rows.filter(pk__found=known_as(tidy(chosen["text"])))
        if chosen["credit_code"]:
            code = compact(chosen["credit_code"]).upper()
            rows = rows.filter(Q(credit_code=code) | Q(provisional__code=code))
        if chosen["without_code"]:
            rows = rows.filter(provisional__isnull=False, provisional__completed_at__isnull=True)
            if chosen["without_code"] == "late":
                rows = rows.filter(provisional__due_on__lt=clock.today())
        return rows


class FoundingForm(PageForm):
    """无统一社会信用代码单位建档: the unit, why it has no code, who will look after it."""

    name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100)
    kind = forms.ChoiceField(label="单位类别", choices=FOUNDABLE)
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    level = forms.ChoiceField(label="单位级别", choices=units.LEVELS)
    industry = forms.ChoiceField(label="所属行业", choices=industries.offered())
    region = forms.ChoiceField(label="所属区域", help_text="选到区县；省直单位选山东省")
    phone = RuledField(label="单位电话", rule=clean_unit_phone, max_length=20)
    address = RuledField(label="单位地址", rule=tidy, max_length=200)
    superior_text = forms.CharField(
        label="主管部门或上级单位", required=False, max_length=100, help_text="没有的留空，由同级人社部门主管"
    )
    superior = UnitChoice(label="选择主管部门或上级单位", required=False)
    reason = RuledField(label="无代码原因", rule=tidy, max_length=200, help_text="如“部队所属单位，尚未换发证照”")
    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40)
    chief_name = RuledField(label="真实姓名", rule=clean_person_name, max_length=50)
    mobile = RuledField(label="手机号", rule=clean_mobile, max_length=20)
    email = RuledField(label="电子邮箱", rule=clean_email, max_length=100, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        places: Any = self.fields["region"]
        places.choices = [("", "请选择"), *regions()]
        said: Any = data or {}
        superior: Any = self.fields["superior"]
        superior.queryset = units_for(SUPERIORS, said.get("superior") or "", said.get("superior_text") or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("superior_text") and not cleaned.get("superior") and "superior" not in self.errors:
            self.add_error("superior_text", "请查找并选择主管部门或上级单位，或清空此项")
        if cleaned.get("document_kind") and cleaned.get("document"):
            try:
                cleaned["document"] = clean_document(cleaned["document_kind"], cleaned["document"])
            except Refusal as refusal:
                self.add_error("document", refusal.message)
        return cleaned

    @property
    def facts(self) -> UnitFacts:
        names = ("name", "kind", "nature", "level", "industry", "phone", "address")
        return UnitFacts(region_id=self.cleaned_data["region"], **{name: self.cleaned_data[name] for name in names})

    @property
    def chief(self) -> Chief:
        clean = self.cleaned_data
        names = ("document_kind", "document", "mobile", "email")
        return Chief(name=clean["chief_name"], **{name: clean[name] for name in names})


class CodeForm(PageForm):
    """补录统一社会信用代码, and with a reason the correction of one that was entered wrongly."""

    credit_code = RuledField(label="统一社会信用代码", rule=clean_credit_code, max_length=30)
    confirmed = forms.BooleanField(label="证照确实如此，仍要提交", required=False)
    reason = RuledField(label="更正原因", rule=tidy, max_length=200, help_text="如“补录时把 B 录成 8，已核对证照”")

    contradicts = False

    def __init__(self, data: QueryDict | None = None, *, unit: Unit, correcting: bool) -> None:
        super().__init__(data)
        self.unit = unit
        if not correcting:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.get("credit_code")
        if code and code_is_taken(code, besides=self.unit):
            self.add_error("credit_code", CODE_TAKEN)
        elif code:
            self._judge_code(code)
        return cleaned

    def _judge_code(self, code: str) -> None:
        """A code that does not go with the region or the nature needs a tick; each has its own sentence."""
        warnings = contradictions(code, nature=self.unit.nature, region=self.unit.region_id)
        self.contradicts = bool(warnings)
        for warning in warnings if not self.cleaned_data.get("confirmed") else ():
            self.add_error("credit_code", f"{warning}。请核对；证照确实如此的，请勾选下面的确认后再提交")


class DoublesForm(PageForm):
    """Which two records are one person's: by their numbers, since names repeat."""

    kept_kind = forms.ChoiceField(label="保留档案的证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    kept = forms.CharField(label="保留档案的证件号", max_length=40)
    gone_kind = forms.ChoiceField(label="重复档案的证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    gone = forms.CharField(label="重复档案的证件号", max_length=40, help_text="合并后不再使用")
    reason = RuledField(label="合并原因", rule=tidy, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("kept", "gone"):
            kind, number = cleaned.get(f"{name}_kind"), cleaned.get(name)
            if not kind or not number:
                continue
            person = find_person(kind, compact(number).upper())
            if person is None:
                self.add_error(name, "没有查到该证件号的专业技术人员，请核对证件类型和证件号")
            cleaned[f"{name}_person"] = person
        return cleaned


class UnitDoublesForm(PageForm):
    """Which two units are one."""

    kept_text = forms.CharField(label="保留单位", max_length=100, required=False, help_text="名称中的几个字或信用代码")
    kept = UnitChoice(label="选择保留单位")
    gone_text = forms.CharField(label="重复单位", max_length=100, required=False, help_text="合并后不再使用")
    gone = UnitChoice(label="选择重复单位")
    reason = RuledField(label="合并原因", rule=tidy, max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        said: Any = data or {}
        for name in ("kept", "gone"):
            choice: Any = self.fields[name]
            kinds = (Unit.Kind.EMPLOYER, Unit.Kind.BUREAU, Unit.Kind.BASE)
            choice.queryset = units_for(kinds, said.get(name) or "", said.get(f"{name}_text") or "")
