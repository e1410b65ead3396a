"""Forms of 基本信息管理: the unit's facts, another superior."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from jijiao.attachments.fields import AttachmentField
from jijiao.changes.actions import Amendment, ChangedMeanwhile
from jijiao.changes.facts import LABELS, facts_of, shown, values_of
from jijiao.lib.credit_code import clean_credit_code
from jijiao.lib.names import clean_unit_name
from jijiao.lib.phones import clean_unit_phone
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.standards.codes import industries, units
from jijiao.units.choosing import UnitChoice, regions, units_for
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Unit
from jijiao.units.queries import SUPERIORS
from jijiao.web.fields import RuledField
from jijiao.web.forms import PageForm

MAX_PROOFS = 5
CHECK_CODE = "请核对；证照确实如此的，请勾选下面的确认后再提交"
STALE = "页面已过期，请核对后重新提交"


class FactsForm(PageForm):
    """修改信息, the fields of the registration in its order; `base` is what the page showed when it was opened."""

    name = RuledField(label="单位名称", rule=clean_unit_name, max_length=100, help_text="与证照一致的全称")
    nature = forms.ChoiceField(label="单位性质", choices=units.NATURES)
    base_level = forms.ChoiceField(label="机构级别", choices=units.BASE_LEVELS, help_text="单位级别随之确定")
    base_type = forms.ChoiceField(label="机构类型", choices=units.BASE_TYPES)
    level = forms.ChoiceField(label="单位级别", choices=units.LEVELS)
    phone = RuledField(label="单位电话", rule=clean_unit_phone, max_length=20, help_text="修改后立即生效，不需要审核")
    industry = forms.ChoiceField(label="所属行业")
    region = forms.ChoiceField(label="所属区域", help_text="选到区县；省直单位选山东省")
    address = RuledField(label="单位地址", rule=tidy, max_length=200)
    credit_code = RuledField(label="统一社会信用代码", rule=clean_credit_code, max_length=30)
    confirmed = forms.BooleanField(label="证照确实如此，仍要提交", required=False)
    reason = forms.CharField(
        label="变更原因", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只修改单位电话时不用填写",
    )  # fmt: skip
    proofs = AttachmentField(
        label="证明材料", limit=MAX_PROOFS, required=False,
        hint="修改单位名称、信用代码须上传批文或新的证照；图片格式 jpg、jpeg、gif、bmp、png，每张不超过 1M",
    )  # fmt: skip
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.present = values_of(unit)
        self.facts = [fact.name for fact in facts_of(unit)]
        self.drift: list[tuple[str, str, str]] = []
        self.contradicts = False
        kwargs["initial"] = self.present | {"base": json.dumps(self.present)} | kwargs.get("initial", {})
        super().__init__(data, *args, **kwargs)
        offered = {"region": regions(), "industry": industries.offered(self.present["industry"])}
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class says so
            field.choices = [("", "请选择"), *choices]
        for name in ("level",) if unit.kind == Unit.Kind.BASE else ("base_level", "base_type"):
            del self.fields[name]
        for name in self.facts:
            # what a unit never had (a 人社部门 has no credit code) it may leave out; what it has it may not blank
            if name in self.fields:
                self.fields[name].required = bool(self.present[name])

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if "level" not in self.fields:
            clean["level"] = units.LEVEL_OF_BASE.get(clean.get("base_level", ""), self.present["level"])
        watched = ("nature", "region", "credit_code")
        if all(name in clean for name in watched) and any(clean[name] != self.present[name] for name in watched):
            self._judge_code(clean)
        return clean

    def _judge_code(self, clean: Mapping[str, Any]) -> None:
        """A code that does not go with the region or the nature needs a tick; each has its own sentence."""
        code = clean["credit_code"]
        warnings = contradictions(code, nature=clean["nature"], region=clean["region"]) if code else []
        self.contradicts = bool(warnings)
        for warning in warnings if not clean.get("confirmed") else ():
            self.add_error("credit_code", f"{warning}。{CHECK_CODE}")

    def amendment(self) -> Amendment:
        """What was filled in, for the action."""
        clean = self.cleaned_data
        return Amendment(
            facts={name: clean[name] for name in self.facts},
            base=self._base(),
            reason=tidy(clean["reason"]),
            proofs=tuple(proof.ref for proof in clean["proofs"]),
        )

    def _base(self) -> dict[str, str]:
        try:
            base = json.loads(self.cleaned_data["base"])
            return {name: str(base[name]) for name in self.facts}
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal(STALE) from error

    def refuse(self, refusal: Refusal) -> None:
        """A conflict shows what differs; what is submitted next is judged by what the unit is now."""
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            pairs = refusal.drift.items()
            self.drift = [(LABELS[name], shown(name, was), shown(name, now)) for name, (was, now) in pairs]
        if isinstance(refusal, ChangedMeanwhile) or refusal.message == STALE:
            self.data = {**dict(self.data.items()), "base": json.dumps(self.present)}


class SuperiorForm(PageForm):
    """更换上级部门: the new superior found by name or code, or none."""

    has_superior = forms.ChoiceField(label="是否有所属主管部门", choices=(("yes", "有"), ("no", "无")), initial="yes")
    superior_text = forms.CharField(label="新上级部门名称或信用代码", required=False, max_length=100)
    superior = UnitChoice(label="新上级部门", required=False)
    reason = forms.CharField(
        label="更换原因", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写更换原因，原上级和新上级都会看到"},
    )  # fmt: skip
    proofs = AttachmentField(label="证明材料", limit=MAX_PROOFS, required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        answers = self.initial if data is None else data
        choice = self.fields["superior"]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - the class says so
        text = str(answers.get("superior_text") or "")
        choice.queryset = units_for(SUPERIORS, str(answers.get("superior") or ""), text)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("has_superior") == "no":
            clean["superior"] = None
        elif not clean.get("superior") and "superior" not in self.errors:
            self.add_error("superior", "请查找并选择新的上级部门")
        return clean
