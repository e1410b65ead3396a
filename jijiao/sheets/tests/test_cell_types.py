"""A cell's type decides, not its look: numbers where text belongs are refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from jijiao.lib.documents import RESIDENT_CARD, clean_document
from jijiao.lib.refusal import Refusal
from jijiao.sheets.sheet import Row
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.testing import make


def read_one(**changes: Any) -> Row:
    (row,) = PEOPLE.read(workbook_of(PEOPLE, [person(**changes)]))
    return row


def reasons(row: Row) -> list[str]:
    return [str(error) for error in row.errors]


def passes_the_check(number: int) -> bool:
    try:
        clean_document(RESIDENT_CARD, str(number))
    except Refusal:
        return False
    return True


def test_identity_numbers_typed_as_numbers_are_all_refused_even_where_the_check_digit_fits() -> None:
    digits = [make.document(number) for number in range(1, 3000)]
    spoilt = [int(float(number)) // 1000 * 1000 for number in digits if number.isdigit()]
    still_right = [number for number in spoilt if passes_the_check(number)]
    assert still_right
    for start in range(0, 1000, 100):
        chosen = (still_right + spoilt)[start : start + 100]
        rows = PEOPLE.read(workbook_of(PEOPLE, [person(document=number) for number in chosen]))
        assert len(rows) == 100
        for row in rows:
            assert reasons(row) == [
                "证件号：表格软件把号码变成了数字，末几位可能已丢失。请把该列设为“文本”格式后重新填写"
            ]
            # given back to be seen, marked: as bare text it might pass the next time
            assert row.cells["document"].endswith("000（末几位可能已丢失）")
            assert row.values["document"] == ""
        again = PEOPLE.read(PEOPLE.failures(rows))
        assert {(str(row.errors[0]), row.values["document"]) for row in again} == {(reasons(rows[0])[0], "")}


@pytest.mark.parametrize(
    ("cell", "kept", "told"),
    [
        (13700000001.0, "13700000001", ""),
        (0.5, "0.5", ""),
        (370000198506301012.0, "370000198506301000（末几位可能已丢失）", "变成了数字"),
        (date(2026, 3, 5), "2026-03-05（原单元格为日期）", "变成了日期"),
        ("3.70000198506301E+17", "3.70000198506301E+17", "变成了数字"),
    ],
)
def test_what_a_spreadsheet_spoilt_is_shown_and_what_was_lost_is_refused_until_it_is_typed(
    cell: Any, kept: str, told: str
) -> None:
    row = read_one(name=cell)
    assert (len(row.errors), row.cells["name"], row.values["name"]) == (1, kept, "")
    # sent back as it stands: digits that are all there are text by now
    (again,) = PEOPLE.rows({2: row.cells})
    assert (told in str(again.errors), bool(again.errors)) == (True, bool(told))
    (mended,) = PEOPLE.rows({2: row.cells | {"name": "李四"}})
    assert (mended.errors, mended.values["name"]) == ([], "李四")


def test_a_number_cell_will_do_where_digits_are_all_that_matters() -> None:
    columns = tuple(replace(each, digits=True) if each.name == "name" else each for each in PEOPLE.columns)
    sheet = replace(PEOPLE, columns=columns)
    rows = sheet.read(workbook_of(sheet, [person(name=cell) for cell in (13900000007, 1.5, 1390000000700000)]))
    assert [row.values["name"] for row in rows] == ["13900000007", "", ""]
    number = "姓名：单元格是数字，不是文本。请把该列设为“文本”格式后重新填写"
    assert reasons(rows[1]) == [number]
    assert "末几位可能已丢失" in reasons(rows[2])[0]
    # elsewhere a number is refused by its type, but nothing of it was lost
    assert reasons(read_one(name=13900000007)) == [number]


def test_a_date_in_a_text_column_is_refused() -> None:
    assert reasons(read_one(name=date(2026, 1, 2))) == [
        "姓名：表格软件把内容变成了日期。请把该列设为“文本”格式后重新填写"
    ]


@pytest.mark.parametrize("cell", [date(2026, 1, 2), "2026.1.2", 20260102])
def test_dates_come_as_cells_as_text_and_as_numbers(cell: Any) -> None:
    assert read_one(since=cell).values["since"] == date(2026, 1, 2)


@pytest.mark.parametrize("cell", [3.5, "3.5"])
def test_numbers_are_numbers_where_they_are_wanted(cell: Any) -> None:
    assert read_one(hours=cell).values["hours"] == Decimal("3.5")


def test_one_apostrophe_before_a_text_is_stripped_once() -> None:
    right = make.document(7)
    assert read_one(document=f"'{right}").values["document"] == right
    assert reasons(read_one(document=f"''{right}"))


def test_an_error_in_a_formula_is_told_even_in_an_optional_column() -> None:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("测试人员")
    page.write_row(0, 0, [column.header for column in PEOPLE.columns])
    page.write_row(1, 0, ["张三", make.document(1)])
    page.write_formula(1, 2, "=NA()", None, "#N/A")
    page.write_formula(1, 4, "=1+2", None, 3)
    book.close()
    (row,) = PEOPLE.read(target.getvalue())
    assert reasons(row) == ["职称级别：单元格里是公式错误（如 #N/A），请改成具体内容"]
    assert row.values["hours"] == 3


def test_every_error_of_a_row_is_told() -> None:
    row = read_one(name="", document="370000", level="不知道", since="昨天", hours="x" * 600)
    assert [error.column for error in row.errors] == ["姓名", "证件号", "职称级别", "取得日期", "学时"]
    assert row.errors[0].message == "不能为空"
    assert row.errors[4].message == "内容超过500个字"


def test_long_and_leading_zero_texts_come_back_as_they_went() -> None:
    rows = PEOPLE.read(workbook_of(PEOPLE, [person(number) for number in range(1, 101)]))
    assert [row.cells["document"] for row in rows] == [make.document(number) for number in range(1, 101)]
    assert read_one(name="007").values["name"] == "007"
