"""失败信息导出: the failed rows in the same template, to be corrected and uploaded as it is."""

from io import BytesIO

import openpyxl

from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.example import PEOPLE, person


def test_every_reason_stands_behind_its_row() -> None:
    rows = PEOPLE.read(workbook_of(PEOPLE, [person(document="370000", level="高"), person(2, name="")]))
    page = openpyxl.load_workbook(BytesIO(PEOPLE.failures(rows)))["测试人员"]
    assert [cell.value for cell in page[1]][-2:] == ["学时", "错误原因"]
    first, second = page["F2"].value, page["F3"].value
    assert first.startswith("证件号：")
    assert first.endswith("；职称级别：请从下拉列表中选择（正高级、副高级、中级）")
    assert second == "姓名：不能为空"
    assert page["B2"].value == "370000"


def test_corrected_it_is_uploaded_as_it_is() -> None:
    rows = PEOPLE.read(workbook_of(PEOPLE, [person(1, level="高"), person(2, hours="很多")]))
    book = openpyxl.load_workbook(BytesIO(PEOPLE.failures(rows)))
    page = book["测试人员"]
    page["C2"], page["E3"] = "中级", "5"
    saved = BytesIO()
    book.save(saved)
    again = PEOPLE.read(saved.getvalue())
    assert [row.errors for row in again] == [[], []]
    assert [row.values["document"] for row in again] == [person(number)["document"] for number in (1, 2)]


def test_a_spoilt_number_comes_back_marked_as_text_with_its_reason() -> None:
    rows = PEOPLE.read(workbook_of(PEOPLE, [person(document=370000199001010019)]))
    page = openpyxl.load_workbook(BytesIO(PEOPLE.failures(rows)))["测试人员"]
    assert page["B2"].value == "370000199001010000（末几位可能已丢失）"
    assert "末几位可能已丢失" in page["F2"].value
