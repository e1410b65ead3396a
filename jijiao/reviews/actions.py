"""The verbs of 审核: submit, decide, withdraw, resubmit. With `stops` the only code that writes reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.flow import IllegalMove, State
from jijiao.reviews.kinds import KINDS, Halt, Kind
from jijiao.reviews.models import Review, Reviewable, Stop
from jijiao.reviews.routing import Router
from jijiao.reviews.stops import move_on, stops_of
from jijiao.reviews.telling import tell_outcome
from jijiao.reviews.terms import terms_of
from jijiao.scoping.scope import Scope
from jijiao.units.models import Unit
from jijiao.units.moving import lock_tree

CHUNK = 500
SHORTEST_REASON = 2
LONGEST_NOTE = 500


class NotYours(Exception):
    """A selection named a review outside the scope; nothing of it was done."""


@dataclass(frozen=True)
class Outcome:
    """What became of one review of a decision; `field` names the input that a refusal is about."""

    review_id: int
    name: str
    done: bool
    message: str
    field: str = ""


@dataclass(frozen=True)
class Decision:
    """What is decided, by whom, and when the requests were looked at."""

    approve: bool
    note: str
    looked_at: datetime | None
    by: Hat
    scope: Scope
    answers: Mapping[str, Any] = field(default_factory=dict)


def why_not(review: Review, *, by: Hat, scope: Scope) -> str:
    """Why this hat cannot decide this review now, for the page that would offer it; empty when it can."""
    return _obstacle(review, Decision(True, "", None, by.standing_in(KINDS[review.kind].needs), scope))


def kind_of(subject: Reviewable) -> Kind:
    return next(kind for kind in KINDS.values() if type(subject) is kind.subject)


@transaction.atomic
def submit(subjects: Sequence[Reviewable], *, by: Actor) -> None:
    """Set saved requests of one kind on their way: route computed now and stored as stops."""
    if not subjects:
        return
    lock_tree(shared=True)
    kind = kind_of(subjects[0])
    router = Router(kind.needs, terms_of(kind))
    routes = [_route(router, kind, subject, by) for subject in subjects]
    reviews = _set_out(kind, subjects, routes, by)
    Review.everywhere.bulk_create(reviews, batch_size=CHUNK)
    for subject, review in zip(subjects, reviews, strict=True):
        subject.review = review
    kind.subject.everywhere.bulk_update(subjects, ["review"], batch_size=CHUNK)
    Stop.everywhere.bulk_create(
        (stop for review, halts in zip(reviews, routes, strict=True) for stop in stops_of(review, halts)),
        batch_size=CHUNK,
    )
    record_each(by, Tag.REVIEW_SUBMIT, reviews, kind=kind.key)


def _set_out(kind: Kind, subjects: Sequence[Reviewable], routes: Sequence[Sequence[Halt]], by: Actor) -> list[Review]:
    """A review, not yet saved, on the first desk of each route."""
    now = clock.now()
    # what the caller holds of a unit may be older than the tree
    desks = {halts[0].unit.pk for halts in routes}
    paths = dict(Unit.everywhere.filter(pk__in=desks).values_list("pk", "path"))
    return [
        Review(
            kind=kind.key,
            state=State.PENDING,
            desk=halts[0].unit,
            desk_path=paths[halts[0].unit.pk],
            stops_total=len(halts),
            submitted_by_id=by.account_id,
            subject_account_id=kind.about(subject),
            submitted_at=now,
            desk_since=now,
        )
        for subject, halts in zip(subjects, routes, strict=True)
    ]


def _route(router: Router, kind: Kind, subject: Reviewable, by: Actor) -> list[Halt]:
    return router.desks(kind.route(subject), submitter=by.account_id, about=kind.about(subject))


def decide(
    kind: Kind,
    review_ids: Iterable[int],
    *,
    approve: bool,
    note: str = "",
    looked_at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
    by: Hat,
    scope: Scope,
) -> list[Outcome]:
    """Decide many reviews of a kind, each with an outcome of its own; one review is the same with one id.

    `answers` are to what the kind asks of an approval of one. `looked_at` is when the list or the page was shown: a
    request handed in again since is not decided unseen.
    Raises NotYours before any effect when an id is not on (and never was on) one of the scope's desks,
    Refusal when a rejection has no reason or the reason is too long.
    """
    wanted = sorted(set(review_ids))
    decision = must_be_theirs(kind, wanted, approve=approve, note=note, looked_at=looked_at, by=by, scope=scope)
    if answers and approve and len(wanted) == 1:
        decision = replace(decision, answers=answers)
    outcomes: list[Outcome] = []
    for start in range(0, len(wanted), CHUNK):
        outcomes += _chunk(kind, wanted[start : start + CHUNK], decision)
    return outcomes


def must_be_theirs(
    kind: Kind, ids: Sequence[int], *, approve: bool, note: str, looked_at: datetime | None, by: Hat, scope: Scope
) -> Decision:
    """The decision, once its note will do and every review is one of the scope's desks; nothing is written."""
    decision = Decision(approve, note.strip(), looked_at, by.standing_in(kind.needs), scope)
    if not approve and len(decision.note) < SHORTEST_REASON:
        raise Refusal("请填写驳回的审核意见，申请人会看到", field="note")
    _must_fit(decision.note)
    mine = Review.objects.at_desks(scope) | Review.objects.within(Scope(desks=scope.desks))
    if mine.filter(kind=kind.key, pk__in=ids).distinct().count() != len(set(ids)):
        raise NotYours(f"{len(ids)} {kind.key}")
    return decision


def _must_fit(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise Refusal(f"审核意见最多 {LONGEST_NOTE} 字，现在是 {len(note)} 字", field="note")


def _chunk(kind: Kind, ids: Sequence[int], decision: Decision) -> list[Outcome]:
    """One transaction for the chunk; if a consequence refuses, each row is tried alone and tells its own story."""
    try:
        with transaction.atomic():
            lock_tree(shared=not kind.moves_units)
            return _decide_locked(kind, ids, decision)
    except (Refusal, IntegrityError) as error:
        if len(ids) > 1:
            return [outcome for pk in ids for outcome in _chunk(kind, [pk], decision)]
        known = error if isinstance(error, Refusal) else Refusal("与已有数据冲突，没有办理")
        subject = _subjects(kind, ids)[0]
        return [Outcome(ids[0], kind.subject_name(subject), False, known.message, known.field or "")]


def _decide_locked(kind: Kind, ids: Sequence[int], decision: Decision) -> list[Outcome]:
    """Lock in order, sort out what cannot move, move the rest by compare-and-swap, then the consequences."""
    approve, by = decision.approve, decision.by
    reviews = {row.pk: row for row in Review.everywhere.select_for_update().filter(pk__in=ids).order_by("pk")}
    subjects = {subject.review_id: subject for subject in _subjects(kind, ids)}
    refused = {pk: why for pk in ids if (why := _obstacle(reviews[pk], decision))}
    movable = [pk for pk in ids if pk not in refused]
    if approve and kind.check and movable:
        blocked = kind.check([subjects[pk] for pk in movable])
        refused |= {pk: blocked[subjects[pk].pk] for pk in movable if subjects[pk].pk in blocked}
        movable = [pk for pk in movable if pk not in refused]
    note = _with_answers(kind, [subjects[pk] for pk in movable], decision)
    settled = move_on([reviews[pk] for pk in movable], approve, note, by)
    consequence = kind.on_approved if approve else kind.on_rejected
    if settled and consequence:
        consequence([subjects[pk] for pk in settled], by)
    ended = [reviews[pk] for pk in settled]
    tell_outcome(kind, ended, subjects, approve=approve, note=note, by=by)
    tag = Tag.REVIEW_APPROVE if approve else Tag.REVIEW_REJECT
    record_each(by, tag, [reviews[pk] for pk in movable], kind=kind.key, note=note)
    verb = "已通过" if approve else "已驳回"
    return [Outcome(pk, kind.subject_name(subjects[pk]), pk not in refused, refused.get(pk, verb)) for pk in ids]


def _with_answers(kind: Kind, subjects: Sequence[Any], decision: Decision) -> str:
    """The note, once what was answered is written; it then tells of that too."""
    if not decision.answers or not kind.answered or not subjects:
        return decision.note
    note = kind.answered(subjects[0], decision.answers, decision.note, decision.by)
    _must_fit(note)
    return note


def _subjects(kind: Kind, review_ids: Sequence[int]) -> list[Any]:
    rows = kind.subject.everywhere.filter(review_id__in=review_ids).order_by("pk")
    return list(rows.select_related(*kind.related) if kind.related else rows)


def _obstacle(review: Review, decision: Decision) -> str:
    """Why this hat cannot decide this review now; empty when it can."""
    if decision.looked_at and review.submitted_at > decision.looked_at:
        return "申请人已修改后重新提交，请重新查看后再办理"
    if review.state != State.PENDING or review.desk_id not in decision.scope.desks:
        return _whereabouts(review, decision.scope)
    own = decision.by.account_id == review.submitted_by_id and not _is_alone(review)
    if own or decision.by.account_id == review.subject_account_id:
        return "不能审核本人提交或与本人有关的申请，请由其他管理员办理"
    absent = decision.by.stands_for
    if absent and absent.account_id in (review.submitted_by_id, review.subject_account_id):
        return f"不能代{absent.account.name}审核其本人提交或与其有关的申请，请由其他管理员办理"
    return ""


def _is_alone(review: Review) -> bool:
    """Whether the review lies on a stop that its submitter may decide."""
    return review.stops.filter(round=review.round, seq=review.passed, alone=True).exists()


def _whereabouts(review: Review, scope: Scope) -> str:
    """What became of a review that is no longer, or not yet, on one of the desks."""
    if review.state == State.WITHDRAWN:
        return "申请人已撤回"
    stops = review.stops.filter(round=review.round, unit_id__in=scope.desks).exclude(decision="")
    last = stops.order_by("-seq").select_related("decided_by__account").first()
    if last is None or last.decided_at is None:
        return "还没有轮到本单位审核" if review.state == State.PENDING else "已在其他部门审核完毕"
    return f"{last.who}已于 {clock.local(last.decided_at):%m-%d %H:%M} 办理（{last.get_decision_display()}）"


@transaction.atomic
def withdraw(subject: Reviewable, *, by: Actor) -> None:
    """The applicant takes the request back; raises IllegalMove once a desk has decided."""
    review = _locked(subject)
    flow = review.flow.withdraw()
    Review.everywhere.filter(pk=review.pk).update(state=flow.state, desk=None, desk_path=None, decided_at=clock.now())
    subject.review = Review.everywhere.get(pk=review.pk)
    record(by, Tag.REVIEW_WITHDRAW, on=review, kind=review.kind)


@transaction.atomic
def resubmit(subject: Reviewable, *, by: Actor) -> None:
    """A corrected request sets out again: same review, next round, its route computed anew."""
    lock_tree(shared=True)
    review, kind, now = _locked(subject), kind_of(subject), clock.now()
    halts = _route(Router(kind.needs, terms_of(kind)), kind, subject, by)
    flow = review.flow.resubmit(len(halts))
    review.state, review.round, review.passed, review.stops_total = flow.state, flow.round, 0, flow.stops
    review.desk, review.desk_path, review.desk_since = halts[0].unit, halts[0].unit.path, now
    review.submitted_at, review.decided_at, review.submitted_by_id = now, None, by.account_id
    review.subject_account_id = kind.about(subject)
    review.save()
    Stop.everywhere.bulk_create(stops_of(review, halts))
    subject.review = review
    record(by, Tag.REVIEW_RESUBMIT, on=review, kind=review.kind, round=review.round)


def _locked(subject: Reviewable) -> Review:
    review = Review.everywhere.select_for_update().filter(pk=subject.review_id or 0).first()
    if review is None:
        raise IllegalMove("该申请还没有提交")
    return review
