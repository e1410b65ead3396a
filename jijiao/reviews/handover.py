"""Handing over what waits at one unit about a person to the unit the person has come to."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Review, Stop
from jijiao.units.models import Unit


def waiting_at(places: Collection[tuple[int | None, int]]) -> dict[tuple[int, int], int]:
    """How many open reviews about an account lie at a unit, by (account id, unit id); kinds that follow alone."""
    accounts, units = {account for account, _ in places} - {None}, {unit for _, unit in places}
    rows = _following().filter(desk__in=units, subject_account__in=accounts) if accounts else Review.everywhere.none()
    counted = rows.values_list("subject_account_id", "desk_id").annotate(n=Count("pk")).order_by()
    return {(account, unit): n for account, unit, n in counted}


def _following() -> QuerySet[Review]:
    kinds = [kind.key for kind in KINDS.values() if kind.follows_person]
    return Review.everywhere.filter(kind__in=kinds, state=State.PENDING)


def hand_over(account_id: int, old: Unit, new: Unit, *, by: Actor) -> int:
    """Put the open reviews about an account that lie on the desk of `old` on that of `new`; returns how many.

    Only kinds that follow the person. Called in the transaction that moves the person.
    """
    rows = _following().select_for_update().filter(desk=old, subject_account_id=account_id)
    reviews = list(rows.order_by("pk"))
    for review in reviews:
        Stop.everywhere.filter(review=review, round=review.round, unit=old, decision="").update(unit=new)
    Review.everywhere.filter(pk__in=[review.pk for review in reviews]).update(desk=new, desk_path=new.path)
    record_each(by, Tag.REVIEW_HAND_OVER, reviews, before=old.pk, after=new.pk)
    return len(reviews)
