"""认定学时: how much of a claim its reviewer recognises — never more than claimed, less only with a reason."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.declarations.models import Declaration
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.actions import SHORTEST_REASON
from jijiao.standards.learning_forms.fields import Field, plain

LABEL = "认定学时"
NO_REASON = "认定学时低于申报学时，请在审核意见中写明原因，申报人会看到"


class RecognisedHours(forms.CharField):
    """Read by the claim's own field, so that steps and limits are those of the claim; blank means as claimed."""

    def __init__(self, declaration: Declaration) -> None:
        self.claimed = declaration.claimed
        self.spec: Field = declaration.learning_form.fields[-1]
        claimed = plain(self.claimed)
        super().__init__(
            label=LABEL,
            required=False,
            initial=claimed,
            help_text=f"不超过申报的 {claimed} 学时；低于申报学时的，审核意见中须写明原因",
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> Decimal:
        if not (typed := str(value or "").strip()):
            return self.claimed
        try:
            hours = self.spec.read(typed)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message.replace(self.spec.label, LABEL)) from refusal
        if not isinstance(hours, Decimal) or hours > self.claimed:
            raise forms.ValidationError(f"认定学时不能超过申报的 {plain(self.claimed)} 学时。")
        return hours


def asked(declaration: Declaration) -> dict[str, forms.Field]:
    """What the review of one declaration asks besides yes."""
    return {"recognised": RecognisedHours(declaration)}


def recognise(declaration: Declaration, answers: Mapping[str, Any], note: str, by: Actor) -> str:
    """Write 认定学时 as answered; the note tells of both numbers where they differ. Raises Refusal without a reason."""
    hours: Decimal = answers.get("recognised", declaration.claimed)
    if hours > declaration.claimed:
        raise Refusal(f"认定学时不能超过申报的 {plain(declaration.claimed)} 学时。", "recognised")
    lowered = hours < declaration.claimed
    if lowered and len(note) < SHORTEST_REASON:
        raise Refusal(NO_REASON, "note")
    declaration.recognised, declaration.lowered_because = hours, note if lowered else ""
    declaration.save(update_fields=["recognised", "lowered_because"])
    if not lowered:
        return note
    record(
        by, Tag.DECLARATION_LOWER, on=declaration, unit_id=declaration.unit_id,
        claimed=plain(declaration.claimed), recognised=plain(hours),
    )  # fmt: skip
    return declaration.recognition
