"""Filled templates for tests."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from jijiao.sheets.sheet import Sheet


def workbook_of(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A workbook with the sheet's header and `rows` by column name; values keep their type (text, number, date)."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet.title)
    page.write_row(0, 0, [column.header for column in sheet.columns])
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(sheet.columns):
            value = row.get(column.name, "")
            page.write_string(line, at, value) if isinstance(value, str) else page.write(line, at, value)
    book.close()
    return target.getvalue()
