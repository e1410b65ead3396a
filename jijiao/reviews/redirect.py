"""转投: what waits about a unit that got another superior goes to the desks that the rules name now (domain 5.3)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS, Halt, Kind
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.routing import Router
from jijiao.reviews.stops import stops_of
from jijiao.reviews.terms import terms_of
from jijiao.scoping.scope import subtree
from jijiao.units.models import Unit

CHUNK = 500


@transaction.atomic
def redirect(unit: Unit, *, by: Actor) -> int:
    """Compute the route of every open request of the unit and of those below it anew; returns how many desks changed.

    So with every request that has the unit's desk before it. Call it in the transaction that moved the unit or changed
    its state. What desks decided stays; only undecided stops are drawn again.
    """
    moved: list[Review] = []
    path = Unit.everywhere.values_list("path", flat=True).get(pk=unit.pk) or "-"
    for kind in KINDS.values():
        moved += _redirect_kind(kind, unit, path)
    record_each(by, Tag.REVIEW_REDIRECT, moved, unit=unit.pk)
    return len(moved)


def _redirect_kind(kind: Kind, unit: Unit, path: str) -> list[Review]:
    before_it = Stop.everywhere.filter(unit=unit, decision="", review__state=State.PENDING)
    below = Q(review__in=before_it.values("review"))
    for origin in kind.origins:
        below |= subtree(f"{origin}__path", path)
    rows = kind.subject.everywhere.filter(below, review__state=State.PENDING).order_by("review_id")
    ids = list(rows.values_list("review_id", flat=True))
    router, moved = Router(kind.needs, terms_of(kind)), []
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        locked = Review.everywhere.select_for_update().filter(pk__in=part, state=State.PENDING).order_by("pk")
        reviews = {review.pk: review for review in locked}
        subjects = kind.subject.everywhere.filter(review_id__in=list(reviews)).select_related(*kind.related)
        moved += [
            review for subject in subjects if _redirect_one(review := reviews[subject.review_id or 0], subject, router)
        ]
    return moved


def _redirect_one(review: Review, subject: Any, router: Router) -> bool:
    """Whether the request went to another desk."""
    kind = KINDS[review.kind]
    stops = list(Stop.everywhere.filter(review=review, round=review.round).order_by("seq"))
    agreed = sum(stop.decision == "approved" for stop in stops)
    if any(stop.decision == "lapsed" for stop in stops):
        return False  # a stand-in decides in the place of the desk that let it lie, wherever the unit is
    route = kind.route(subject)
    halts = router.desks(route, submitter=review.submitted_by_id, about=review.subject_account_id)[agreed:]
    waiting = stops[review.passed :]
    wanted = [(halt.unit.pk, halt.label, halt.stand_in and halt.stand_in.pk) for halt in halts]
    if not halts or wanted == [(stop.unit_id, stop.label, stop.stand_in_id) for stop in waiting]:
        return False
    return _draw_again(review, halts, waiting)


def _draw_again(review: Review, halts: Sequence[Halt], waiting: Sequence[Stop]) -> bool:
    Stop.everywhere.filter(pk__in=[stop.pk for stop in waiting]).delete()
    stops = stops_of(review, halts)
    for place, stop in enumerate(stops):
        stop.seq = review.passed + place
    Stop.everywhere.bulk_create(stops)
    desk, total = halts[0].unit, review.passed + len(halts)
    went = desk.pk != review.desk_id
    since = clock.now() if went else review.desk_since
    Review.everywhere.filter(pk=review.pk).update(desk=desk, desk_path=desk.path, stops_total=total, desk_since=since)
    return went
