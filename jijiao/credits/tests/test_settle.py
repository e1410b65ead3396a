"""A year is what the rules make of its entries: figures, caps, result and roll-up."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.credits.actions import record, settle
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.credits.tests.entries import YEAR, new_entry
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import Cast


def roll_up(cast: Cast) -> tuple[int, int]:
    row = UnitYear.everywhere.get(unit=cast.hospital, year=YEAR)
    return row.people, row.passed


def test_a_year_without_entries_is_not_met_and_counts_the_person(cast: Cast) -> None:
    assert settle([(cast.li.pk, YEAR)]) == []
    result = AnnualResult.everywhere.get(person=cast.li, year=YEAR)
    assert (int(result.total), result.passed, result.unit_path) == (0, False, cast.hospital.path)
    assert roll_up(cast) == (1, 0)


def test_the_last_entry_that_was_missing_meets_the_year(cast: Cast) -> None:
    record([new_entry(cast.li, "30", subject="1", form="LF05"), new_entry(cast.li, "52")], by=SYSTEM)
    assert settle([(cast.li.pk, YEAR)]) == []
    record([new_entry(cast.li, "8")], by=SYSTEM)
    met = settle([(cast.li.pk, YEAR)])
    assert [(result.person_id, int(result.public), int(result.professional)) for result in met] == [
        (cast.li.pk, 30, 60)
    ]
    assert roll_up(cast) == (1, 1)
    assert settle([(cast.li.pk, YEAR)]) == [], "it was met before"


def test_hours_over_a_cap_do_not_count(cast: Cast) -> None:
    record([new_entry(cast.li, "50"), new_entry(cast.li, "50", ended_on=date(2026, 4, 1))], by=SYSTEM)
    settle([(cast.li.pk, YEAR)])
    assert AnnualResult.everywhere.get(person=cast.li, year=YEAR).professional == Decimal(60)


def test_recording_twice_pays_once(cast: Cast) -> None:
    item = new_entry(cast.li, origin="declaration:1")
    first = record([item], by=SYSTEM)
    assert record([item, new_entry(cast.li)], by=SYSTEM)[0] == first[0]
    assert Entry.everywhere.filter(origin="declaration:1").count() == 1
    assert Event.objects.filter(tag=Tag.ENTRY_RECORD, subject_id=first[0].pk).count() == 1


def test_an_entry_is_never_changed_or_removed(cast: Cast) -> None:
    entry = record([new_entry(cast.li)], by=SYSTEM)[0]
    entry.hours = Decimal(99)
    for change in (entry.save, entry.delete):
        with pytest.raises(TypeError):
            change()


def test_a_result_follows_the_person_to_another_unit(cast: Cast) -> None:
    settle([(cast.li.pk, YEAR)])
    cast.li.unit, cast.li.unit_path = cast.clinic, cast.clinic.path
    cast.li.save()
    settle([(cast.li.pk, YEAR)])
    assert roll_up(cast) == (0, 0)
    moved = UnitYear.everywhere.get(unit=cast.clinic, year=YEAR)
    assert (moved.people, moved.unit_path) == (1, cast.clinic.path)


def test_statements_do_not_grow_with_people(cast: Cast) -> None:
    people = [make.person(cast.hospital, "赵甲", 300 + number) for number in range(40)]
    record([new_entry(person, "60") for person in people], by=SYSTEM)
    settle([(people[0].pk, YEAR)])
    with CaptureQueriesContext(
        connection,
    ) as few:
        settle([(people[1].pk, YEAR)])
    with CaptureQueriesContext(connection) as many:
        settle([(person.pk, YEAR) for person in people])
    assert len(many) <= len(few) + 1
