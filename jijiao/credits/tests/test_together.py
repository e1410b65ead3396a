"""Many at once: whatever overlaps, stored results are what a recomputation gives."""

import random
from functools import partial

import pytest
from django.db import transaction

from jijiao.credits.actions import NewEntry, record, settle
from jijiao.credits.models import Entry, UnitYear
from jijiao.credits.rebuilding import differences
from jijiao.credits.tests.entries import YEAR, at_once, new_entry
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import assemble


@transaction.atomic
def pay(items: list[NewEntry]) -> None:
    record(items, by=SYSTEM)
    settle((item.person_id, item.year) for item in items)


@pytest.mark.django_db(transaction=True)
def test_overlapping_batches_leave_right_results() -> None:
    cast, dice = assemble(), random.Random(7)
    people = [
        make.person(unit, "赵甲", 300 + number)
        for number, unit in enumerate([cast.hospital, cast.clinic, cast.school] * 6)
    ]
    items = [new_entry(person, "15", subject=subject) for person in people for subject in "1122222"]
    batches = [dice.sample(items, 20) for _ in range(40)]
    outcomes = at_once([partial(pay, batch) for batch in batches])
    assert [error for error in outcomes if error] == []
    assert Entry.everywhere.count() == len({item.origin for batch in batches for item in batch})
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_opening_the_same_years_at_once_counts_each_person_once() -> None:
    cast = assemble()
    people = [make.person(cast.hospital, "赵甲", 300 + number).pk for number in range(10)]
    outcomes = at_once([partial(settle, [(person, YEAR) for person in people]) for _ in range(16)])
    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert UnitYear.everywhere.get(unit=cast.hospital, year=YEAR).people == 10
