"""到期生效: an agreed transfer whose day was still to come is completed when it has come."""

from django.db import transaction

from jijiao.jobs.periodic import every
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.flow import State
from jijiao.transfers.actions import complete
from jijiao.transfers.models import Transfer
from jijiao.transfers.review import obstacles

AT_MOST = 1000  # of one call; the next takes the rest
RELATED = ("person", "old_unit", "new_unit", "review")


def take_effect(*, by: Actor) -> int:
    """Complete every agreed transfer whose day has come; how many. Harmless when called again."""
    rows = Transfer.everywhere.filter(open=True, review__state=State.APPROVED, leaves_on__lte=clock.today())
    return sum(_take_effect_one(pk, by) for pk in rows.order_by("pk").values_list("pk", flat=True)[:AT_MOST])


def _take_effect_one(pk: int, by: Actor) -> bool:
    """Whether it took effect; what stands in the way (its record says so) is tried again the next time."""
    try:
        with transaction.atomic():
            rows = Transfer.everywhere.select_for_update(of=("self",)).select_related(*RELATED)
            held = rows.filter(pk=pk, open=True).first()
            if held is None or obstacles([held]):
                return False
            complete([held], by)
            return True
    except Refusal:
        return False


@every("transfers.take_effect", label="调转到期生效", hours=1)
def take_effect_of_the_day() -> str:
    return f"{take_effect(by=SYSTEM)} 人"
