"""期限: what becomes of a request whose desk let its working days pass: silence is consent, or another unit decides."""

from django.db import transaction
from django.db.models import F

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS, Halt
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.queries import subjects_of
from jijiao.reviews.routing import Router
from jijiao.reviews.stops import move_on, pass_on
from jijiao.reviews.telling import tell_lapse, tell_outcome
from jijiao.units.moving import lock_tree

AT_MOST = 1000  # of one call; the next takes the rest
LAPSED = "lapsed"


def pass_over(*, by: Actor) -> int:
    """Take every request on from a desk whose last day is over; how many. Called daily, harmless when called again."""
    late = Stop.everywhere.filter(
        due_on__lt=clock.today(), decision="", review__state=State.PENDING,
        review__round=F("round"), review__passed=F("seq"),
    )  # fmt: skip
    ids = list(late.order_by("review_id").values_list("review_id", flat=True)[:AT_MOST])
    return sum(_pass_over_one(pk, by) for pk in ids)


@transaction.atomic
def _pass_over_one(review_id: int, by: Actor) -> bool:
    """Whether it went on; it does not when it was decided meanwhile, or when what it asks for cannot be done now."""
    kind = KINDS[Review.everywhere.values_list("kind", flat=True).get(pk=review_id)]
    lock_tree(shared=not kind.moves_units)
    review = Review.everywhere.select_for_update().get(pk=review_id)
    present = Stop.everywhere.filter(
        review=review, round=review.round, seq=review.passed, decision="", due_on__lt=clock.today()
    )
    stop = present.select_related("stand_in").first()
    if stop is None or review.state != State.PENDING:
        return False
    return _hand_to_stand_in(review, stop, by) if stop.stand_in else _take_as_consent(review, stop, by)


def _take_as_consent(review: Review, stop: Stop, by: Actor) -> bool:
    kind = KINDS[review.kind]
    subjects = subjects_of(kind, [review.pk])
    if kind.check and kind.check(subjects):
        return False
    note = f"{stop.days} 个工作日内没有办理，视为同意"
    if move_on([review], True, note, by):
        kind.on_approved(subjects, by)
        tell_outcome(kind, [review], {review.pk: subjects[0]}, approve=True, note=note, by=by)
    record(by, Tag.REVIEW_LAPSE, on=review, unit_id=stop.unit_id, kind=kind.key, consent=True)
    return True


def _hand_to_stand_in(review: Review, stop: Stop, by: Actor) -> bool:
    """The stop stays in the trail as 超期转办; a new one follows it, at the stand-in's desk and without a limit."""
    kind = KINDS[review.kind]
    assert stop.stand_in is not None  # noqa: S101 - the caller looked
    [halt] = Router(kind.needs).desks(
        [Halt(stop.stand_in, kind.lapsed(stop))], submitter=review.submitted_by_id, about=review.subject_account_id
    )
    note = f"{stop.days} 个工作日内没有办理，转由{halt.unit.name}审核"
    Stop.everywhere.filter(pk=stop.pk).update(decision=LAPSED, note=note, decided_at=clock.now())
    for later in Stop.everywhere.filter(review=review, round=review.round, seq__gt=stop.seq).order_by("-seq"):
        Stop.everywhere.filter(pk=later.pk).update(seq=later.seq + 1)
    Stop.everywhere.create(
        review=review,
        round=review.round,
        seq=stop.seq + 1,
        unit=halt.unit,
        label=halt.label,
        submitter_id=review.submitted_by_id,
        subject_account_id=review.subject_account_id,
    )
    Review.everywhere.filter(pk=review.pk).update(stops_total=F("stops_total") + 1)
    pass_on([review.pk], review.round, review.passed + 1)
    tell_lapse(kind, review, subjects_of(kind, [review.pk])[0], note, by=by)
    record(by, Tag.REVIEW_LAPSE, on=review, unit_id=stop.unit_id, kind=kind.key, to=halt.unit.pk)
    return True
