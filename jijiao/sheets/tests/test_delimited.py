"""CSV: read in the child like a workbook, every cell as text; what an export wrote is imported as it is."""

from dataclasses import replace

import pytest

from jijiao.sheets.sandbox import SheetRefused
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.testing import make

pytestmark = pytest.mark.covers("M5.4.3.1")
HEAD = ",".join(column.header for column in PEOPLE.columns)
NUMBER = make.document(7)


def text(*lines: str) -> str:
    return "\n".join([HEAD, *lines])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_is_read_in_each_encoding(encoding: str, end: str) -> None:
    content = text(f"张三,{NUMBER},中级,2020-01-02,3.5", "", f'"李""四",{make.document(8)},"中级",,')
    one, two = PEOPLE.read(content.replace("\n", end).encode(encoding))
    assert (one.number, one.errors, one.values["document"], str(one.values["hours"])) == (2, [], NUMBER, "3.5")
    assert (two.number, two.errors, two.values["name"]) == (4, [], '李"四')


@pytest.mark.parametrize("cell", [f'="{NUMBER}"', f'"=""{NUMBER}"""', f'"{NUMBER}\t"', f"'{NUMBER}", f" {NUMBER} "])
def test_a_number_is_text_however_it_was_kept_from_a_spreadsheet(cell: str) -> None:
    (row,) = PEOPLE.read(text(f"张三,{cell},,,").encode())
    assert (row.errors, row.values["document"]) == ([], NUMBER)


def test_an_export_is_imported_as_it_is() -> None:
    people = [person(number) for number in range(1, 60)]
    rows = PEOPLE.read(PEOPLE.export_csv(people))
    assert [row.errors for row in rows] == [[]] * len(people)
    assert [row.values["document"] for row in rows] == [each["document"] for each in people]


def test_what_a_spreadsheet_spoilt_before_it_wrote_the_csv_is_refused() -> None:
    (row,) = PEOPLE.read(text("张三,3.70000198506301E+17,,,").encode())
    assert "表格软件把号码变成了数字" in str(row.errors[0])


def test_lines_within_a_cell_are_one_row_and_limits_hold() -> None:
    (row,) = PEOPLE.read(text(f'"张\n三",{NUMBER},,,').encode())
    assert row.values["name"] == "张 三"
    line = f"张三,{NUMBER},,,"
    with pytest.raises(SheetRefused, match="超过3行的上限"):
        replace(PEOPLE, max_rows=3).read(text(*[line] * 200).encode())
    (row,) = PEOPLE.read(text(f"{'张' * 900},{NUMBER},,,").encode())
    assert "内容超过500个字" in str(row.errors[0])
    wide = text(f"张三,{NUMBER},,," + ",x" * 500)
    assert len(PEOPLE.read(wide.encode())) == 1
