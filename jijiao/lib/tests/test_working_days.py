"""Working days: weekends, days off and days worked instead, as the yearly notice has them."""

from datetime import date

import pytest

from jijiao.lib.working_days import is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-24", True),
        ("2026-11-28", False),  # a Saturday
        ("2026-10-01", False),  # 国庆节
        ("2026-10-10", True),  # a Saturday worked instead
        ("2026-02-23", False),  # the last day of 春节, a Monday
        ("2030-10-01", True),  # no notice yet: a Tuesday like any other
    ],
)
def test_what_the_notice_says(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-24", 7, "2026-12-03"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
    ],
)
def test_counting_on(day: str, count: int, end: str) -> None:
    assert working_days_after(date.fromisoformat(day), count) == date.fromisoformat(end)
