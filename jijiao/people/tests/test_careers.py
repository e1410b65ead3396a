"""单位履历: times on a roll follow from the transfers and the enrolment; coming back soon is as if one had not left."""

from datetime import timedelta

import pytest

from jijiao.lib import clock
from jijiao.people import moving
from jijiao.people.careers import Time, end, history, take_back
from jijiao.people.models import Person, Stint
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("R2")


def of(person: Person) -> list[Time]:
    return history(Person.everywhere.get(pk=person.pk))


def test_enrolment_needs_no_row_and_a_transfer_ends_the_time_before_it(cast: Cast) -> None:
    enrolled, today = clock.day_of(cast.li.enrolled_at), clock.today()
    assert (of(cast.li), Stint.everywhere.count()) == ([Time(cast.hospital.name, enrolled)], 0)
    moving.move(cast.li, cast.school, status="20", because="跨市、跨区县调动", number="7", by=cast.school_admin)
    assert of(cast.li) == [
        Time(cast.school.name, today),
        Time(cast.hospital.name, enrolled, today, "跨市、跨区县调动", "7"),
    ]


def test_whoever_leaves_has_no_time_of_now(cast: Cast) -> None:
    moving.leave(cast.li, status="70", by=cast.hospital_admin)
    assert [(time.until, time.because) for time in of(cast.li)] == [(clock.today(), "退休")]
    moving.stand(moving.hold([cast.li.pk]), "20", by=cast.hospital_admin)
    assert of(cast.li) == [Time(cast.hospital.name, clock.day_of(cast.li.enrolled_at))]


def test_whoever_comes_back_later_begins_anew(cast: Cast) -> None:
    moving.leave(cast.li, status="60", by=cast.hospital_admin)
    long_ago = clock.today() - timedelta(days=400)
    Stint.everywhere.update(since=long_ago, until=long_ago)
    moving.stand(moving.hold([cast.li.pk]), "20", by=cast.hospital_admin)
    assert [(time.since, time.until) for time in of(cast.li)] == [(clock.today(), None), (long_ago, long_ago)]
    moving.leave(cast.li, status="60", by=cast.hospital_admin)
    moving.move(cast.li, cast.school, status="20", by=cast.school_admin)
    assert [(time.unit, time.until) for time in of(cast.li)][:2] == [
        (cast.school.name, None),
        (cast.hospital.name, clock.today()),
    ]


def test_the_day_of_departure_is_the_one_that_is_named(cast: Cast) -> None:
    enrolled, today = clock.day_of(cast.li.enrolled_at), clock.today()
    long_ago = today - timedelta(days=300)
    Person.everywhere.filter(pk=cast.li.pk).update(enrolled_at=cast.li.enrolled_at - timedelta(days=1000))
    began = enrolled - timedelta(days=1000)
    moving.move(cast.li, cast.school, status="20", on=long_ago, by=cast.school_admin)
    assert of(cast.li) == [Time(cast.school.name, long_ago), Time(cast.hospital.name, began, long_ago, "调转")]
    # not before that time began, not after today
    moving.move(cast.li, cast.clinic, status="20", on=long_ago - timedelta(days=1), by=cast.school_admin)
    assert [(time.since, time.until) for time in of(cast.li)][:2] == [(long_ago, None), (long_ago, long_ago)]
    moving.leave(cast.li, status="70", on=today + timedelta(days=9), number="8", by=cast.hospital_admin)
    assert of(cast.li)[0] == Time(cast.clinic.name, long_ago, today, "退休", "8")


def test_a_leaving_long_ago_is_undone_as_if_it_had_not_been(cast: Cast) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(enrolled_at=cast.li.enrolled_at - timedelta(days=1000))
    before = of(cast.li)
    moving.leave(cast.li, status="70", on=clock.today() - timedelta(days=300), by=cast.hospital_admin)
    moving.stand(moving.hold([cast.li.pk]), "20", undone=True, by=cast.hospital_admin)
    assert of(cast.li) == before


def test_a_gap_stays_when_a_later_leaving_is_undone(cast: Cast) -> None:
    moving.leave(cast.li, status="60", by=cast.hospital_admin)
    long_ago = clock.today() - timedelta(days=400)
    Stint.everywhere.update(since=long_ago, until=long_ago)
    moving.stand(moving.hold([cast.li.pk]), "20", by=cast.hospital_admin)
    before = of(cast.li)
    moving.leave(cast.li, status="70", by=cast.hospital_admin)
    moving.stand(moving.hold([cast.li.pk]), "20", by=cast.hospital_admin)
    assert of(cast.li) == before
    end(Person.everywhere.filter(unit=cast.hospital), because="单位合并或撤销")
    take_back([cast.li.pk], cast.hospital.pk)
    assert of(cast.li) == before


def test_a_unit_that_is_merged_ends_the_times_of_all_and_gives_them_back(cast: Cast) -> None:
    end(Person.everywhere.filter(unit=cast.hospital), because="单位合并或撤销")
    assert Stint.everywhere.get(person=cast.li).because == "单位合并或撤销"
    take_back([cast.li.pk], cast.hospital.pk)
    assert not Stint.everywhere.exists()
