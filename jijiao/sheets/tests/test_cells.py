"""Cleaners: what is taken for a date, a number, a choice."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from jijiao.lib.refusal import Refusal
from jijiao.sheets.cells import as_date, as_decimal, as_whole, one_of, plain_text

DAY = date(2026, 1, 2)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2026, 1, 2, 8, 30),  # noqa: DTZ001
        "2026-01-02",
        "2026.1.2",
        "2026/1/2",
        "2026年1月2日",
        " 2026 年 1 月 2 日 ",
        "２０２６－０１－０２",
        "20260102",
        20260102,
        20260102.0,
        "2026-01-02 00:00:00",
    ],
)
def test_every_usual_way_to_write_a_day(cell: Any) -> None:
    assert as_date(cell) == DAY


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "1.2", "二〇二六年", "2026-1", 46024, 46024.0, True, "20261301", "0000-01-01"]
)
def test_what_is_no_day(cell: Any) -> None:
    with pytest.raises(Refusal, match="日期"):
        as_date(cell)


@pytest.mark.parametrize(
    ("cell", "value"), [("3", "3.0"), (3.5, "3.5"), ("３．５", "3.5"), (" 30 ", "30.0"), (-1, "-1.0")]
)
def test_numbers(cell: Any, value: str) -> None:
    assert as_decimal()(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["3.25", "x", "NaN", "inf", "1e400", True, float("nan"), ""])
def test_what_is_no_number(cell: Any) -> None:
    with pytest.raises(Refusal):
        as_decimal()(cell)


def test_a_whole_number_has_no_decimals() -> None:
    assert as_whole("12") == 12
    with pytest.raises(Refusal, match="整数"):
        as_whole("1.5")


def test_text_is_one_line_of_bounded_length() -> None:
    assert plain_text()(" 张\u200b  三\n") == "张 三"
    assert plain_text()(2026.0) == "2026"
    with pytest.raises(Refusal, match="最多3个字，现有4个字"):
        plain_text(3)("一二三四")


def test_a_choice_is_one_of_the_list() -> None:
    assert one_of(("是", "否"))(True) == "是"
    with pytest.raises(Refusal, match="下拉列表中选择（是、否）"):
        one_of(("是", "否"))("也许")
