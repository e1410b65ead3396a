"""Cleaners of cells: pure functions from what a workbook or a form holds to a value, for columns and form fields."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import half_width, tidy

Cell = str | int | float | bool | date | datetime | None
Cleaner = Callable[[Any], Any]

# double precision keeps 15 digits; a longer number has already lost its end
EXACT = 10**15
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
_DATE_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")


def plain_text(max_length: int = 200) -> Cleaner:
    """One line of text; a whole number (as in 2026) is taken as its digits."""

    def clean(cell: Cell) -> str:
        text = tidy(shown(cell))
        if len(text) > max_length:
            raise Refusal(f"最多{max_length}个字，现有{len(text)}个字")
        return text

    return clean


def as_date(cell: Cell) -> date:
    """A date cell, or text such as 2026-01-02, 2026.1.2, 2026/1/2, 2026年1月2日, or 20260102 as text or number."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = half_width(tidy(shown(cell)))
    match = _DATE.fullmatch(text) or _DATE_RUN.fullmatch(text)
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise Refusal("日期无法识别，请按“2026-01-02”的样子填写")


def as_decimal(places: int = 1) -> Cleaner:
    """A number with at most `places` decimals, as Decimal."""

    def clean(cell: Cell) -> Decimal:
        try:
            value = Decimal(half_width(tidy(shown(cell))))
        except InvalidOperation as error:
            raise Refusal("请填写数字") from error
        if not value.is_finite() or abs(value) >= EXACT:
            raise Refusal("请填写数字")
        if value != round(value, places):
            raise Refusal(f"最多保留{places}位小数" if places else "请填写整数")
        return round(value, places)

    return clean


def as_whole(cell: Cell) -> int:
    """A whole number."""
    return int(as_decimal(0)(cell))


def one_of(choices: tuple[str, ...]) -> Cleaner:
    """One of the listed words, exactly."""

    def clean(cell: Cell) -> str:
        text = tidy(shown(cell))
        if text not in choices:
            listed = "、".join(choices[:8]) + ("等" if len(choices) > 8 else "")
            raise Refusal(f"请从下拉列表中选择（{listed}）")
        return text

    return clean


def shown(cell: Cell) -> str:
    """The cell as a person sees it."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return str(cell)
