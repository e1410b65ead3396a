"""常用审核意见: what a unit says often, beside the sentences that every kind of review comes with."""

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.reviews.kinds import Kind
from jijiao.reviews.models import Reason

MOST = 20
KNOWN = "已有这条意见"


def own_reasons(kind: Kind, unit_id: int | None) -> list[Reason]:
    """The unit's own sentences for this kind, oldest first."""
    return list(Reason.everywhere.filter(kind=kind.key, unit_id=unit_id)) if unit_id else []


def offered(kind: Kind, unit_id: int | None) -> list[str]:
    """What a reviewer may pick: the unit's own first."""
    return [*(reason.text for reason in own_reasons(kind, unit_id)), *kind.reasons]


@transaction.atomic
def add_reason(kind: Kind, text: str, *, by: Hat) -> Reason:
    """Keep a sentence for the unit of `by`. Raises Refusal when it is there already or there are too many."""
    text = tidy(text)
    assert by.unit_id is not None  # noqa: S101 - who reviews acts for a unit
    there = offered(kind, by.unit_id)
    if text in there:
        raise Refusal(KNOWN, field="text")
    if len(there) - len(kind.reasons) >= MOST:
        raise Refusal(f"最多保存 {MOST} 条，请先删除不用的", field="text")
    try:
        with transaction.atomic():
            reason = Reason.everywhere.create(unit_id=by.unit_id, kind=kind.key, text=text)
    except IntegrityError as error:
        raise Refusal(KNOWN, field="text") from error
    record(by, Tag.REASON_ADD, on=reason, unit_id=by.unit_id, kind=kind.key)
    return reason


@transaction.atomic
def remove_reason(reason: Reason, *, by: Hat) -> None:
    """The sentence is no longer offered; what was said with it stays."""
    record(by, Tag.REASON_REMOVE, on=reason, unit_id=reason.unit_id, kind=reason.kind, text=reason.text)
    reason.delete()
