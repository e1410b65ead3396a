"""The template: what people fill in, and what comes back when they do."""

from io import BytesIO

import openpyxl
import pytest

from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.tests.example import LEVELS, PEOPLE, person


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(PEOPLE.template()))


def test_it_opens_on_the_table_and_explains_itself(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["测试人员", "模板信息", "填写说明"]
    assert book["模板信息"].sheet_state == "hidden"
    assert [cell.value for cell in book["测试人员"][1]] == ["姓名", "证件号", "职称级别", "取得日期", "学时"]
    notes = "\n".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row if cell.value)
    assert "最多100行" in notes
    assert "必填；18 位，文本格式；例：370000199001010019" in notes


def test_columns_are_text_and_the_number_is_commented(book: openpyxl.Workbook) -> None:
    page = book["测试人员"]
    assert page["B1"].comment.text == "18 位，文本格式"
    # the five columns are alike, so that the file describes them as one run
    run = page.column_dimensions["A"]
    assert (run.min, run.max, run.number_format, page["B2"].number_format) == (1, 5, "@", "@")
    assert page["B2"].value == "370000199001010019"
    assert page["B2"].data_type == "s"


def test_choices_come_from_the_hidden_sheet(book: openpyxl.Workbook) -> None:
    (rule,) = book["测试人员"].data_validations.dataValidation
    assert rule.formula1 == "choices_2"
    assert str(rule.sqref) == "C2:C101"
    name = book.defined_names["choices_2"].attr_text
    assert name == "'模板信息'!$C$2:$C$4" or name == "模板信息!$C$2:$C$4"
    assert tuple(book["模板信息"][f"C{line}"].value for line in (2, 3, 4)) == LEVELS


def test_the_example_left_in_is_not_imported() -> None:
    with pytest.raises(SheetRefused, match="表中没有数据。请从第2行起填写"):
        PEOPLE.read(PEOPLE.template())


@pytest.mark.parametrize("keep_example", [True, False])
def test_a_filled_template_is_read(keep_example: bool) -> None:
    book = openpyxl.load_workbook(BytesIO(PEOPLE.template()))
    page = book["测试人员"]
    first = 3 if keep_example else 2
    for line, number in enumerate((1, 2, 3), start=first):
        right = person(number)
        for at, column in enumerate(PEOPLE.columns, start=1):
            page.cell(line, at, right.get(column.name))
    saved = BytesIO()
    book.save(saved)
    rows = PEOPLE.read(saved.getvalue())
    assert [row.number for row in rows] == [first, first + 1, first + 2]
    assert [row.errors for row in rows] == [[], [], []]
    assert [row.values["document"] for row in rows] == [person(number)["document"] for number in (1, 2, 3)]
