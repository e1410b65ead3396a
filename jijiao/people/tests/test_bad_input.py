"""What units really send that is wrong: each is named at its cell or for the file, and nothing of it is half in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.declarations.sheet import TRAINING
from jijiao.lib import clock
from jijiao.lib.documents import check_character
from jijiao.people.models import Person
from jijiao.people.sheet import PEOPLE
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import checked, import_
from jijiao.sheets.outcomes import outcome
from jijiao.sheets.reading import FORMULA_EMPTY
from jijiao.sheets.responses import WORKBOOK
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.hostile import HOSTILE, packed, parts
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]


def numbered(first_17: str) -> str:
    return first_17 + check_character(first_17)


CHILD = numbered(f"370000{clock.today().year - 10}0630101")
CELLS: dict[str, tuple[dict[str, Any], str, str]] = {
    "wrong check digit": ({"document": "370000198506301013"}, "证件号", "身份证号的最后一位与前面的数字对不上"),
    "impossible date": ({"document": numbered("37000019850230101")}, "证件号", "第 7 至 14 位不是有效的出生日期"),
    "under 16": ({"document": CHILD}, "证件号", "应在 16 至 100 岁之间"),
    "15 digits": ({"document": "370000850630101"}, "证件号", "15 位的旧身份证号已停止使用"),
    "a number by the spreadsheet": ({"document": 370000198506301012}, "证件号", "表格软件把号码变成了数字"),
    "3.7E+17": ({"document": "3.70000198506E+17"}, "证件号", "表格软件把号码变成了数字"),
    "title of another series": ({"title": "高级工程师"}, "职称名称", "系列没有这个职称名称，可填："),
    "title before birth": ({"title_on": "1950-01-01"}, "取得时间", "取得时间不能早于出生日期"),
    "department of another unit": ({"department": "教务处"}, "工作部门", "本单位没有“教务处”，现有：外科"),
}


def test_each_wrong_cell_is_named_with_its_row_and_the_right_row_goes_in(cast: Cast, as_hat: AsHat) -> None:
    make.department(cast.school, "教务处")
    rows = [good_row(at, **changes) for at, (changes, _, _) in enumerate(CELLS.values(), start=301)]
    job, counts = import_(as_hat(cast.hospital_admin), upload([good_row(300), *rows]))
    assert counts == {"新增": 1, "更新": 0, "未变": 0, "失败": len(CELLS)}
    told = {number: (column, message) for number, column, message in outcome(job)["problems"]}
    for row, (what, (_, column, sentence)) in enumerate(CELLS.items(), start=3):
        assert (what, told[row][0]) == (what, column)
        assert sentence in told[row][1], what
    assert Person.everywhere.filter(unit=cast.hospital).count() == 2


def changed(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(workbook_of(PEOPLE, [good_row(310), good_row(311)])))
    change(book.worksheets[0])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_formula_that_was_never_worked_out_is_named(cast: Cast, as_hat: AsHat) -> None:
    content = changed(lambda page: page.cell(2, 4, "=LEFT(C2,11)"))
    job, counts = import_(as_hat(cast.hospital_admin), SimpleUploadedFile("名单.xlsx", content, WORKBOOK))
    assert (counts["新增"], counts["失败"]) == (1, 1)
    assert outcome(job)["problems"] == [(2, "手机号", FORMULA_EMPTY)]


def million_empty_rows() -> bytes:
    """A million rows that were only formatted, as from colouring a whole column."""
    kept = parts(workbook_of(PEOPLE, [good_row(312)]))
    name = "xl/worksheets/sheet1.xml"
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(10, 1_000_000, 9))
    return packed(kept | {name: kept[name].replace(b"</sheetData>", empty + b"</sheetData>")})


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "another template": (TRAINING.template, "的模板，不是“专业技术人员”的模板"),
    "no header": (lambda: changed(lambda page: page.delete_rows(1)), "第 1 行不是表头"),
    "merged cells": (lambda: changed(lambda page: page.merge_cells("A2:A3")), "合并单元格（A2:A3）。请取消合并"),
    "macros": (HOSTILE["macros"][0], "文件含有宏"),
    "zip bomb": (HOSTILE["high ratio"][0], "解压后过大"),
    "a million empty rows": (million_empty_rows, "空行"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_not_to_be_used_is_refused_in_words_and_leaves_nothing(
    cast: Cast, as_hat: AsHat, what: str
) -> None:
    content, sentence = FILES[what]
    job = checked(as_hat(cast.hospital_admin), SimpleUploadedFile("名单.xlsx", content(), WORKBOOK))
    assert (job.state, sentence in job.error) == ("failed", True), job.error
    assert (job.import_rows.count(), job.import_blocks.count()) == (0, 0)
    assert Person.everywhere.filter(unit=cast.hospital).count() == 1


def test_rows_corrected_together_in_the_page_must_differ(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job, _ = import_(client, upload([good_row(320), good_row(321, document="1"), good_row(322, document="2")]))
    number = make.document(321)
    client.post(f"/jobs/{job.ref}/rows/", {"3-document": number, "4-document": number})
    assert "与第3行的证件号重复" in client.get(f"/jobs/{job.ref}/rows/").content.decode()
    client.post(f"/jobs/{job.ref}/rows/", {"4-document": make.document(320)})
    # what was imported long since is a row of the file still
    assert "与第2行的证件号重复" in client.get(f"/jobs/{job.ref}/rows/").content.decode()
    job.refresh_from_db()
    assert job.result["counts"] == {"created": 2, "failed": 1}
