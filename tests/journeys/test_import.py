"""T04: five hundred people come in from a workbook; wrong rows are mended in the file, the last one in the page."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts, sheets

PEOPLE = 500


@pytest.mark.journey
@pytest.mark.covers("M5.4.3.1")
def test_wrong_rows_are_mended_in_the_file_and_in_the_page(
    page: Page, cast: Cast, worker: object, tmp_path: Path
) -> None:
    acts.sign_in(page, "用人单位", cast.school_admin.account.document, make.PASSWORD)
    page.goto("/people/import/")
    template, book = acts.download(page, "下载模板", tmp_path), tmp_path / "people.xlsx"
    rows = [sheets.wrong(at) if at in sheets.WRONG else sheets.right(at) for at in range(PEOPLE)]
    sheets.fill(template, book, rows)
    acts.upload_sheet(page, "/people/import/", book, "上传并检查")
    assert {"480 条", "20 条"} <= set(acts.figures(page).values())
    failures, mended = acts.download(page, "失败信息导出", tmp_path), tmp_path / "mended.xlsx"
    sheets.mend(failures, mended)
    _spoil(mended)
    acts.upload_sheet(page, "/people/import/", mended, "上传并检查")
    assert {"19 条", "1 条"} <= set(acts.figures(page).values())
    page.get_by_role("link", name="在页面中改正").click()
    cell = page.get_by_role("textbox", name="手机号")
    expect(cell).to_have_value("12345")
    cell.fill("13512345678")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已改正 1 行")).to_be_visible()
    expect(page.get_by_text("20 条", exact=True)).to_be_visible(timeout=60_000)
    page.goto("/people/")
    expect(page.get_by_text(f"共 {PEOPLE + 1} 条")).to_be_visible()  # the school had one technician


def _spoil(workbook: Path) -> None:
    """A mistake made while mending: the first row's phone number is too short."""
    book = load_workbook(workbook)
    table = next(sheet for sheet in book if sheets.headers(sheet))
    at, columns = sheets.headers(table)
    table.cell(at + 1, columns["手机号"]).value = "12345"
    book.save(workbook)
