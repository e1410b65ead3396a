"""Forms of 下属机构管理: the search, a new unit, an edit, and the reasons that every change of state asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.accounts.chiefs import Chief
from jijiao.changes.actions import Amendment
from jijiao.changes.forms import FactsForm
from jijiao.lib.credit_code import clean_credit_code
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.ids import row_id
from jijiao.lib.names import clean_person_name, clean_unit_name
from jijiao.lib.phones import clean_email, clean_mobile, clean_unit_phone
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.standards.codes import industries, units
from jijiao.subordinates.checks import IN_USE, kinds_below
from jijiao.subordinates.queries import called, choices_below, heirs
from jijiao.units.actions import UnitFacts
from jijiao.units.choosing import UnitChoice, regions
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Unit
from jijiao.web.fields import RuledField
from jijiao.web.forms import FilterForm, PageForm

FOR_BASES = "新建继续教育基地时填写，单位级别随之确定"


class UnitsFilter(FilterForm):
    """Without conditions the list shows one level; with one, everything below it that fits."""

    text = forms.CharField(label="单位名称或信用代码", max_length=100)
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    kind = forms.ChoiceField(label="单位类别", choices=Unit.Kind.choices)
    status = forms.ChoiceField(label="状态", choices=Unit.Status.choices)
    at = forms.CharField(widget=forms.HiddenInput)
    line = forms.CharField(widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["text"]:
            rows = rows.filter(pk__found=called(chosen["text"]))
        for name in ("nature", "kind"):
            if chosen[name]:
                rows = rows.filter(**{name: chosen[name]})
        # what is merged or closed is history: shown when asked for
        return rows.filter(status__in=[chosen["status"]] if chosen["status"] else IN_USE)


class ReasonForm(PageForm):
    """Why a unit is suspended, resumed, merged, dissolved or restored."""

    reason = RuledField(
        label="原因",
        rule=tidy,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写原因，该单位会看到"},
    )


class PlaceForm(PageForm):
    """移动: the new superior, found within the own subtree."""

    superior_text = forms.CharField(label="新上级单位的名称或信用代码", required=False, max_length=100)
    superior = UnitChoice(label="新上级单位", error_messages={"required": "请查找并选择新上级单位"})

    def __init__(self, said: Mapping[str, Any], *, own: Unit, unit: Unit, sent: bool) -> None:
        super().__init__(said if sent else None, initial=dict(said.items()))
        _offer(self, "superior", said, own, unit)


class MergerForm(ReasonForm):
    """合并: the unit that takes everything over, and why."""

    into_text = forms.CharField(label="并入单位的名称或信用代码", required=False, max_length=100)
    into = UnitChoice(label="并入单位", error_messages={"required": "请查找并选择并入单位"})

    def __init__(self, data: Any, said: Mapping[str, Any], *, own: Unit, unit: Unit) -> None:
        super().__init__(data, initial=dict(said.items()))
        choice: Any = self.fields["into"]
        choice.queryset = heirs(own, said.get("into") or "", said.get("into_text") or "", unit)

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit picked so far, for the preview."""
        choice: Any = self.fields["into"]
        wanted = row_id((self.data if self.is_bound else self.initial).get("into"))
        found: Unit | None = choice.queryset.filter(pk=wanted).first()
        return found


def _offer(form: PageForm, name: str, said: Mapping[str, Any], own: Unit, unit: Unit) -> None:
    choice: Any = form.fields[name]
    choice.queryset = choices_below(own, said.get(name) or "", said.get(f"{name}_text") or "", without=unit)


class EditForm(FactsForm):
    """修改 a subordinate: the fields of its 基本信息; in force at once, so the reason is always asked for."""

    proofs = None  # type: ignore[assignment]  # takes the field away
    reason = RuledField(
        label="修改原因", rule=tidy, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请填写修改原因，该单位会看到"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = ""

    def amendment(self) -> Amendment:
        clean = self.cleaned_data
        return Amendment(facts={name: clean[name] for name in self.facts}, base=self._base(), reason=clean["reason"])


class NewUnitForm(PageForm):
    """新建下属单位, the fields of the registration; then who will administer it, or nobody yet."""

    superior_text = forms.CharField(label="上级单位的名称或信用代码", required=False, max_length=100)
    superior = UnitChoice(label="上级单位", error_messages={"required": "请选择上级单位"})
    kind = forms.ChoiceField(label="单位类别")
    name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100, help_text="与证照一致的全称")
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    base_level = forms.ChoiceField(label="机构级别", choices=units.BASE_LEVELS, help_text=FOR_BASES)
    base_type = forms.ChoiceField(label="机构类型", choices=units.BASE_TYPES, help_text=FOR_BASES)
    level = forms.ChoiceField(label="单位级别", choices=units.LEVELS)
    phone = RuledField(label="单位电话", rule=clean_unit_phone, max_length=20)
    industry = forms.ChoiceField(label="所属行业", choices=industries.offered())
    region = forms.ChoiceField(label="所属区域", help_text="选到区县；省直单位选山东省")
    address = RuledField(label="单位地址", rule=tidy, max_length=200)
    credit_code = RuledField(label="统一社会信用代码", rule=clean_credit_code, max_length=30)
    confirmed = forms.BooleanField(label="证照确实如此，仍要提交", required=False)
    later = forms.BooleanField(
        label="暂不设管理员", required=False, widget=forms.CheckboxInput(attrs={"class": "fold-by"})
    )
    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40, help_text="证件号就是登录账号")
    chief_name = RuledField(label="真实姓名", rule=clean_person_name, max_length=50)
    mobile = RuledField(label="手机号", rule=clean_mobile, max_length=20)
    email = RuledField(label="电子邮箱", rule=clean_email, max_length=100, required=False)

    CHIEF, OF_BASES = ("document", "chief_name", "mobile"), ("base_level", "base_type")

    def __init__(self, data: Any, said: Mapping[str, Any], *, own: Unit) -> None:
        super().__init__(data, initial={"superior": own.pk} | dict(said.items()))
        answers = data or self.initial
        choice: Any = self.fields["superior"]
        choice.queryset = choices_below(own, str(answers.get("superior") or ""), answers.get("superior_text") or "")
        above = choice.queryset.filter(pk=row_id(answers.get("superior")) or own.pk).first() or own
        kinds, places = self._select("kind"), self._select("region")
        kinds.choices = [(kind, Unit.Kind(kind).label) for kind in kinds_below(above)]
        places.choices = [("", "请选择"), *regions()]
        self.contradicts = False
        self.founds_base = bool(data) and data.get("kind") == Unit.Kind.BASE
        self._ask_of_bases(offered=Unit.Kind.BASE in dict(kinds.choices))
        if data and data.get("later"):
            for name in self.CHIEF:
                self.fields[name].required = False

    def _ask_of_bases(self, *, offered: bool) -> None:
        """A base says what kind of base it is instead of its level."""
        for name in self.OF_BASES:
            self.fields[name].required = self.founds_base
            if not offered:
                del self.fields[name]
        self.fields["level"].required = not self.founds_base

    def _select(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if self.founds_base:
            clean["level"] = units.LEVEL_OF_BASE.get(clean.get("base_level", ""), "")
        if all(clean.get(name) for name in ("credit_code", "region", "nature")):
            self._judge_code(clean)
        if clean.get("later"):
            for name in (*self.CHIEF, "email"):
                self.errors.pop(name, None)
        elif clean.get("document_kind") and clean.get("document"):
            try:
                clean["document"] = clean_document(clean["document_kind"], clean["document"])
            except Refusal as refusal:
                self.add_error("document", refusal.message)
        return clean

    def _judge_code(self, clean: Mapping[str, Any]) -> None:
        """A code that does not go with the region or the nature needs a tick; each has its own sentence."""
        code = clean["credit_code"]
        warnings = contradictions(code, nature=clean["nature"], region=clean["region"])
        self.contradicts = bool(warnings)
        for warning in warnings if not clean.get("confirmed") else ():
            self.add_error("credit_code", f"{warning}。请核对；证照确实如此的，请勾选下面的确认后再提交")

    @property
    def facts(self) -> UnitFacts:
        names = ["name", "kind", "nature", "level", "industry", "phone", "address", "credit_code"]
        names += self.OF_BASES if self.founds_base else ()
        return UnitFacts(region_id=self.cleaned_data["region"], **{name: self.cleaned_data[name] for name in names})

    @property
    def chief(self) -> Chief | None:
        clean = self.cleaned_data
        if clean["later"]:
            return None
        names = ("document_kind", "document", "mobile", "email")
        return Chief(name=clean["chief_name"], **{name: clean[name] for name in names})
