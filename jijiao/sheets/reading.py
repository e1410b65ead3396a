"""From an uploaded workbook to rows: asks the child process, finds the header, cleans the cells."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jijiao
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import half_width, tidy
from jijiao.sheets.cells import shown
from jijiao.sheets.columns import REASON, CellError, Column, Row
from jijiao.sheets.reader import Limits
from jijiao.sheets.writing import MARKER, undefused

if TYPE_CHECKING:
    from jijiao.sheets.sheet import Sheet

MAX_UPLOAD = 5 * 1024 * 1024
MAX_CHARACTERS = 500
HEADER_WITHIN = 20
TIMEOUT = 60
ROOT = Path(jijiao.__file__).parent.parent

TOO_WIDE = "文件无法读取：表格范围过大或文件已损坏。请只保留要导入的行和列，复制到新下载的模板中再上传。"
SPOILT_NUMBER = "表格软件把号码变成了数字，末几位可能已丢失。请把该列设为“文本”格式后重新填写"
SPOILT_DATE = "表格软件把内容变成了日期。请把该列设为“文本”格式后重新填写"
FORMULA_ERROR = "单元格里是公式错误（如 #N/A），请改成具体内容"


class SheetRefused(Refusal):
    """The whole file cannot be used; the sentence says why and what to do."""


def rows(sheet: "Sheet", content: bytes) -> Iterator[Row]:
    """The rows of the workbook `content`; SheetRefused before the first row or not at all."""
    if len(content) > MAX_UPLOAD:
        raise SheetRefused(f"文件超过{MAX_UPLOAD // 1024 // 1024}M，请分成几个文件上传。")
    head, *lines = _in_child(content, Limits(sheet.title, MARKER, sheet.max_rows, max_characters=MAX_CHARACTERS))
    found = [(number, [_opened(cell) for cell in cells]) for number, cells in map(json.loads, lines)]
    at = _header_at(sheet, found)
    positions = _positions(sheet, found[at][1], head)
    _no_merged_cells(head["merged"], found[at][0])
    filled = [(number, cells) for number, cells in found[at + 1 :] if not _is_skipped(sheet, positions, cells)]
    if not filled:
        raise SheetRefused(f"表中没有数据。请从第{found[at][0] + 1}行起填写后再上传。")
    if len(filled) > sheet.max_rows:
        raise SheetRefused(f"共{len(filled)}行，超过{sheet.max_rows}行的上限。请分成几个文件上传。")
    return (_row(sheet, positions, number, cells) for number, cells in filled)


def _in_child(content: bytes, limits: Limits) -> list[Any]:
    """The head, already read, and the lines of the rows."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    command = [sys.executable, "-m", "jijiao.sheets.reader", json.dumps(asdict(limits))]
    try:
        child = subprocess.run(
            command, input=content, capture_output=True, timeout=TIMEOUT, cwd=ROOT, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SheetRefused(TOO_WIDE) from error
    lines = child.stdout.splitlines()
    if child.returncode != 0 or not lines:
        raise SheetRefused(TOO_WIDE)
    head = json.loads(lines[0])
    if "refused" in head:
        raise SheetRefused(head["refused"])
    return [head, *lines[1:]]


def _opened(cell: Any) -> Any:
    """Dates and errors come as one-key objects, since JSON has neither."""
    if isinstance(cell, dict) and "d" in cell:
        return datetime.fromisoformat(cell["d"])
    return cell


def _header_at(sheet: "Sheet", found: list[tuple[int, list[Any]]]) -> int:
    """The index of the row that names most of the template's columns."""
    wanted = {_heading(column.header) for column in sheet.columns}
    if not found:
        raise SheetRefused("表中没有内容。请下载模板，填写后再上传。")
    matches = [len(wanted & {_heading(cell) for cell in cells}) for _, cells in found[:HEADER_WITHIN]]
    best = max(matches)
    if best == 0 or (best < 2 and len(wanted) > 2):
        names = "、".join(column.header for column in sheet.columns[:6])
        raise SheetRefused(f"没有找到表头（{names}等）。请下载“{sheet.title}”模板，保留表头，填写后再上传。")
    return matches.index(best)


def _heading(cell: Any) -> str:
    """A header as it is compared: without blanks and without the star of a required column."""
    text = half_width(tidy(shown(cell) if not isinstance(cell, dict) else "")).replace(" ", "")
    return text.strip("*")


def _positions(sheet: "Sheet", header: list[Any], head: dict[str, Any]) -> dict[str, int]:
    """Where each column stands; refuses missing, repeated and unknown ones by name."""
    headings = [_heading(cell) for cell in header]
    places = {column.name: _heading(column.header) for column in sheet.columns}
    marker = head["marker"]
    if marker and marker[0] != sheet.key:
        raise SheetRefused(f"这是“{marker[2]}”的模板，不是“{sheet.title}”的模板。请下载“{sheet.title}”模板填写。")
    missing = [column.header for column in sheet.columns if places[column.name] not in headings]
    if missing:
        raise SheetRefused(_missing(sheet, missing, marker))
    twice = [heading for heading, times in Counter(filter(None, headings)).items() if times > 1]
    if twice:
        raise SheetRefused(f"列“{twice[0]}”出现了两次。请删去多余的一列后再上传。")
    unknown = [heading for heading in headings if heading and heading not in {*places.values(), REASON}]
    if unknown:
        raise SheetRefused(f"表中有模板没有的列：{_listed(unknown)}。请删去后再上传。")
    return {name: headings.index(heading) for name, heading in places.items()}


def _missing(sheet: "Sheet", missing: list[str], marker: list[str]) -> str:
    if marker and marker[1] != str(sheet.version):
        version = f"这是第{marker[1]}版模板，现在用的是第{sheet.version}版"
        return f"{version}，缺少列：{_listed(missing)}。请下载新模板填写。"
    return f"缺少列：{_listed(missing)}。请下载“{sheet.title}”模板，不要删改表头。"


def _listed(headers: list[str]) -> str:
    return "、".join(f"“{header[:20]}”" for header in headers[:5]) + ("等" if len(headers) > 5 else "")


def _no_merged_cells(merged: list[str], header: int) -> None:
    """A title above the header may be merged; in the table it would hide values."""
    inside = [cells for cells in merged if int("".join(filter(str.isdigit, cells.split(":")[1]))) >= header]
    if inside:
        raise SheetRefused(f"表中有合并单元格（{'、'.join(inside[:3])}）。请取消合并，每格填写后再上传。")


def _is_skipped(sheet: "Sheet", positions: dict[str, int], cells: list[Any]) -> bool:
    """Blank in all our columns, or the template's example left in."""
    texts = {name: _text(_at(cells, place)) for name, place in positions.items()}
    return not any(texts.values()) or texts == {column.name: column.example for column in sheet.columns}


def _at(cells: list[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _text(cell: Any) -> str:
    return "" if isinstance(cell, dict) else undefused(shown(cell)).strip()


def _row(sheet: "Sheet", positions: dict[str, int], number: int, cells: list[Any]) -> Row:
    row = Row(number, cells={}, values={})
    for column in sheet.columns:
        cell = _at(cells, positions[column.name])
        cell = undefused(cell) if isinstance(cell, str) else cell
        message = _clean(column, cell, row)
        if message:
            row.errors.append(CellError(column.header, message))
    return row


def _clean(column: Column, cell: Any, row: Row) -> str:
    """Put the cell's text and value into the row; returns what is wrong, or ""."""
    spoilt = _spoilt(column, cell)
    # a spoilt number is not given back: kept as text it would pass the next time if its check digit happens to fit
    row.cells[column.name] = "" if spoilt else shown(cell)[:MAX_CHARACTERS]
    row.values[column.name] = ""
    if spoilt:
        return spoilt
    if cell is None or (isinstance(cell, str) and not tidy(cell)):
        return "不能为空" if column.required else ""
    if isinstance(cell, str) and len(cell) > MAX_CHARACTERS:
        return f"内容超过{MAX_CHARACTERS}个字"
    try:
        row.values[column.name] = column.clean(cell)
    except Refusal as refusal:
        return refusal.message
    return ""


def _spoilt(column: Column, cell: Any) -> str:
    if isinstance(cell, dict):
        return FORMULA_ERROR
    if column.text and isinstance(cell, datetime):
        return SPOILT_DATE
    if column.text and isinstance(cell, int | float) and not isinstance(cell, bool):
        return SPOILT_NUMBER
    return ""
