"""Exports: the values as they are, and never a formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from jijiao.sheets import writing
from jijiao.sheets.sheet import Column, Sheet
from jijiao.sheets.testing import workbook_of

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", "''=")
PAYLOADS = [f"{sign}{rest}" for sign in SIGNS for rest in ("cmd|' /C calc'!A0", "1+1", 'HYPERLINK("http://x")', "")]
ONE = Sheet("tests.one", "一列", 1, (Column("内容", "text"), Column("序号", "number", text=False)))


@pytest.fixture(params=["fast", "slow"])
def writer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both writers give the same workbook."""
    if request.param == "slow":
        monkeypatch.setattr(writing, "_write", writing._write_slowly)
    return str(request.param)


def exported(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    page = openpyxl.load_workbook(BytesIO(ONE.export(rows))).worksheets[0]
    assert all(cell.data_type != "f" and not cell.hyperlink for line in page.iter_rows() for cell in line)
    return list(page.iter_rows(values_only=True))


def test_values_keep_what_they_are(writer: str) -> None:
    values = [
        ("370000199001010019", "370000199001010019"),
        ("007", "007"),
        (370000199001010019, "370000199001010019"),
        (Decimal("12.5"), 12.5),
        (30, 30),
        (True, "是"),
        (None, None),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), "2026-01-01 01:00:00"),
        ("http://example.invalid/", "http://example.invalid/"),
    ]
    lines = exported([{"text": value} for value, _ in values])
    assert lines[0] == ("内容", "序号")
    assert [line[0] or None for line in lines[1:]] == [shown for _, shown in values]


def test_nothing_becomes_a_formula(writer: str) -> None:
    lines = exported([{"text": payload} for payload in PAYLOADS])
    for (text, _), payload in zip(lines[1:], PAYLOADS, strict=True):
        assert text.startswith("'")
        # openpyxl leaves the escape of a carriage return as it stands in the file
        assert text[1:].replace("_x000D_", "\r") == payload


def test_what_was_defused_is_read_back_as_it_was() -> None:
    payloads = [payload for payload in PAYLOADS if payload.strip() == payload and len(payload) > 1]
    rows = ONE.read(ONE.export([{"text": payload, "number": 1} for payload in payloads]))
    assert [row.values["text"] for row in rows] == payloads


def test_an_export_can_be_imported_and_comes_out_the_same() -> None:
    numbers = [f"{number:018d}" for number in range(1, 200)]
    rows = ONE.read(ONE.export([{"text": number, "number": 1} for number in numbers]))
    assert [row.values["text"] for row in rows] == numbers
    again = ONE.read(workbook_of(ONE, [row.values for row in rows]))
    assert [row.values["text"] for row in again] == numbers


def test_an_empty_export_has_its_header(writer: str) -> None:
    assert exported([]) == [("内容", "序号")]


def test_control_characters_do_not_break_the_file(writer: str) -> None:
    assert exported([{"text": "a\0b\x1fc\ufffe"}])[1][0] == "abc"


def test_csv_keeps_numbers_that_a_spreadsheet_would_change() -> None:
    numbers = ["370000198506301013", "37000019850630101X", "0531", "13800000001", "12345"]
    content = ONE.export_csv([{"text": number} for number in numbers]).decode("utf-8-sig")
    assert [line[0] for line in csv.reader(StringIO(content))][1:] == [
        "370000198506301013\t",
        "37000019850630101X",
        "0531\t",
        "13800000001\t",
        "12345",
    ]
    rows = ONE.read(workbook_of(ONE, [{"text": f"{number}\t"} for number in numbers]))
    assert [row.values["text"] for row in rows] == numbers


def test_csv_is_quoted_defused_and_opens_in_excel() -> None:
    content = ONE.export_csv([{"text": "=1+1", "number": 2}, {"text": '张"三', "number": None}])
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert lines == [["内容", "序号"], ["'=1+1", "2"], ['张"三', ""]]
    assert b'"\'=1+1","2"' in content
