"""到期生效: an agreed transfer whose day was still to come is completed when it has come."""

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.periodic import every
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.flow import State
from jijiao.transfers.actions import complete
from jijiao.transfers.models import Transfer
from jijiao.transfers.review import obstacles
from jijiao.transfers.telling import tell_hindered

AT_MOST = 1000  # of one call; the next takes the rest
RELATED = ("person", "old_unit", "new_unit", "review")


def take_effect(*, by: Actor) -> int:
    """Complete every agreed transfer whose day has come; how many. Harmless when called again."""
    rows = Transfer.everywhere.filter(open=True, review__state=State.APPROVED, leaves_on__lte=clock.today())
    return sum(_take_effect_one(pk, by) for pk in rows.order_by("pk").values_list("pk", flat=True)[:AT_MOST])


def _take_effect_one(pk: int, by: Actor) -> bool:
    """Whether it took effect; what stands in the way is told once, and tried again the next time."""
    try:
        with transaction.atomic():
            held = _held(pk)
            if held is None:
                return False
            if why := obstacles([held]).get(pk):
                raise Refusal(why)
            complete([held], by)
            return True
    except Refusal as refusal:
        _say(pk, refusal.message, by)
        return False


def _held(pk: int) -> Transfer | None:
    rows = Transfer.everywhere.select_for_update(of=("self",)).select_related(*RELATED)
    return rows.filter(pk=pk, open=True).first()


@transaction.atomic
def _say(pk: int, why: str, by: Actor) -> None:
    """Both units and the person hear what stands in the way: once, and again when it is something else."""
    held = _held(pk)
    if held is None or held.hindrance == why:
        return
    Transfer.everywhere.filter(pk=pk).update(hindrance=why)
    tell_hindered(held, why, by=by)
    record(by, Tag.TRANSFER_HINDER, on=held, unit_id=held.old_unit_id, person=held.person_id)


@every("transfers.take_effect", label="调转到期生效", hours=1)
def take_effect_of_the_day() -> str:
    return f"{take_effect(by=SYSTEM)} 人"
