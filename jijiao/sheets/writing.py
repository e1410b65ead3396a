"""Writing workbooks: templates, failed rows and exports. Nothing written here is ever a formula."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any

import xlsxwriter

from jijiao.lib.clock import SHANGHAI
from jijiao.lib.refusal import Refusal
from jijiao.sheets.cells import EXACT, shown
from jijiao.sheets.columns import REASON, Row

if TYPE_CHECKING:
    from jijiao.sheets.sheet import Sheet

MARKER = "模板信息"
NOTES = "填写说明"
# an .xlsx ends at 1,048,576 rows
MAX_EXPORT = 1_000_000
LONG = 11  # digits from which text is a number of somebody (手机号, 证件号) and no quantity
# what makes a spreadsheet take text for a formula, in half and full width
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_UNWRITABLE = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def defused(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet might take it for a formula, or if it starts with one."""
    text = text.translate(_UNWRITABLE) if not text.isprintable() else text
    return f"'{text}" if text.startswith((*_DANGEROUS, "'")) else text


def undefused(text: str) -> str:
    """Without the one apostrophe that `defused`, or a person, put before it."""
    return text[1:] if text.startswith("'") else text


def template(sheet: "Sheet", rows: Iterable[Row] | None = None) -> bytes:
    """The workbook to fill in: with the example row, or with failed `rows` and 错误原因 behind them."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet.title[:31])
    text = book.add_format({"num_format": "@"})
    _header(sheet, book, page, with_reason=rows is not None)
    if rows is None:
        for at, column in enumerate(sheet.columns):
            page.write_string(1, at, defused(column.example), text)
        last = 1
    else:
        last = _failed(sheet, page, rows, text)
    _choices(sheet, book, page, max(last, sheet.max_rows))
    _notes(sheet, book)
    book.close()
    return target.getvalue()


def _header(sheet: "Sheet", book: Any, page: Any, *, with_reason: bool) -> None:
    text = book.add_format({"num_format": "@"})
    plain = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
    needed = book.add_format(
        {"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@", "font_color": "#B42318"}
    )
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, text)
        page.write_string(0, at, column.header, needed if column.required else plain)
        if column.note:
            page.write_comment(0, at, column.note, {"x_scale": 2})
    if with_reason:
        page.set_column(len(sheet.columns), len(sheet.columns), 50, text)
        page.write_string(0, len(sheet.columns), REASON, needed)
    page.freeze_panes(1, 0)


def _failed(sheet: "Sheet", page: Any, rows: Iterable[Row], text: Any) -> int:
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, column in enumerate(sheet.columns):
            page.write_string(last, at, defused(row.cells.get(column.name, "")), text)
        page.write_string(last, len(sheet.columns), defused("；".join(map(str, row.errors))), text)
    return last


def _choices(sheet: "Sheet", book: Any, page: Any, last: int) -> None:
    """Drop-downs from a hidden sheet through names (no limit of 255 characters); its first row is the marker."""
    hidden = book.add_worksheet(MARKER)
    hidden.hide()
    for at, word in enumerate((sheet.key, str(sheet.version), sheet.title)):
        hidden.write_string(0, at, word)
    for at, column in enumerate(sheet.columns):
        if not column.choices:
            continue
        for line, choice in enumerate(column.choices, start=1):
            hidden.write_string(line, at, defused(choice))
        letter = xlsxwriter.utility.xl_col_to_name(at)
        book.define_name(f"choices_{at}", f"='{MARKER}'!${letter}$2:${letter}${len(column.choices) + 1}")
        rule = {"validate": "list", "source": f"=choices_{at}", "error_title": "请从列表中选择"}
        page.data_validation(1, at, last, at, rule | {"error_message": f"“{column.header}”请从下拉列表中选择。"})


def _notes(sheet: "Sheet", book: Any) -> None:
    page = book.add_worksheet(NOTES)
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90, book.add_format({"text_wrap": True}))
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
    general = (
        f"从第2行起填写，每行一条，最多{sheet.max_rows}行；第2行是示例，可以删去，不删也不会导入。",
        "红色表头为必填。请不要改动表头，不要合并单元格，不要使用公式。",
        "各列已设为文本格式。从别处粘贴时请用“选择性粘贴-数值”，以免号码变成数字。",
    )
    lines = [*(("", note) for note in (*general, *sheet.notes)), *_about_columns(sheet)]
    for at, (name, note) in enumerate(lines, start=2):
        page.write_string(at, 0, name)
        page.write_string(at, 1, note)


def _about_columns(sheet: "Sheet") -> Iterator[tuple[str, str]]:
    for column in sheet.columns:
        parts = ["必填" if column.required else "选填", column.note, "从下拉列表中选择" if column.choices else ""]
        example = f"例：{column.example}" if column.example else ""
        yield column.header, "；".join(filter(None, [*parts, example]))


def export(sheet: "Sheet", rows: Iterable[Mapping[str, Any]]) -> bytes:
    """All rows as one .xlsx. Text is text, numbers of at most 15 digits are numbers, dates are ISO text."""
    lines = _lines(sheet, rows)
    first = next(lines, None)
    target = BytesIO()
    if first is None:
        _write_slowly(target, sheet, [])
    else:
        _write(target, sheet, chain([first], lines))
    return target.getvalue()


def pages(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """An .xlsx of several pages by their name; the keys of a page's first row are its header."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for name, lines in rows.items():
        page = book.add_worksheet(name[:31])
        page.freeze_panes(1, 0)
        for at, header in enumerate(lines[0] if lines else ()):
            page.set_column(at, at, 18)
            page.write_string(0, at, header, bold)
        for number, line in enumerate(lines, start=1):
            for at, cell in enumerate(map(_cell, line.values())):
                page.write_string(number, at, cell) if isinstance(cell, str) else page.write_number(number, at, cell)
    book.close()
    return target.getvalue()


def _lines(sheet: "Sheet", rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows, start=1):
        if number > MAX_EXPORT:
            raise Refusal(f"超过{MAX_EXPORT // 10_000}万行，请缩小查询范围后再导出。")
        yield {column.header: _cell(row.get(column.name)) for column in sheet.columns}


def _cell(value: Any) -> Any:
    """A string that is no formula, or a number that a spreadsheet keeps exactly."""
    if isinstance(value, bool):
        return shown(value)
    if isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        return float(value) if isinstance(value, Decimal) else value
    local = value.astimezone(SHANGHAI) if isinstance(value, datetime) and value.tzinfo else value
    return defused(shown(local))


def _write(target: BytesIO, sheet: "Sheet", lines: Iterable[dict[str, Any]]) -> None:
    """The fast writer (eight times xlsxwriter), where it is installed for this machine."""
    try:
        from rustpy_xlsxwriter import FastExcel
    except ImportError:
        _write_slowly(target, sheet, lines)
        return
    widths = {column.header: float(column.width) for column in sheet.columns}
    book = FastExcel(target).format(bold_headers=True).freeze(row=1)
    book.sheet(sheet.title[:31], lines, column_widths=widths).save()


def _write_slowly(target: BytesIO, sheet: "Sheet", lines: Iterable[dict[str, Any]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    page = book.add_worksheet(sheet.title[:31])
    page.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.header, bold)
    for line, row in enumerate(lines, start=1):
        for at, cell in enumerate(row.values()):
            page.write_string(line, at, cell) if isinstance(cell, str) else page.write_number(line, at, cell)
    book.close()


def export_csv(sheet: "Sheet", rows: Iterable[Mapping[str, Any]]) -> bytes:
    """All rows as CSV: every cell quoted, UTF-8 with a byte-order mark, so that Excel reads the Chinese.

    Text that a spreadsheet would take for a number and change (an identity number, a telephone, a leading zero) ends in
    a tab, which nobody sees and the import takes off again.
    """
    target = StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow([column.header for column in sheet.columns])
    for row in rows:
        writer.writerow([_kept(_cell(row.get(column.name))) for column in sheet.columns])
    return target.getvalue().encode("utf-8-sig")


def _kept(cell: Any) -> Any:
    """Digits that a spreadsheet opening the CSV must not read as a number."""
    changes = isinstance(cell, str) and cell.isdecimal() and (len(cell) >= LONG or cell.startswith("0"))
    return f"{cell}\t" if changes else cell
