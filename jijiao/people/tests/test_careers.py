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


def test_a_unit_that_is_merged_ends_the_times_of_all_and_gives_them_back(cast: Cast) -> None:
    end(Person.everywhere.filter(unit=cast.hospital), because="单位合并或撤销")
    assert Stint.everywhere.get(person=cast.li).because == "单位合并或撤销"
    take_back([cast.li.pk], cast.hospital.pk)
    assert not Stint.everywhere.exists()
