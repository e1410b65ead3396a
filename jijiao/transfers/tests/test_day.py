"""The day of effect: an agreed transfer waits for it; closed years stay as they were; the old unit finishes first."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from jijiao.audit.models import Event
from jijiao.credits.models import AnnualResult, UnitYear
from jijiao.declarations.review import HOURS
from jijiao.demo.hours import a_paper
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.years import this_year
from jijiao.people.careers import history
from jijiao.people.models import Person
from jijiao.people.moving import leave
from jijiao.reviews.actions import decide
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.flow import IllegalMove
from jijiao.reviews.models import Review, Stop
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import call_off, start
from jijiao.transfers.jobs import take_effect
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import decided, departure, now_at, started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5a", "M5.1.5d")]

LATER = timedelta(days=20)


def agreed(cast: Cast) -> Transfer:
    """Both units said yes, the day is three weeks off."""
    transfer = started(cast, by=cast.li_hat, leaves_on=clock.today() + LATER)
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    return Transfer.everywhere.get(pk=transfer.pk)


def test_the_person_moves_on_the_day_and_not_before(cast: Cast) -> None:
    transfer = agreed(cast)
    assert (transfer.state_name, transfer.open, now_at(cast.li)) == ("待生效", True, cast.hospital.pk)
    assert take_effect(by=SYSTEM) == 0
    with clock.frozen(clock.now() + LATER):
        assert take_effect(by=SYSTEM) == 1
        assert take_effect(by=SYSTEM) == 0
        transfer.refresh_from_db()
        assert (transfer.state_name, transfer.effective_on) == ("调转完成", clock.today())
    assert now_at(cast.li) == cast.school.pk


def test_it_can_be_called_off_before_the_day(cast: Cast) -> None:
    transfer = agreed(cast)
    call_off(transfer, by=cast.li_hat)
    transfer.refresh_from_db()
    assert (transfer.state_name, transfer.open) == ("已取消", False)
    with pytest.raises(IllegalMove):
        call_off(transfer, by=cast.li_hat)
    with clock.frozen(clock.now() + LATER):
        assert take_effect(by=SYSTEM) == 0
    assert now_at(cast.li) == cast.hospital.pk
    assert Event.objects.filter(tag="transfer.cancel", subject_id=transfer.pk).count() == 1


def test_what_stands_in_the_way_on_the_day_is_said_and_tried_again(cast: Cast, as_hat: object) -> None:
    transfer = agreed(cast)
    school = type(cast.school).everywhere.filter(pk=cast.school.pk)
    school.update(status="suspended")
    with clock.frozen(clock.now() + LATER):
        assert take_effect(by=SYSTEM) == 0
        page = as_hat(cast.li_hat).get(f"/transfers/{transfer.pk}/").content.decode()  # type: ignore[operator]
        assert "青岛示例第二中学已停用" in page
        school.update(status="active")
        assert take_effect(by=SYSTEM) == 1


def test_both_units_and_the_person_hear_of_it_once(cast: Cast) -> None:
    transfer = agreed(cast)
    type(cast.school).everywhere.filter(pk=cast.school.pk).update(status="suspended")
    with clock.frozen(clock.now() + LATER):
        assert [take_effect(by=SYSTEM) for _ in range(3)] == [0, 0, 0]
    letters = Letter.everywhere.filter(title="调转未能生效")
    assert {cast.li.account_id, cast.hospital_admin.account_id} <= set(letters.values_list("account_id", flat=True))
    assert len(letters) == len({letter.account_id for letter in letters})
    assert all("青岛示例第二中学已停用" in letter.text for letter in letters)
    assert letters[0].to == f"/transfers/{transfer.pk}/"
    assert Event.objects.filter(tag="transfer.hinder", subject_id=transfer.pk).count() == 1


def test_who_retired_meanwhile_is_not_moved(cast: Cast) -> None:
    transfer = started(
        cast, by=cast.li_hat, leaves_on=clock.today() + LATER, type="4", new_unit=None, outside_name="京"
    )
    decided(transfer, cast.hospital_admin)
    leave(cast.li, status="80", by=SYSTEM)
    with clock.frozen(clock.now() + LATER):
        assert take_effect(by=SYSTEM) == 0
    assert Transfer.everywhere.get().completed_at is None


def test_the_history_names_the_day_of_departure(cast: Cast) -> None:
    """Closed years and past figures do not follow it: see below."""
    left = clock.today() - timedelta(days=200)
    Person.everywhere.update(enrolled_at=clock.now() - timedelta(days=1000))
    transfer = started(cast, by=cast.li_hat, leaves_on=left)
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    transfer.refresh_from_db()
    now, before = history(Person.everywhere.get(pk=cast.li.pk))
    assert (now.unit, now.since, now.until) == (cast.school.name, left, None)
    assert (before.unit, before.until, before.number) == (cast.hospital.name, left, transfer.number)
    assert transfer.effective_on == clock.today()


def test_closed_years_stay_with_the_unit_of_the_time(cast: Cast) -> None:
    """Figures of a past year are the same before and after; the running year goes along."""
    past = AnnualResult.everywhere.create(
        person=cast.li, year=this_year() - 3, unit=cast.hospital, unit_path=cast.hospital.path,
        public=Decimal(30), professional=Decimal(60), total=Decimal(90), passed=True, settled_at=clock.now(),
    )  # fmt: skip
    UnitYear.everywhere.create(unit=cast.hospital, unit_path=cast.hospital.path, year=past.year, people=1, passed=1)
    figures = UnitYear.everywhere.filter(year=past.year).order_by("unit").values_list("unit", "people", "passed")
    before = list(figures)
    transfer = started(cast, by=cast.li_hat, leaves_on=clock.today() - timedelta(days=700))
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    assert list(figures) == before
    past.refresh_from_db()
    assert past.unit == cast.hospital
    assert AnnualResult.everywhere.get(person=cast.li, year=this_year()).unit == cast.school


def test_in_january_the_year_that_is_still_open_goes_along(cast: Cast) -> None:
    year = this_year()
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    with clock.frozen(datetime(year + 1, 1, 15, 9, tzinfo=clock.SHANGHAI)):
        transfer = started(cast, by=cast.li_hat)
        decided(transfer, cast.hospital_admin)
        decided(transfer, cast.school_admin)
    units = dict(AnnualResult.everywhere.filter(person=cast.li).values_list("year", "unit"))
    assert units == {year: cast.school.pk, year + 1: cast.school.pk}


@pytest.mark.covers("M5.1.5b")
def test_the_old_unit_finishes_first_where_the_transfer_says_so(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    transfer = started(cast, by=cast.li_hat, pending="finish")
    assert "还有 1 件申请在本单位待审核" in decided(transfer, cast.hospital_admin).message
    hours = Review.everywhere.get(kind=HOURS.key)
    by = cast.hospital_admin
    decide(HOURS, [hours.pk], approve=True, by=by, scope=by.scope(HOURS.needs))
    assert decided(transfer, by).done


@pytest.mark.covers("M5.1.5b")
def test_a_superior_who_releases_need_not_wait_for_the_old_unit(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    transfer = started(cast, by=cast.li_hat, pending="finish")
    Stop.everywhere.filter(review=transfer.review_id, seq=0).update(due_on=clock.today() - timedelta(days=1))
    assert pass_over(by=SYSTEM) == 1
    assert "转由山东省人力资源和社会保障厅审核" in Letter.everywhere.filter(account=cast.li.account).latest("pk").text
    assert decided(transfer, cast.province_admin).done
    assert [stop.label for stop in transfer.review.stops.all()] == ["调出审核", "强制放行", "调入审核"]


def test_the_silence_of_a_unit_with_nobody_above_releases_nobody(cast: Cast) -> None:
    boss = make.person(cast.province, "钱厅员", 180, with_account=True)
    transfer = start(boss, departure(cast), by=cast.province_admin)
    assert list(transfer.review.stops.values_list("days", "due_on")) == [(None, None), (None, None)]
