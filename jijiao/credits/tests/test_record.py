"""学习记录: every entry of a year, what counted of it and why the rest did not."""

from datetime import date

import pytest
from django.utils import timezone

from jijiao.credits.actions import record
from jijiao.credits.models import Entry
from jijiao.credits.queries import learning_record
from jijiao.credits.tests.entries import YEAR, new_entry
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.2", "R2")


def test_every_entry_is_there_with_what_counted_of_it(cast: Cast) -> None:
    record(
        [
            new_entry(cast.li, "20", form="LF09", title="全国护理学术年会"),
            new_entry(cast.li, "20", form="LF09", title="省护理学术年会", ended_on=date(2026, 9, 1)),
        ],
        by=SYSTEM,
    )
    told = learning_record(cast.li, YEAR)
    assert [(line.entry.title, int(line.counted), line.cut) for line in told.lines] == [
        ("全国护理学术年会", 20, False),
        ("省护理学术年会", 10, True),
    ]
    assert "最多计 30 学时" in told.lines[1].reason
    assert told.lines[1].form_name == "学术会议"
    assert told.tally.missing_professional == 30


def test_a_reversed_entry_says_so_and_counts_nothing(cast: Cast) -> None:
    entry = record([new_entry(cast.li, "40")], by=SYSTEM)[0]
    Entry.everywhere.create(
        person=cast.li, unit=cast.hospital, year=YEAR, origin="reversal:1", subject="2", form="LF01", title=entry.title,
        ended_on=entry.ended_on, hours=-entry.hours, reverses=entry, recorded_at=timezone.now(),
    )  # fmt: skip
    told = learning_record(cast.li, YEAR)
    assert [(int(line.counted), "撤销" in line.reason) for line in told.lines] == [(0, True)]
    assert told.tally.total == 0


def test_other_years_and_other_people_stay_out(cast: Cast) -> None:
    record([new_entry(cast.li, year=2025, ended_on=date(2025, 3, 1)), new_entry(cast.wang)], by=SYSTEM)
    assert learning_record(cast.li, YEAR).lines == ()
