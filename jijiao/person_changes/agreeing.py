"""逐项审核: of one request the reviewer agrees to some fields and leaves others out, with a reason the person reads."""

from collections.abc import Mapping
from typing import Any

from django import forms

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.person_changes.facts import LABELS, ONE_BY_ONE
from jijiao.person_changes.models import PersonChange
from jijiao.reviews.actions import SHORTEST_REASON

NO_REASON = "有不同意的内容，请在审核意见中写明原因，本人会看到"
NOTHING = "请至少勾选一项；都不同意的请驳回"


def asked(change: PersonChange) -> dict[str, forms.Field]:
    """Which fields are agreed to, where a request has several that do not depend on each other."""
    choices = [(field, LABELS[field]) for field in changed(change)] if change.group in ONE_BY_ONE else []
    if len(choices) < 2:
        return {}
    return {
        "agreed": forms.MultipleChoiceField(
            label="同意修改的内容",
            choices=choices,
            initial=[field for field, _ in choices],
            widget=forms.CheckboxSelectMultiple,
            help_text="不同意的取消勾选，并在审核意见中写明原因；都不同意的请驳回",
            error_messages={"required": NOTHING},
        )
    }


def changed(change: PersonChange) -> list[str]:
    """The fields that differ and that no earlier stop has left out."""
    before = change.before
    return [field for field, value in change.accepted.items() if before[field] != value]


def agree(change: PersonChange, answers: Mapping[str, Any], note: str, by: Actor) -> str:
    """Write which fields are left out; the note names them. Raises Refusal without a reason or without any field."""
    wanted = changed(change)
    left = [field for field in wanted if field not in answers.get("agreed", wanted)]
    if not left:
        return note
    if len(left) == len(wanted):
        raise Refusal(NOTHING, "agreed")
    if len(note) < SHORTEST_REASON:
        raise Refusal(NO_REASON, "note")
    change.left_out = [*change.left_out, *left]
    change.save(update_fields=["left_out"])
    record(by, Tag.PERSON_CHANGE_LEAVE, on=change, unit_id=change.unit_id, person=change.person_id, fields=left)
    return f"未同意：{'、'.join(LABELS[field] for field in left)}。{note}"
