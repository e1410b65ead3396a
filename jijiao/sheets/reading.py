"""From an uploaded workbook to rows: asks the child process, finds the header, cleans the cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.sheets import header, sandbox
from jijiao.sheets.cells import shown
from jijiao.sheets.columns import CellError, Column, Row
from jijiao.sheets.reader import Limits
from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.writing import MARKER, undefused

if TYPE_CHECKING:
    from jijiao.sheets.sheet import Sheet

MAX_CHARACTERS = 500
# most columns hold few different answers: each is cleaned once
REMEMBERED = 2000

SPOILT_NUMBER = "表格软件把号码变成了数字，末几位可能已丢失。请把该列设为“文本”格式后重新填写"
SPOILT_DATE = "表格软件把内容变成了日期。请把该列设为“文本”格式后重新填写"
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
    absent = [column.header for column in sheet.columns if column.name not in found.places]
    rest = chain(first[found.index + 1 :], map(_converted, lines))
    return Opened(head["height"], absent, _rows(sheet, found, rest))


def _rows(sheet: "Sheet", found: header.Found, lines: Iterable[header.Line]) -> Iterator[Row]:
    """The rows as they come, bad ones with their errors."""
    wash = Washing(sheet)
    wide = [None] * (max(found.places.values()) + 1)
    # with the first cell once more at the end, so that even one place gives a tuple
    pick = itemgetter(*found.places.values(), 0)
    count = 0
    for number, cells in lines:
        given = dict(zip(found.places, pick(cells + wide[len(cells) :]), strict=False))
        if _is_skipped(sheet, given):
            continue
        count += 1
        if count > sheet.max_rows:
            raise SheetRefused(f"超过{sheet.max_rows}行的上限。请分成几个文件上传。")
        yield wash(number, given)
    if not count:
        raise SheetRefused(f"表中没有数据。请从第{found.number + 1}行起填写后再上传。")


def _converted(line: list[Any]) -> tuple[int, list[Any]]:
    """Dates come as one-key objects, since JSON has none; errors and formulas stay such objects."""
    number, cells = line
    if dict in map(type, cells):
        cells = [
            datetime.fromisoformat(cell["d"]) if isinstance(cell, dict) and "d" in cell else cell for cell in cells
        ]
    return number, cells


def _is_skipped(sheet: "Sheet", given: Mapping[str, Any]) -> bool:
    """Blank in all our columns, or the template's example left in."""
    # most rows say something else in the first column, and that is enough
    first = sheet.columns[0]
    if _text(given.get(first.name)) not in ("", first.example):
        return False
    texts = {name: _text(cell) for name, cell in given.items()}
    return not any(texts.values()) or all(texts.get(each.name, "") == each.example for each in sheet.columns)


def _text(cell: Any) -> str:
    return "" if isinstance(cell, dict) else undefused(shown(cell)).strip()


PLAIN = frozenset({str, type(None)})
# what was cleaned before: the cell's text → its value, and what is wrong with it
Known = dict[str | None, tuple[Any, str]]


class Washing:
    """Cells to clean values, for the rows of one sheet; remembers what it cleaned for as long as it lives."""

    def __init__(self, sheet: "Sheet") -> None:
        self.columns = sheet.columns
        self.names = [column.name for column in sheet.columns]
        self.known: list[Known] = [{None: _washed(column, None)[1]} for column in sheet.columns]
        self.check = sheet.check()

    def __call__(self, number: int, given: Mapping[str, Any]) -> Row:
        cells = [given.get(name) for name in self.names]
        answers: list[Any] = [None] * len(cells)
        if PLAIN.issuperset(map(type, cells)):
            answers = list(map(dict.get, self.known, cells))
        texts = [cell or "" for cell in cells]
        if None in answers:
            for at, answer in enumerate(answers):
                if answer is None:
                    texts[at], answers[at] = self._wash(at, cells[at])
        row = Row(number, dict(zip(self.names, texts, strict=True)), {})
        row.values = {name: answer[0] for name, answer in zip(self.names, answers, strict=True)}
        if any(answer[1] for answer in answers):
            told = zip(self.columns, answers, strict=True)
            row.errors = [CellError(column.header, answer[1]) for column, answer in told if answer[1]]
        self.check(row)
        return row

    def _wash(self, at: int, cell: Any) -> tuple[str, tuple[Any, str]]:
        text, answer = _washed(self.columns[at], cell)
        if text == cell and len(self.known[at]) < REMEMBERED:
            self.known[at][text] = answer
        return text, answer


def _washed(column: Column, cell: Any) -> tuple[str, tuple[Any, str]]:
    """The cell's text, and its value with what is wrong with it."""
    if isinstance(cell, str):
        cell = undefused(cell)
        text = cell[:MAX_CHARACTERS]
        if not tidy(cell):
            cell = None
        elif text != cell:
            return text, ("", TOO_LONG)
    elif spoilt := _spoilt(column, cell):
        # a spoilt number is not given back: kept as text it would pass the next time if its check digit happens to fit
        return "", ("", spoilt)
    else:
        text = shown(cell)[:MAX_CHARACTERS]
    if cell is None:
        return text, ("", "不能为空" if column.required else "")
    try:
        return text, (column.clean(cell), "")
    except Refusal as refusal:
        return text, ("", refusal.message)


def _spoilt(column: Column, cell: Any) -> str:
    if isinstance(cell, dict):  # {"e": ...} or {"f": ...}
        return FORMULA_ERROR if "e" in cell else FORMULA_EMPTY
    if column.text and isinstance(cell, datetime):
        return SPOILT_DATE
    if column.text and isinstance(cell, int | float) and not isinstance(cell, bool):
        return SPOILT_NUMBER
    return ""
