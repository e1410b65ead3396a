"""Working days of a desk: silence is consent, or the stand-in decides; nothing happens before the day, nor twice."""

from datetime import date, datetime

from jijiao.audit.models import Event
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.kinds import Halt
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.routing import BY_SUPERIOR, Router
from jijiao.reviews.stops import stops_of
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

LAST_DAY = date(2026, 12, 3)
IN_TIME, TOO_LATE = datetime(2026, 12, 3, 23, tzinfo=clock.SHANGHAI), datetime(2026, 12, 4, 1, tzinfo=clock.SHANGHAI)


def limited(cast: Cast, stand_in: Unit | None = None) -> Review:
    """A request at the hospital that has until the third of December."""
    review = person_asks(cast.hospital, 70).review
    assert review is not None
    Stop.everywhere.filter(review=review).update(days=7, due_on=LAST_DAY, stand_in=stand_in)
    return review


def passed_over(at: datetime) -> int:
    with clock.frozen(at):
        return pass_over(by=SYSTEM)


def test_the_days_of_the_first_desk_begin_with_the_submission(cast: Cast) -> None:
    halts = [Halt(cast.health, "原上级", days=7), Halt(cast.jinan, "新上级", days=10, stand_in=cast.province)]
    with clock.frozen(datetime(2026, 11, 24, 9, tzinfo=clock.SHANGHAI)):
        first, second = stops_of(Review(), halts)
    assert (first.due_on, second.due_on, second.days, second.stand_in) == (LAST_DAY, None, 10, cast.province)


def test_silence_is_consent_after_the_last_day(cast: Cast) -> None:
    review = limited(cast)
    assert passed_over(IN_TIME) == 0
    assert passed_over(TOO_LATE) == 1
    review.refresh_from_db()
    stop = review.stops.get()
    assert (review.state, stop.decision, stop.decider, stop.note) == (
        "approved", "approved", None, "7 个工作日内没有办理，视为同意",
    )  # fmt: skip
    assert PersonRegistration.everywhere.get(review=review).person is not None
    assert Event.objects.filter(tag="review.lapse", subject_id=review.pk).count() == 1
    assert passed_over(TOO_LATE) == 0


def test_the_stand_in_decides_what_a_desk_let_lie(cast: Cast) -> None:
    review = limited(cast, stand_in=cast.jinan)
    assert passed_over(TOO_LATE) == 1
    review.refresh_from_db()
    assert (review.state, review.desk, review.passed, review.stops_total) == ("pending", cast.jinan, 1, 2)
    lapsed, present = review.stops.order_by("seq")
    assert (lapsed.get_decision_display(), lapsed.unit) == ("超期转办", cast.hospital)
    assert lapsed.note == "7 个工作日内没有办理，转由济南市人力资源和社会保障局审核"
    assert (present.decision, present.due_on) == ("", None)
    assert passed_over(TOO_LATE) == 0


def test_a_desk_that_decided_in_time_is_left_alone(cast: Cast) -> None:
    review = limited(cast)
    Review.everywhere.filter(pk=review.pk).update(state="withdrawn", desk=None, desk_path=None)
    assert passed_over(TOO_LATE) == 0


def test_a_limit_climbs_with_its_halt(cast: Cast) -> None:
    submitter = cast.hospital_admin.account_id
    for hat in (cast.hospital_clerk, cast.hospital_reader):
        type(hat).everywhere.filter(pk=hat.pk).update(ended_at=clock.now())
    router = Router("hours.review")
    [halt] = router.desks([Halt(cast.hospital, "单位审核", days=7)], submitter=submitter, about=None)
    assert (halt.unit, halt.label, halt.days) == (cast.health, BY_SUPERIOR, 7)
    [halt] = router.desks([Halt(cast.hospital, "单位", days=7, stand_in=cast.health)], submitter=submitter, about=None)
    assert (halt.unit, halt.days, halt.stand_in) == (cast.health, None, None)
