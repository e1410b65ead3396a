"""Forms of 人员调转: the person to pick, what the transfer needs, the conditions of the records."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jijiao.attachments.fields import AttachmentField
from jijiao.lib.documents import DOCUMENT_KINDS, RESIDENT_CARD, clean_document
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.transfers.actions import Departure
from jijiao.transfers.models import Transfer
from jijiao.transfers.queries import STATES, in_state
from jijiao.transfers.types import CHOICES, TYPES, Target
from jijiao.units.choosing import UnitChoice, units_for
from jijiao.units.models import Unit
from jijiao.web.forms import FilterForm, PageForm
from jijiao.web.widgets import PlainSelect

MAX_PROOFS = 5
TAKING = (Unit.Kind.EMPLOYER, Unit.Kind.BUREAU, Unit.Kind.AUTHORITY)
TO_US = [(code, label) for code, label in CHOICES if TYPES[code].target == Target.UNIT]


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
    """What every transfer says; which fields are asked for follows from the type."""

    type = forms.ChoiceField(label="调转类型", choices=CHOICES)
    leaves_on = forms.DateField(label="调出日期")
    reason = forms.CharField(label="调转原因", max_length=500, widget=forms.Textarea)
    pending = forms.ChoiceField(
        label="未决事项", choices=Transfer.Pending.choices, widget=forms.RadioSelect, initial=Transfer.Pending.FOLLOW
    )
    proofs = AttachmentField(label="证明材料", limit=MAX_PROOFS, required=False)

    def departure(self, new_unit: Unit | None = None) -> Departure:
        """What was filled in, for the action."""
        clean = self.cleaned_data
        return Departure(
            type=clean["type"],
            new_unit=clean.get("new_unit") or new_unit,
            outside_name=clean.get("outside_name", ""),
            leaves_on=clean["leaves_on"],
            reason=clean["reason"],
            pending=clean["pending"],
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
        kind = TYPES.get(str(answers.get("type") or ""))
        self.kind = kind
        self.asks_unit = kind is not None and kind.target == Target.UNIT
        self.asks_outside = kind is not None and kind.target == Target.OUTSIDE
        text = str(answers.get("new_unit_text") or "")
        choice = self.fields["new_unit"]
        assert isinstance(choice, UnitChoice)  # noqa: S101 - the class says so
        choice.queryset = units_for(TAKING, str(answers.get("new_unit") or ""), text)
        if not self.asks_unit:
            choice.required = False


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
        super().__init__(*args, **kwargs)
        kind = self.fields["type"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - the class says so
        kind.choices = [("", "请选择"), *TO_US]

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if clean.get("document_kind") and clean.get("document"):
            try:
                clean["document"] = clean_document(clean["document_kind"], clean["document"])
            except Refusal as refusal:
                self.add_error("document", refusal.message)
        return clean
