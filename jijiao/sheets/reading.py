"""From an uploaded workbook to rows: asks the child process, finds the header, cleans the cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.sheets import header, sandbox
from jijiao.sheets.cells import EXACT, shown
from jijiao.sheets.columns import CellError, Column, Row
from jijiao.sheets.reader import Limits
from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.writing import MARKER, undefused

if TYPE_CHECKING:
    from jijiao.sheets.sheet import Sheet

MAX_CHARACTERS = 500
# most columns hold few different answers: each is cleaned once
REMEMBERED = 2000
TOGETHER = 500

NUMBER = "单元格是数字，不是文本。请把该列设为“文本”格式后重新填写"
SPOILT_NUMBER = "表格软件把号码变成了数字，末几位可能已丢失。请把该列设为“文本”格式后重新填写"
SPOILT_DATE = "表格软件把内容变成了日期。请把该列设为“文本”格式后重新填写"
# put behind what a spreadsheet made of an answer, so that whoever mends it sees it and it never passes as it is: as
# bare text, a number that lost its end would pass the next time if its check digit happens to fit
LOST_END, WAS_DATE = "（末几位可能已丢失）", "（原单元格为日期）"
MARKED = {LOST_END: SPOILT_NUMBER, WAS_DATE: SPOILT_DATE}
# a long number as spreadsheets show it, and write it as text
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{2,3}")
FORMULA_ERROR = "单元格里是公式错误（如 #N/A），请改成具体内容"
FORMULA_EMPTY = "单元格里是没有保存结果的公式，请用“选择性粘贴-数值”改成内容"
TOO_LONG = f"内容超过{MAX_CHARACTERS}个字"


@dataclass(frozen=True)
class Opened:
    """A workbook whose header fits: about how many rows it has, which of our columns it lacks, and the rows to come.

    `rows` raises SheetRefused where the file turns out to be too long, empty or damaged: keep nothing of it then.
    """

    height: int
    absent: list[str]
    rows: Iterator[Row]


def opened(sheet: "Sheet", content: bytes, mapped: header.Mapped | None = None) -> Opened:
    """Begin to read the workbook `content`; SheetRefused where it is not to be used."""
    if len(content) > sheet.max_bytes:
        raise SheetRefused(f"文件超过{sheet.max_bytes >> 20}M，请分成几个文件上传。")
    lines = sandbox.read(content, Limits(sheet.title, MARKER, sheet.max_rows, max_characters=MAX_CHARACTERS))
    head = next(lines)
    first = [_converted(line) for line in islice(lines, header.WITHIN)]
    found = header.find(sheet, first, head, mapped)
    there = found.places.keys() | found.fixed.keys()
    absent = [column.header for column in sheet.columns if column.name not in there]
    rest = chain(first[found.index + 1 :], map(_converted, lines))
    return Opened(head["height"], absent, _rows(sheet, found, rest))


def _rows(sheet: "Sheet", found: header.Found, lines: Iterator[header.Line]) -> Iterator[Row]:
    """The rows as they come, bad ones with their errors."""
    wash = Washing(sheet)
    width = max(found.places.values()) + 1
    blank = [None] * (width + 1)
    # a column that the file lacks, and one more at the end so that even one column gives a tuple, are found blank
    pick = itemgetter(*(found.places.get(column.name, width) for column in sheet.columns), width)
    count = 0
    while some := list(islice(lines, TOGETHER)):
        given = [(number, pick(cells[:width] + blank[len(cells[:width]) :])[:-1]) for number, cells in some]
        given = [(number, cells) for number, cells in given if not _is_skipped(sheet, cells)]
        count += len(given)
        if count > sheet.max_rows:
            raise SheetRefused(f"超过{sheet.max_rows}行的上限。请分成几个文件上传。")
        if given:
            numbers, cells = zip(*given, strict=True)
            columns = zip(sheet.columns, zip(*cells, strict=True), strict=True)
            yield from wash.rows(numbers, [_fixed(found, column, texts) for column, texts in columns])
    if not count:
        raise SheetRefused(f"表中没有数据。请从第{found.number + 1}行起填写后再上传。")


def _fixed(found: header.Found, column: Column, cells: Sequence[Any]) -> Sequence[Any]:
    """The column's cells; those of a column that the file lacks may have been given one value for all rows."""
    return [found.fixed[column.name]] * len(cells) if column.name in found.fixed else cells


def _converted(line: list[Any]) -> tuple[int, list[Any]]:
    """Dates come as one-key objects, since JSON has none; errors and formulas stay such objects."""
    number, cells = line
    if dict in map(type, cells):
        cells = [
            datetime.fromisoformat(cell["d"]) if isinstance(cell, dict) and "d" in cell else cell for cell in cells
        ]
    return number, cells


def _is_skipped(sheet: "Sheet", cells: Sequence[Any]) -> bool:
    """Blank in all our columns, or the template's example left in."""
    # most rows say something else in the first column, and that is enough
    if _text(cells[0]) not in ("", sheet.columns[0].example):
        return False
    texts = list(map(_text, cells))
    return not any(texts) or texts == [column.example for column in sheet.columns]


def _text(cell: Any) -> str:
    return "" if isinstance(cell, dict) else undefused(shown(cell)).strip()


PLAIN = frozenset({str, type(None)})
UNKNOWN: Any = object()
# by the place of a row among those washed together
Wrong = dict[int, list[CellError]]


class Washing:
    """Cells to clean values, for the rows of one sheet; remembers what it cleaned for as long as it lives.

    Rows are washed together, column by column: what a column's few answers mean is then found in one go.
    """

    def __init__(self, sheet: "Sheet", met: dict[str, int] | None = None) -> None:
        self.columns = sheet.columns
        self.names = [column.name for column in sheet.columns]
        # right answers by the cell's text; a blank is one where it may be
        self.known: list[dict[str | None, Any]] = [{} if column.required else {None: ""} for column in sheet.columns]
        self.check = sheet.check({} if met is None else met)

    def rows(self, numbers: Sequence[int], columns: Sequence[Sequence[Any]]) -> list[Row]:
        """The rows of these numbers from their cells, given by column in the order of the sheet's."""
        wrong: Wrong = {}
        washed = [self._column(at, cells, wrong) for at, cells in enumerate(columns)]
        texts = zip(*(texts for texts, _ in washed), strict=True)
        values = zip(*(values for _, values in washed), strict=True)
        rows = [
            Row(number, dict(zip(self.names, told, strict=True)), dict(zip(self.names, meant, strict=True)))
            for number, told, meant in zip(numbers, texts, values, strict=True)
        ]
        for place, errors in wrong.items():
            rows[place].errors = errors
        for row in rows:
            self.check(row)
        return rows

    def _column(self, at: int, cells: Sequence[Any], wrong: Wrong) -> tuple[list[str], list[Any]]:
        """Texts and values of the column's cells; what is wrong is added to `wrong`."""
        column, known = self.columns[at], self.known[at]
        values = [UNKNOWN] * len(cells)
        if PLAIN.issuperset(map(type, cells)):
            values = list(map(known.get, cells, repeat(UNKNOWN)))
        texts = [cell or "" for cell in cells]
        for place in [place for place, value in enumerate(values) if value is UNKNOWN]:
            cell = cells[place]
            texts[place], values[place], told = _washed(column, cell)
            if told:
                wrong.setdefault(place, []).append(CellError(column.header, told))
            elif texts[place] == cell and len(known) < REMEMBERED:
                known[cell] = values[place]
        return texts, values


def _washed(column: Column, cell: Any) -> tuple[str, Any, str]:
    """The cell's text, its value, and what is wrong with it."""
    if isinstance(cell, str):
        cell = undefused(cell)
        text = cell[:MAX_CHARACTERS]
        if not tidy(cell):
            cell = None
        elif text != cell:
            return text, "", TOO_LONG
        elif column.text and (spoilt := _spoilt_before(text)):
            return text, "", spoilt
    elif spoilt := _spoilt(column, cell):
        return _kept(cell), "", spoilt
    else:
        text = shown(cell)[:MAX_CHARACTERS]
    if cell is None:
        return text, "", "不能为空" if column.required else ""
    try:
        return text, column.clean(cell), ""
    except Refusal as refusal:
        return text, "", refusal.message


def _spoilt_before(text: str) -> str:
    """Why the text of a cell is not what somebody typed; it comes back from a correction, or from a CSV."""
    if text[-1:] == "）":
        return next((told for mark, told in MARKED.items() if text.endswith(mark)), "")
    return SPOILT_NUMBER if "+" in text and SCIENTIFIC.fullmatch(tidy(text)) else ""


def _kept(cell: Any) -> str:
    """What a spoilt cell says, to be shown to whoever mends it; a number in digits, never as 3.7E+17."""
    if isinstance(cell, dict):
        return ""
    if isinstance(cell, datetime):
        return f"{shown(cell)}{WAS_DATE}"
    digits = f"{Decimal(repr(cell)):f}"
    return f"{digits}{LOST_END}" if abs(cell) >= EXACT else shown(cell)


def _spoilt(column: Column, cell: Any) -> str:
    if isinstance(cell, dict):  # {"e": ...} or {"f": ...}
        return FORMULA_ERROR if "e" in cell else FORMULA_EMPTY
    if column.text and isinstance(cell, datetime):
        return SPOILT_DATE
    if column.text and isinstance(cell, int | float) and not isinstance(cell, bool):
        if abs(cell) >= EXACT:
            return SPOILT_NUMBER
        return "" if column.digits and float(cell).is_integer() else NUMBER
    return ""
