"""Forms of 人员调转: the person to pick, what the transfer needs, the conditions of the records."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.attachments.fields import AttachmentField
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.ids import row_id
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.transfers import rules
from jijiao.transfers.actions import Departure
from jijiao.transfers.models import Transfer
from jijiao.transfers.queries import STATES, in_state
from jijiao.transfers.types import CHOICES, TYPES, Target, choices_for
from jijiao.units.choosing import UnitChoice, units_for
from jijiao.units.models import TemporaryUnit, Unit
from jijiao.web.forms import FilterForm, PageForm
from jijiao.web.widgets import PlainSelect

MAX_PROOFS = 5
TAKING = (Unit.Kind.EMPLOYER, Unit.Kind.BUREAU, Unit.Kind.AUTHORITY)
UNKNOWN_YET = "先选调转类型：是否须上传、上传什么由类型决定"


class PickFilter(FilterForm):
    """选择调出人员."""

    name = forms.CharField(label="姓名", max_length=50)

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        return rows.filter(name__contains=tidy(chosen["name"])) if chosen["name"] else rows


class RecordFilter(FilterForm):
    """调转记录."""

    person = forms.CharField(label="姓名", max_length=50)
    type = forms.ChoiceField(label="调转类型", choices=CHOICES, widget=PlainSelect)
    state = forms.ChoiceField(label="状态", choices=STATES, widget=PlainSelect)
    since = forms.DateField(label="调出日期从")
    until = forms.DateField(label="调出日期到")

    def narrow(self, rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if chosen["person"]:
            rows = rows.filter(person__name__contains=tidy(chosen["person"]))
        if chosen["type"]:
            rows = rows.filter(type=chosen["type"])
        if chosen["state"]:
            rows = rows.filter(in_state(chosen["state"]))
        if chosen["since"]:
            rows = rows.filter(leaves_on__gte=chosen["since"])
        if chosen["until"]:
            rows = rows.filter(leaves_on__lte=chosen["until"])
        return rows


class TransferForm(PageForm):
    """What every transfer says; which fields are asked for follows from the type, and the types from who starts it."""

    type = forms.ChoiceField(label="调转类型", choices=CHOICES)
    leaves_on = forms.DateField(label="调出日期")
    reason = forms.CharField(label="调转原因", max_length=500, widget=forms.Textarea)
    pending = forms.ChoiceField(
        label="未决事项", choices=Transfer.Pending.choices, widget=forms.RadioSelect, initial=Transfer.Pending.FOLLOW
    )
    proofs = AttachmentField(label="证明材料", limit=MAX_PROOFS, required=False)

    def __init__(self, data: Any = None, *args: Any, starter: str, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        choices, answers = choices_for(starter), self.initial if data is None else data
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the class says so
        field.choices = [("", self.blank_choice), *choices]
        self.kind = TYPES.get(str(answers.get("type") or "")) if answers.get("type") in dict(choices) else None
        self.asks_pending = self.kind is None or self.kind.moves
        self.fields["pending"].required = self.asks_pending
        self.course = (self.kind or TYPES["1"]).course
        self.material = self.kind.material if self.kind else UNKNOWN_YET

    def clean(self) -> dict[str, Any]:
        """What the type asks for is named together with whatever else is missing."""
        clean = self.cleaned_data
        if self.kind is not None:
            unit, outside = clean.get("new_unit") is not None, clean.get("outside_name", "")
            lacking = rules.missing(self.kind, unit=unit, outside=outside, proofs=len(clean.get("proofs", ())))
            for name in lacking.keys() & self.fields.keys() - self.errors.keys():
                self.add_error(name, lacking[name])
        return clean

    def departure(self, new_unit: Unit | None = None) -> Departure:
        """What was filled in, for the action."""
        clean = self.cleaned_data
        return Departure(
            type=clean["type"],
            new_unit=clean.get("new_unit") or new_unit,
            outside_name=clean.get("outside_name", ""),
            leaves_on=clean["leaves_on"],
            reason=clean["reason"],
            pending=clean["pending"] or Transfer.Pending.FOLLOW,
            proofs=tuple(proof.ref for proof in clean["proofs"]),
        )


class DepartureForm(TransferForm):
    """人员调出 by the old unit, 单位调转 by the person."""

    new_unit_text = forms.CharField(label="新单位名称或信用代码", required=False, max_length=100)
    new_unit = UnitChoice(label="新单位", required=False)
    outside_name = forms.CharField(label="省外单位名称", required=False, max_length=100)
    field_order = (
        "type", "new_unit_text", "new_unit", "outside_name", "leaves_on", "reason", "pending", "proofs",
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        answers = self.initial if data is None else data
        self.asks_unit = self.kind is not None and self.kind.target == Target.UNIT
        self.asks_outside = self.kind is not None and self.kind.target == Target.OUTSIDE
        choice = self.fields["new_unit"]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - the class says so
        choice.queryset = _offered(str(answers.get("new_unit") or ""), str(answers.get("new_unit_text") or ""))


def _offered(chosen: str, text: str) -> QuerySet[Unit]:
    """What a search found and what was chosen before. A 临时单位 is not found: type 5 leads there by itself."""
    found = units_for(TAKING, chosen, text)
    temporary = TemporaryUnit.objects.exclude(unit=row_id(chosen) or 0)
    return found.exclude(pk__in=temporary.values("unit"))


class CorrectionForm(PageForm):
    """更正误调."""

    reason = forms.CharField(label="更正原因", max_length=500, widget=forms.Textarea)


class ArrivalForm(TransferForm):
    """申请调入 by the new unit: the person is named by number and name, as the contract has them."""

    document_kind = forms.ChoiceField(label="证件类型", choices=DOCUMENT_KINDS, initial=RESIDENT_CARD)
    document = forms.CharField(label="证件号", max_length=40)
    name = forms.CharField(label="姓名", max_length=50)
    field_order = ("document_kind", "document", "name", "type", "leaves_on", "reason", "pending", "proofs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, starter=Transfer.Starter.NEW_UNIT, **kwargs)

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if clean.get("document_kind") and clean.get("document"):
            try:
                clean["document"] = clean_document(clean["document_kind"], clean["document"])
            except Refusal as refusal:
                self.add_error("document", refusal.message)
        return clean
