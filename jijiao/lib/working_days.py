"""Working days of China: weekends, and what the State Council's yearly notice moves (国务院办公厅节假日安排).

Here are the notices of 2024-11-12 for 2025 and of 2025-11-04 for 2026. A year without a notice counts its weekends
alone; the notice for a year comes in the November before.
"""

from datetime import date, timedelta

# first and last day of each run of days off
_OFF = (
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)  # fmt: skip
# weekend days worked instead (调休)
_WORKED = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    )
)  # fmt: skip
_HOLIDAYS = frozenset(
    date.fromisoformat(first) + timedelta(days=n)
    for first, last in _OFF
    for n in range((date.fromisoformat(last) - date.fromisoformat(first)).days + 1)
)
_SATURDAY = 5
KNOWN_YEARS = sorted({int(first[:4]) for first, _ in _OFF})


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return day in _WORKED or (day.weekday() < _SATURDAY and day not in _HOLIDAYS)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day` (`day` itself does not count); `day` for 0."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
