"""专技人员信息查询: a unit finds people, keeps the query, takes some off the roll and back on it, exports the list."""

import csv
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jijiao.testing import make
from jijiao.testing.cast import assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.covers("M5.4.3")
def test_the_roster(visitor: Visitor, worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    cast = assemble()
    for number, name in ((501, "陈晓东"), (502, "赵晓兰"), (503, "钱大鹏")):
        make.person(cast.hospital, name, number)
    page, phone = visitor(), visitor(PHONE)
    acts.sign_in(page, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    acts.sign_in(phone, "用人单位", cast.hospital_clerk.account.document, make.PASSWORD)
    _a_query_is_kept(page)
    _two_leave(page)
    _seen_on_a_phone(phone)
    _they_come_back(page)
    _by_initials_with_columns_of_ones_own(page)
    _the_list_is_exported(page, tmp_path)


def _open(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name="专技人员信息查询").click()


def _a_query_is_kept(page: Page) -> None:
    _open(page)
    page.get_by_label("姓名", exact=True).fill("晓")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    page.get_by_role("link", name="保存查询", exact=True).click()
    page.get_by_label("名称").fill("名字里有晓的")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="名字里有晓的").click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    expect(page.get_by_role("cell", name="钱大鹏")).to_have_count(0)


def _two_leave(page: Page) -> None:
    acts.settled(page)
    page.get_by_label("选择本页全部").check()
    page.get_by_role("button", name="停用", exact=True).click()
    dialog = page.locator("dialog#to-disabled")
    dialog.get_by_label("停用后的状态").select_option(label="退休")
    dialog.get_by_label("原因").fill("到龄退休")
    dialog.get_by_role("button", name="停用", exact=True).click()
    expect(page.get_by_text("已办理 2 人")).to_be_visible()
    for name in ("陈晓东", "赵晓兰"):
        expect(page.get_by_role("row", name=re.compile(f"{name}.*在册.*已办理"))).to_be_visible()


def _seen_on_a_phone(page: Page) -> None:
    page.goto("/people/?name=陈晓东")
    expect(page.get_by_role("region", name="专业技术人员").get_by_text("退休")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def _they_come_back(page: Page) -> None:
    page.get_by_role("button", name="撤销", exact=True).click()
    page.locator("dialog#undo").get_by_role("button", name="撤销办理").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    _open(page)
    expect(page.get_by_role("row", name=re.compile("陈晓东.*在册"))).to_be_visible()


def _by_initials_with_columns_of_ones_own(page: Page) -> None:
    page.get_by_label("姓名", exact=True).fill("cxd")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text("共 1 条")).to_be_visible()
    page.get_by_role("link", name="选择列").click()
    page.get_by_role("checkbox", name="手机号").uncheck()
    page.get_by_role("checkbox", name="登记时间").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("columnheader", name="登记时间")).to_be_visible()
    expect(page.get_by_role("columnheader", name="手机号")).to_have_count(0)
    page.get_by_role("link", name="姓名").click()
    expect(page.get_by_role("columnheader", name="姓名")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("row").nth(1)).to_contain_text("陈晓东")


def _the_list_is_exported(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="导出名单").click()
    page.get_by_role("radio", name="CSV").check()
    page.get_by_role("button", name="导出", exact=True).click()
    expect(page.get_by_text("结束时间")).to_be_visible(timeout=60_000)
    with acts.download(page, "下载", folder).open(encoding="utf-8-sig", newline="") as file:
        names = [row[0] for row in csv.reader(file)][1:]
    assert sorted(names) == sorted(["李建国", "陈晓东", "赵晓兰", "钱大鹏"])
