"""The two commands: settle builds derived rows anew, verify_derived names the rows that are wrong."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jijiao.credits.actions import record, settle
from jijiao.credits.models import AnnualResult, UnitYear
from jijiao.credits.tests.entries import YEAR, new_entry
from jijiao.jobs.actions import enqueue
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.lib.years import this_year
from jijiao.testing.cast import Cast


def verify() -> str:
    """What the command says; empty when it found nothing."""
    told = StringIO()
    with suppress(CommandError):
        call_command("verify_derived", stdout=StringIO(), stderr=told)
    return told.getvalue()


def test_a_wrong_result_and_a_wrong_roll_up_are_named_and_mended(cast: Cast) -> None:
    record([new_entry(cast.li, "40")], by=SYSTEM)
    settle([(cast.li.pk, YEAR)])
    assert verify() == ""
    AnnualResult.everywhere.filter(person=cast.li).update(professional=99, total=99)
    UnitYear.everywhere.filter(unit=cast.hospital).update(people=9)
    with pytest.raises(CommandError) as failure:
        call_command("verify_derived", stdout=StringIO(), stderr=StringIO())
    assert failure.value.returncode == 1
    told = verify()
    assert f"person {cast.li.pk} year {YEAR}" in told
    assert f"unit {cast.hospital.pk} year {YEAR}" in told
    call_command("settle", stdout=StringIO())
    assert verify() == ""


def test_entries_without_a_result_are_named(cast: Cast) -> None:
    record([new_entry(cast.li)], by=SYSTEM)
    assert "without an annual result" in verify()


def test_newly_enrolled_people_get_their_year_once(cast: Cast) -> None:
    for _ in range(2):
        enqueue("credits.open_results", {"people": [cast.li.pk, cast.wang.pk]}, by=SYSTEM)
    run_waiting()
    assert AnnualResult.everywhere.filter(year=this_year()).count() == 2
    assert UnitYear.everywhere.get(unit=cast.hospital, year=this_year()).people == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(
        st.lists(st.tuples(st.booleans(), st.sampled_from("12"), st.integers(1, 60)), min_size=1, max_size=6),
        max_size=5,
    )
)
def test_any_sequence_of_batches_is_what_a_recomputation_gives(
    cast: Cast, batches: list[list[tuple[bool, str, int]]]
) -> None:
    for batch in batches:
        items = [
            new_entry(cast.li if first else cast.wang, str(hours), subject=subject) for first, subject, hours in batch
        ]
        record(items, by=SYSTEM)
        settle((item.person_id, item.year) for item in items)
    assert verify() == ""
