"""The child process that opens workbooks and CSV: `python -m jijiao.sheets.reader LIMITS < workbook > lines`.

A small hostile workbook can abort the interpreter, so nothing untrusted is opened in a process that matters. The first
line of the answer is the head (sheet, marker, merged cells, height) or a refusal; then come lines of up to 100 rows,
[[number, [cell, ...]], ...] with dates as {"d": "2026-01-02T00:00:00"}, error cells as {"e": "B5"} and formulas as
{"f": "B5"}; the last line is {"end": rows}, or a refusal met on the way. Rows are written as they are read.
"""

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 8
# a workbook of 100,000 people (7M) takes about 7 seconds of a slow core
SECONDS_A_MEGABYTE = 4
TOGETHER = 100
# header and example come on top of the limit of rows
ON_TOP = 20
# characters that no database and no page wants; tabs and line ends stay
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


@dataclass(frozen=True)
class Limits:
    """`title`: the sheet to read (else the first visible one); the rest bounds what is given back."""

    title: str
    marker: str
    max_rows: int
    max_columns: int = 60
    max_characters: int = 500


def main() -> None:
    answer(sys.stdin.buffer.read(), Limits(**json.loads(sys.argv[1])))


def answer(content: bytes, limits: Limits) -> None:
    """Write what the workbook holds, or why it is refused, to standard output; this process may not survive it."""
    seconds = SECONDS + SECONDS_A_MEGABYTE * (len(content) >> 20)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # imported under the limits, so that not even their loading escapes them
    from jijiao.lib.refusal import Refusal
    from jijiao.sheets import archive

    try:
        if archive.is_text(content):
            _write_text(content, limits)
        else:
            _write(content, limits, archive.check(content, max_rows=limits.max_rows))
    except Refusal as refusal:
        _say({"refused": refusal.message})
    sys.stdout.flush()


def _say(line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _write(content: bytes, limits: Limits, marks: Any) -> None:
    from io import BytesIO

    import python_calamine

    from jijiao.lib.refusal import Refusal
    from jijiao.sheets.archive import BROKEN

    try:
        with python_calamine.load_workbook(BytesIO(content)) as workbook:
            index = _chosen(workbook, limits)
            sheet = workbook.get_sheet_by_index(index)
            marker = _marker(workbook, limits.marker)
            merged = [f"{_name(a, b)}:{_name(c, d)}" for (a, b), (c, d) in (sheet.merged_cell_ranges or [])[:50]]
            _say({"sheet": sheet.name, "marker": marker, "merged": merged, "height": sheet.total_height})
            _lines(_rows(sheet, limits, marks[index] if index < len(marks) else {}), limits)
    except python_calamine.CalamineError as error:
        raise Refusal(BROKEN) from error


def _write_text(content: bytes, limits: Limits) -> None:
    from jijiao.sheets import delimited

    _say({"sheet": "", "marker": [], "merged": [], "height": content.count(b"\n") + 1})
    rows = ([_plain(cell, limits) for cell in cells[: limits.max_columns]] for cells in delimited.rows(content))
    _lines(_filled(rows), limits)


def _chosen(workbook: Any, limits: Limits) -> int:
    from jijiao.lib.refusal import Refusal

    if limits.title in workbook.sheet_names:
        return int(workbook.sheet_names.index(limits.title))
    for index, sheet in enumerate(workbook.sheets_metadata):
        if "Visible" in str(sheet.visible) and "WorkSheet" in str(sheet.typ) and sheet.name != "填写说明":
            return index
    raise Refusal(f"工作簿里没有名为“{limits.title}”的工作表。请使用下载的模板填写。")


def _marker(workbook: Any, name: str) -> list[str]:
    """Key, version and title that our templates leave in a hidden sheet; empty for a workbook of other origin."""
    if name not in workbook.sheet_names:
        return []
    rows = workbook.get_sheet_by_name(name).to_python(nrows=1)
    return [str(cell)[:60] for cell in rows[0][:3]] if rows and len(rows[0]) >= 3 else []


def _lines(rows: Iterable[tuple[int, list[Any]]], limits: Limits) -> None:
    from jijiao.lib.refusal import Refusal

    count, together = 0, []
    for number, row in rows:
        count += 1
        if count > limits.max_rows + ON_TOP:
            raise Refusal(f"超过{limits.max_rows}行的上限。请分成几个文件上传。")
        together.append((number, row))
        if len(together) == TOGETHER:
            _say(together)
            together = []
    if together:
        _say(together)
    _say({"end": count})


def _rows(sheet: Any, limits: Limits, marks: dict[str, str]) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything. `marks` says of cells what their value does not."""
    # rows come from the sheet's first, cells from the first used column
    offset: list[Any] = [None] * (sheet.start or (0, 0))[1]
    marked = {int("".join(filter(str.isdigit, name))) for name in marks}

    def read() -> Iterator[list[Any]]:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row = [_plain(cell, limits) for cell in [*offset, *cells][: limits.max_columns]]
            if number in marked:
                row = [_marked(cell, _name(number - 1, column), marks) for column, cell in enumerate(row)]
            yield row

    return _filled(read())


def _filled(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything with their numbers, each without its empty tail."""
    for number, row in enumerate(rows, start=1):
        while row and (row[-1] is None or (isinstance(row[-1], str) and not row[-1].strip())):
            row.pop()
        if row:
            yield number, row


def _marked(cell: Any, name: str, marks: dict[str, str]) -> Any:
    return {marks[name]: name} if name in marks else cell


def _plain(cell: Any, limits: Limits) -> Any:
    if isinstance(cell, str):
        if cell.isprintable() and len(cell) <= limits.max_characters:
            return cell or None
        return cell[: limits.max_characters + 1].translate(CONTROL) or None
    if isinstance(cell, datetime | date):
        return {"d": datetime(cell.year, cell.month, cell.day, *_clock(cell)).isoformat()}  # noqa: DTZ001 - a cell has no zone
    if isinstance(cell, time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return cell


def _clock(cell: date) -> tuple[int, int, int]:
    return (cell.hour, cell.minute, cell.second) if isinstance(cell, datetime) else (0, 0, 0)


def _name(row: int, column: int) -> str:
    """A cell's address, from 0-based row and column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


if __name__ == "__main__":
    main()
