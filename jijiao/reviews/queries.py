"""Readings of 审核: what waits, what was decided, what lies before and after, all for one scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q, QuerySet

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.lib.text import tidy
from jijiao.reviews.flow import State
from jijiao.reviews.hiding import RESTORABLE
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import LATE, Review, Stop
from jijiao.scoping.scope import Scope


class Waiting(NamedTuple):
    """How much of one kind waits for a hat, and since when the oldest does."""

    kind: Kind
    count: int  # type: ignore[assignment]  # shadows tuple.count, which nobody asks a to-do for
    oldest: datetime


def waiting(hat: Hat, scope: Scope | None = None) -> list[Waiting]:
    """待办事项 of a hat, kinds in the order of the registry, those without work left out. One query.

    `scope` is the hat's own where it is known already.
    """
    mine = [kind for kind in KINDS.values() if hat.may(kind.needs)]
    if not mine:
        return []
    rows = Review.objects.at_desks(scope or hat.own_scope()).filter(
        state=State.PENDING, kind__in=[kind.key for kind in mine]
    )
    counts = {row["kind"]: row for row in rows.values("kind").annotate(n=Count("pk"), oldest=Min("desk_since"))}
    return [Waiting(kind, counts[kind.key]["n"], counts[kind.key]["oldest"]) for kind in mine if kind.key in counts]


def pending(kind: Kind, scope: Scope) -> QuerySet[Review]:
    """Reviews of a kind that lie on one of the scope's desks."""
    return Review.objects.at_desks(scope).filter(kind=kind.key, state=State.PENDING)


def decided(kind: Kind, scope: Scope) -> QuerySet[Stop]:
    """已审核: what the scope's desks decided and did not take off their list."""
    return _decided(kind, scope).filter(hidden__isnull=True)


def hidden(kind: Kind, scope: Scope) -> QuerySet[Stop]:
    """已删除: what was taken off the list and can still be put back."""
    return _decided(kind, scope).filter(hidden__at__gt=clock.now() - RESTORABLE)


def _decided(kind: Kind, scope: Scope) -> QuerySet[Stop]:
    rows: QuerySet[Stop] = Stop.objects.at_desks(scope).filter(review__kind=kind.key).exclude(decision="")
    return rows


def reviews_like(kind: Kind, text: str | None, chosen: Mapping[str, Any]) -> QuerySet[Any] | None:
    """Ids of the reviews whose request has `text` in it and the chosen values of the kind's filters; None: all."""
    condition = _looks_like(kind, text) if text else Q()
    for part in kind.filters:
        if chosen.get(part.name):
            value = chosen[part.name]
            condition &= part.condition(value) if part.condition else Q(**{part.lookup: value})
    return kind.subject.everywhere.filter(condition).values("review_id") if condition else None


def _looks_like(kind: Kind, text: str) -> Q:
    found = Q(pk__in=())
    for field in kind.search:
        if field.endswith("document_key"):
            found |= Q(**{f"{field}__in": account_keys(text)})
        else:
            found |= Q(**{f"{field}__icontains": tidy(text)})
    return found


def with_subjects(kind: Kind, rows: QuerySet[Review]) -> list[Review]:
    """Each review with its request as `.subject`, its name and cells; one query more."""
    reviews = list(rows)
    attach(kind, reviews)
    return reviews


def stops_with_subjects(kind: Kind, rows: QuerySet[Stop]) -> list[Stop]:
    """Each stop with who decided and its request on `.review`; one query more."""
    stops = list(rows.select_related("review", "decided_by__account", "hidden"))
    attach(kind, [stop.review for stop in stops])
    return stops


def attach(kind: Kind, reviews: Sequence[Review]) -> None:
    """Give reviews of a kind their request, its name and its cells; one query."""
    subjects = {subject.review_id: subject for subject in subjects_of(kind, [review.pk for review in reviews])}
    for review in reviews:
        subject = subjects[review.pk]
        review.subject = subject  # type: ignore[attr-defined]
        review.name = kind.subject_name(subject)  # type: ignore[attr-defined]
        review.cells = [(column, column.value(subject)) for column in kind.columns]  # type: ignore[attr-defined]


def subjects_of(kind: Kind, review_ids: Sequence[int]) -> list[Any]:
    """The requests of these reviews, with what the kind shows of them."""
    rows = kind.subject.everywhere.filter(review_id__in=review_ids)
    return list(rows.select_related(*kind.related) if kind.related else rows)


def trail(review: Review) -> list[Stop]:
    """办理过程: the stops of all rounds, oldest first."""
    rows = review.stops.select_related("unit", "decided_by__account")
    return list(rows.order_by("round", "seq"))


def own_stop(review: Review, scope: Scope) -> Stop | None:
    """The last decision that one of the scope's desks took on this review."""
    rows = Stop.objects.at_desks(scope).filter(review=review).exclude(decision="").select_related("hidden")
    stop: Stop | None = rows.order_by("-round", "-seq").first()
    return stop


@dataclass(frozen=True)
class Neighbours:
    """Where one is in the list of what waits: `place` of `total`, with the reviews before and after."""

    before: int | None
    after: int | None
    place: int
    total: int


def neighbours(rows: QuerySet[Review], review: Review) -> Neighbours:
    """上一条 and 下一条 in the order of the inbox; also for a review that has just left it."""
    since = review.desk_since or review.submitted_at
    earlier = rows.filter(Q(desk_since__lt=since) | Q(desk_since=since, pk__lt=review.pk))
    later = rows.filter(Q(desk_since__gt=since) | Q(desk_since=since, pk__gt=review.pk))
    return Neighbours(
        before=earlier.order_by("-desk_since", "-pk").values_list("pk", flat=True).first(),
        after=later.order_by("desk_since", "pk").values_list("pk", flat=True).first(),
        place=earlier.count() + 1,
        total=rows.count(),
    )


def submitted(name: str, via: str = "") -> Q:
    """The condition on 提交时间 by the name the filter gives it: the last 7 or 30 days, or `late`."""
    field, now = f"{via}submitted_at", clock.now()
    if name == "late":
        return Q(**{f"{field}__lt": now - timedelta(days=LATE)})
    return Q(**{f"{field}__gte": now - timedelta(days=int(name))})
