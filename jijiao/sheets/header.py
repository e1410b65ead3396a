"""Which row of a workbook is the header, and which of its columns is which of ours: pure, by what the cells say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from jijiao.lib.text import half_width, tidy
from jijiao.sheets.cells import shown
from jijiao.sheets.columns import REASON, Column
from jijiao.sheets.sandbox import SheetRefused

if TYPE_CHECKING:
    from jijiao.sheets.sheet import Sheet

WITHIN = 20
SIMILAR = 0.6
LONGEST = 30
Line = tuple[int, list[Any]]
# before a value for all rows where a heading could stand: headings lose their stars
FIXED = "*"
# header as it stands in the file → our column's name, "" for a column that is left out; for a column that the file
# lacks, FIXED and its name → the one value of all rows, "" for none
Mapped = Mapping[str, str]


class ColumnsDiffer(SheetRefused):
    """The header is not the template's, but one can say which column is which; `headings` are the file's own.

    `difference` is what is said where that is asked; the message alone, where it cannot be.
    """

    def __init__(self, difference: str, what_to_do: str, headings: list[str]) -> None:
        super().__init__(f"{difference}。{what_to_do}")
        self.difference, self.headings = difference, headings


@dataclass(frozen=True)
class Found:
    """The header's row number, its index among the first lines, and where each of our columns stands (0-based).

    `fixed` are values for all rows, of columns that stand nowhere.
    """

    number: int
    index: int
    places: dict[str, int]
    fixed: dict[str, str] = field(default_factory=dict)


def find(sheet: "Sheet", first: Sequence[Line], head: Mapping[str, Any], mapped: Mapped | None = None) -> Found:
    """The header among the `first` lines. `mapped` says for headings that are not ours what they mean.

    Raises ColumnsDiffer where a person can say what is what, SheetRefused where the file is another one.
    """
    if not first:
        raise SheetRefused("表中没有内容。请下载模板，填写后再上传。")
    index = _index(sheet, first, mapped or {})
    number, cells = first[index]
    headings = [heading(cell) for cell in cells]
    _no_other_template(sheet, head["marker"])
    _none_twice(headings)
    fixed = _fixed(sheet, headings, mapped or {})
    places = _places(sheet, headings, mapped or {}, head["marker"], fixed)
    _no_merged_cells(head["merged"], number)
    return Found(number, index, places, {name: text for name, text in fixed.items() if name not in places})


def heading(cell: Any) -> str:
    """A header as it is compared: without blanks and without the star of a required column, 30 characters of it."""
    text = half_width(tidy(shown(cell) if not isinstance(cell, dict) else "")).replace(" ", "")
    return text.strip("*")[:LONGEST]


def proposals(sheet: "Sheet", headings: Sequence[str]) -> dict[str, str]:
    """Column name → the heading that most probably means it; each heading at most once, the surest pairs first."""
    scores = [
        (score, -place, column.name, found)
        for column in sheet.columns
        for place, found in enumerate(headings)
        if found and (score := similarity(column, found)) >= SIMILAR
    ]
    chosen: dict[str, str] = {}
    for _, _, name, found in sorted(scores, reverse=True):
        if name not in chosen and found not in chosen.values():
            chosen[name] = found
    return chosen


def likely(sheet: "Sheet", headings: Sequence[str]) -> dict[str, str]:
    """`proposals`, and for columns that the file lacks the value that another heading implies, behind FIXED."""
    implied = {
        column.name: f"{FIXED}{column.implied}" for column in sheet.columns if set(column.implied_by) & set(headings)
    }
    return implied | proposals(sheet, headings)


def fixable(column: Column) -> tuple[str, ...]:
    """What a file without the column may be said to mean in every row."""
    return column.choices if column.required else ()


def similarity(column: Column, found: str) -> float:
    """1 for the column's own header, 0.95 for another usual name of it, less for what only looks like one of them."""
    own = heading(column.header)
    if found == own:
        return 1.0
    if found in column.also:
        return 0.95
    return 0.9 * max(SequenceMatcher(None, found, name).ratio() for name in (own, *column.also))


def _index(sheet: "Sheet", first: Sequence[Line], mapped: Mapped) -> int:
    """The row that names most of the columns; a row whose words are similar to several will do if one is known."""
    own = {heading(column.header) for column in sheet.columns}
    ours = own | {found for found, name in mapped.items() if name}
    rows = [[heading(cell) for cell in cells] for _, cells in first[:WITHIN]]
    matches = [len(ours & set(row)) for row in rows]
    enough = min(2, len(sheet.columns))
    if max(matches) < enough:
        matches = [len(proposals(sheet, row)) for row in rows]
    index = matches.index(max(matches)) if max(matches) >= enough else 0
    # what people answer can look like a heading (居民身份证, 软件), a heading is one
    known = own | set(mapped) | {heading(name) for column in sheet.columns for name in column.also}
    if not known & set(rows[index]):
        names = "、".join(column.header for column in sheet.columns[:4])
        raise SheetRefused(
            f"第 {first[index][0]} 行不是表头（没有{names}等列名）：请使用下载的“{sheet.title}”模板，表头须在第 1 行。"
        )
    if matches[index] < enough:
        names = "、".join(column.header for column in sheet.columns[:6])
        raise SheetRefused(f"没有找到表头（{names}等）。请下载“{sheet.title}”模板，保留表头，填写后再上传。")
    return index


def _no_other_template(sheet: "Sheet", marker: list[str]) -> None:
    if marker and marker[0] != sheet.key:
        raise SheetRefused(f"这是“{marker[2]}”的模板，不是“{sheet.title}”的模板。请下载“{sheet.title}”模板填写。")


def _none_twice(headings: Sequence[str]) -> None:
    twice = [found for found, times in Counter(filter(None, headings)).items() if times > 1]
    if twice:
        raise SheetRefused(f"列“{twice[0]}”出现了两次。请删去多余的一列后再上传。")


def _fixed(sheet: "Sheet", headings: Sequence[str], mapped: Mapped) -> dict[str, str]:
    """Values for all rows; they were said of a file with these very headings, so of no file with others."""
    if not all(found in mapped for found in _told(headings)):
        return {}
    values = {column.name: (column, mapped.get(f"{FIXED}{column.name}", "")) for column in sheet.columns}
    return {name: text for name, (column, text) in values.items() if text in fixable(column)}


def _places(
    sheet: "Sheet", headings: list[str], mapped: Mapped, marker: list[str], fixed: Mapping[str, str]
) -> dict[str, int]:
    """Where each column stands; ColumnsDiffer names missing and unknown ones."""
    own = {heading(column.header): column.name for column in sheet.columns}
    meant = {found: mapped.get(found, own.get(found)) for found in headings if found}
    places = {name: headings.index(found) for found, name in meant.items() if name}
    settled = any(found in mapped for found in headings)
    lacking = [column for column in sheet.columns if column.name not in places and column.name not in fixed]
    missing = [column.header for column in lacking if column.required or not settled]
    unknown = [found for found, name in meant.items() if name is None and found != REASON]
    if missing:
        raise ColumnsDiffer(*_missing(sheet, missing, marker), _told(headings))
    if unknown:
        raise ColumnsDiffer(f"表中有模板没有的列：{_listed(unknown)}", "请删去后再上传。", _told(headings))
    return places


def _told(headings: Sequence[str]) -> list[str]:
    return [found for found in headings if found and found != REASON]


def _missing(sheet: "Sheet", missing: list[str], marker: list[str]) -> tuple[str, str]:
    if marker and marker[1] != str(sheet.version):
        version = f"这是第{marker[1]}版模板，现在用的是第{sheet.version}版"
        return f"{version}，缺少列：{_listed(missing)}", "请下载新模板填写。"
    return f"缺少列：{_listed(missing)}", f"请下载“{sheet.title}”模板，不要删改表头。"


def _listed(headers: list[str]) -> str:
    return "、".join(f"“{header[:20]}”" for header in headers[:5]) + ("等" if len(headers) > 5 else "")


def _no_merged_cells(merged: list[str], header: int) -> None:
    """A title above the header may be merged; in the table it would hide values."""
    inside = [cells for cells in merged if int("".join(filter(str.isdigit, cells.split(":")[1]))) >= header]
    if inside:
        raise SheetRefused(f"表中有合并单元格（{'、'.join(inside[:3])}）。请取消合并，每格填写后再上传。")
