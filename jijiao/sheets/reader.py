"""The child process that opens workbooks: `python -m jijiao.sheets.reader LIMITS < workbook > lines`.

A small hostile workbook can abort the interpreter, so nothing untrusted is opened in a process that matters. The first
line of the answer is the head (sheet, marker, size) or a refusal, each further line one row: [number, [cell, ...]] with
dates as {"d": "2026-01-02T00:00:00"} and error cells as {"e": "B5"}.
"""

import json
import resource
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 20
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
    limits = Limits(**json.loads(sys.argv[1]))
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # imported under the limits, so that not even their loading escapes them
    from jijiao.lib.refusal import Refusal
    from jijiao.sheets import archive

    try:
        errors = archive.check(content)
        _write(content, limits, errors)
    except Refusal as refusal:
        print(json.dumps({"refused": refusal.message}), flush=True)


def _write(content: bytes, limits: Limits, errors: list[frozenset[str]]) -> None:
    from io import BytesIO

    import python_calamine

    from jijiao.lib.refusal import Refusal
    from jijiao.sheets.archive import BROKEN

    try:
        with python_calamine.load_workbook(BytesIO(content)) as workbook:
            index = _chosen(workbook, limits)
            sheet = workbook.get_sheet_by_index(index)
            marker = _marker(workbook, limits.marker)
            _lines(sheet, marker, limits, errors[index] if index < len(errors) else frozenset())
    except python_calamine.CalamineError as error:
        raise Refusal(BROKEN) from error


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


def _lines(sheet: Any, marker: list[str], limits: Limits, errors: frozenset[str]) -> None:
    from jijiao.lib.refusal import Refusal

    # rows come from the sheet's first, cells from the first used column
    offset: list[Any] = [None] * (sheet.start or (0, 0))[1]
    rows: list[tuple[int, list[Any]]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = _packed(number, offset + cells, limits, errors)
        if row:
            rows.append((number, row))
        # header and example come on top of the limit
        if len(rows) > limits.max_rows + 20:
            raise Refusal(f"超过{limits.max_rows}行的上限。请分成几个文件上传。")
    merged = [f"{_name(a, b)}:{_name(c, d)}" for (a, b), (c, d) in sheet.merged_cell_ranges or []]
    head = {"sheet": sheet.name, "marker": marker, "merged": merged[:50], "rows": len(rows)}
    print(json.dumps(head))
    for number, row in rows:
        print(json.dumps([number, row]))
    sys.stdout.flush()


def _packed(number: int, cells: list[Any], limits: Limits, errors: frozenset[str]) -> list[Any]:
    """A row without its empty tail; [] when there is nothing in it."""
    row = [
        {"e": _name(number - 1, column)} if errors and _name(number - 1, column) in errors else _plain(cell, limits)
        for column, cell in enumerate(cells[: limits.max_columns])
    ]
    while row and (row[-1] is None or (isinstance(row[-1], str) and not row[-1].strip())):
        row.pop()
    return row


def _plain(cell: Any, limits: Limits) -> Any:
    if isinstance(cell, str):
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
