"""Handing over what waits at one unit about a person to the unit the person has come to."""

from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Review, Stop
from jijiao.units.models import Unit


def hand_over(account_id: int, old: Unit, new: Unit, *, by: Actor) -> int:
    """Put the open reviews about an account that lie on the desk of `old` on that of `new`; returns how many.

    Only kinds that follow the person. Called in the transaction that moves the person.
    """
    kinds = [kind.key for kind in KINDS.values() if kind.follows_person]
    rows = Review.everywhere.select_for_update().filter(
        kind__in=kinds, state=State.PENDING, desk=old, subject_account_id=account_id
    )
    reviews = list(rows.order_by("pk"))
    for review in reviews:
        Stop.everywhere.filter(review=review, round=review.round, unit=old, decision="").update(unit=new)
    Review.everywhere.filter(pk__in=[review.pk for review in reviews]).update(desk=new, desk_path=new.path)
    record_each(by, Tag.REVIEW_HAND_OVER, reviews, before=old.pk, after=new.pk)
    return len(reviews)
