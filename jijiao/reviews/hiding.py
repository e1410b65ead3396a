"""删除审核记录: a decided stop leaves one desk's 已审核 list for 30 days to be restored; outcome and trail stay."""

from datetime import timedelta

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.reviews.models import Hidden, Stop

RESTORABLE = timedelta(days=30)


@transaction.atomic
def hide(stop: Stop, *, by: Hat) -> None:
    """Take a decided stop off its desk's list; hiding twice is hiding once."""
    if not stop.decision:
        raise Refusal("还没有审核的记录不能删除")
    _, made = Hidden.objects.get_or_create(stop=stop, defaults={"by": by, "at": clock.now()})
    if made:
        record(by, Tag.REVIEW_HIDE, on=stop, unit_id=stop.unit_id)


@transaction.atomic
def restore(stop: Stop, *, by: Hat) -> None:
    """Put a hidden stop back, within 30 days."""
    hidden = Hidden.objects.filter(stop=stop).first()
    if hidden is None:
        return
    if clock.now() - hidden.at > RESTORABLE:
        raise Refusal("删除已超过 30 天，不能恢复")
    hidden.delete()
    record(by, Tag.REVIEW_RESTORE, on=stop, unit_id=stop.unit_id)
