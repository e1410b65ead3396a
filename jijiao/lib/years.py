"""Which year learning belongs to (认证年度): the calendar year of the day it ended."""

from datetime import date

from jijiao.lib import clock


def credit_year(ended_on: date) -> int:
    """The year that learning ended on this day counts to (natural year, 1 January to 31 December)."""
    return ended_on.year


def this_year() -> int:
    """The present year in Asia/Shanghai."""
    return clock.today().year
