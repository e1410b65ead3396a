"""平台运营: a locked person is recognised and let in again; the trail says so; doubles become one and two again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from jijiao.accounts.models import Hat
from jijiao.audit.sealing import seal
from jijiao.demo.invented import credit_code, document
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import Cast, assemble
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.covers("R4", "R2")
def test_the_operators(visitor: Visitor, settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path  # the chain's heads of this story alone
    cast = assemble()
    person, operator = visitor(PHONE), visitor()
    _locks_the_own_account(person, cast)
    _sign_in(operator, "operator", cast.operator)
    _is_recognised_and_unlocked(operator, cast)
    _sign_in(person, "person", cast.li_hat)
    _reads_the_own_record(person)
    officer = visitor()
    _sign_in(officer, "operator", cast.audit_officer)
    _the_trail_says_so(officer, cast)
    system = visitor()
    _sign_in(system, "operator", cast.system_officer)
    _doubles_become_one_and_two_again(system, cast)
    _a_unit_without_a_code(system)


def _sign_in(page: Page, user_type: str, hat: Hat) -> None:
    page.goto("/login/")
    page.get_by_label("用户类型").select_option(user_type)
    page.get_by_label("登录账号").fill(hat.account.document)
    page.get_by_label("密码", exact=True).fill(make.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/")


def _open(page: Page, entry: str) -> None:
    page.goto("/desk/")
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name=entry, exact=True).click()


def _locks_the_own_account(page: Page, cast: Cast) -> None:
    page.goto("/login/?as=person")
    for told in ("还可以再试 4 次", "还可以再试 3 次", "还可以再试 2 次", "还可以再试 1 次", "已连续失败 5 次"):
        page.get_by_label("登录账号").fill(cast.li.document)
        page.get_by_label("密码", exact=True).fill("Forgotten-2026")
        if page.locator("[data-challenge]").count():
            expect(page.get_by_text("已确认")).to_be_visible()
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_text(re.compile(told)).first).to_be_visible()


def _is_recognised_and_unlocked(page: Page, cast: Cast) -> None:
    _open(page, "账号查找")
    page.get_by_label("证件号、手机号或姓名").fill(cast.li.document)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=re.compile("^查看账号")).click()
    expect(page.get_by_text("已锁定")).to_be_visible()
    expect(page.get_by_role("button", name="解锁")).to_have_count(0)
    page.get_by_role("button", name="记录核验").click()
    expect(page.get_by_text("请选择核验方式").first).to_be_visible()
    page.get_by_label("核验方式").select_option("video")
    page.get_by_label("录像编号或文号").fill("LX-2026-0031")
    page.get_by_label("核验说明").fill("视频核对身份证原件，照片与本人相符")
    page.get_by_role("button", name="记录核验").click()
    page.get_by_role("button", name="解锁").click()
    expect(page.get_by_text("已解锁，可以重新登录")).to_be_visible()
    expect(page.get_by_text("已锁定")).to_have_count(0)


def _reads_the_own_record(page: Page) -> None:
    page.goto("/my-data/")
    for word in ("核验身份", "解锁账号"):
        expect(page.get_by_role("table").get_by_text(word).first).to_be_visible()
    expect(page.get_by_text("韩运营（安全管理员）").first).to_be_visible()
    expect(page.get_by_text("没有人查看过")).to_be_visible()


def _the_trail_says_so(page: Page, cast: Cast) -> None:
    _open(page, "审计记录")
    page.get_by_label("操作人姓名").fill("韩运营")
    page.get_by_label("操作", exact=True).select_option(label="核验身份")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("视频核对身份证原件，照片与本人相符")).to_be_visible()
    expect(page.get_by_text("共 1 条")).to_be_visible()
    seal(by=SYSTEM)
    page.get_by_role("button", name="立即校验").click()
    expect(page.get_by_text("已开始校验")).to_be_visible()
    run_waiting()
    page.reload()
    expect(page.get_by_role("region", name="完整性").get_by_text("完整", exact=True)).to_be_visible()


def _doubles_become_one_and_two_again(page: Page, cast: Cast) -> None:
    double = make.person(cast.school, "李建国", 411)
    _open(page, "合并重复档案")
    page.get_by_role("link", name="合并人员").click()
    page.get_by_label("保留档案的证件号").fill(cast.li.document)
    page.get_by_label("重复档案的证件号").fill(double.document)
    page.get_by_label("合并原因").fill("换发证件后重复登记")
    page.get_by_role("button", name="预览合并结果").click()
    expect(page.get_by_role("table").get_by_text("青岛示例第二中学")).to_be_visible()
    page.get_by_role("button", name="确认合并").click()
    expect(page.get_by_text("已合并，30 天内可以撤销")).to_be_visible()
    page.get_by_role("button", name="撤销合并").click()
    page.locator("dialog#undo").get_by_role("button", name="撤销合并").click()
    expect(page.get_by_text("已撤销合并，两份档案恢复原状")).to_be_visible()


def _a_unit_without_a_code(page: Page) -> None:
    _open(page, "单位查找")
    page.get_by_role("link", name="无信用代码单位建档").click()
    for label, value in (
        ("单位类别", "employer"),
        ("单位性质", "33"),
        ("单位级别", "30"),
        ("所属行业", "P83"),
        ("所属区域", "370100"),
    ):
        page.get_by_label(label).select_option(value)
    for label, text in (
        ("单位名称", "济南示例地质队"),
        ("单位电话", "0531-86001234"),
        ("单位地址", "示例路 9 号"),
        ("无代码原因", "正在换发证照"),
        ("证件号", document(412)),
        ("真实姓名", "许建档"),
        ("手机号", "13900000412"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="建档").click()
    expect(page.get_by_text(re.compile("TMP370100"))).to_be_visible()
    page.get_by_role("link", name="查看单位").click()
    page.get_by_role("link", name="补录统一社会信用代码").click()
    page.get_by_label("统一社会信用代码", exact=True).fill(credit_code(413))
    page.get_by_role("button", name="补录").click()
    expect(page.get_by_text("已补录：济南示例地质队")).to_be_visible()
    _open(page, "系统运行状态")
    expect(page.get_by_role("table").get_by_text("数据库", exact=True)).to_be_visible()
