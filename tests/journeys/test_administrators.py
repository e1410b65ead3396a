"""管理单位管理员 in the browser: a role, three ways to a new administrator, a change, the succession, a substitute."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from jijiao.accounts.models import Hat
from jijiao.administrators.models import Invitation
from jijiao.demo.invented import document
from jijiao.jobs.testing import run_waiting
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor

TYPED = "Ma-lan_2026hua"


def administrators(page: Page) -> None:
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name="管理单位管理员").click()


def begin(page: Page, way: str, *, direct: bool = False) -> None:
    administrators(page)
    page.get_by_role("link", name="新增管理员").click()
    page.get_by_role("link", name=re.compile(way)).click()
    if direct:
        page.get_by_role("link", name="不发邀请，现在直接办理").click()


def fill_in(page: Page, number: str, name: str) -> None:
    page.get_by_label("证件号", exact=True).fill(number)
    page.get_by_label("真实姓名").fill(name)
    page.get_by_label("手机号").fill("13900000001")
    page.get_by_label("电子邮箱").fill("yan@example.com")


def give(page: Page, role: str, button: str) -> None:
    page.get_by_role("button", name="下一步").click()
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("link", name="返回管理员列表")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="单位管理员").get_by_role("row", name=re.compile(name))


@pytest.mark.journey
@pytest.mark.covers("M5.1.1.3", "M5.1.1.3.1", "M5.1.1.3.2")
def test_a_unit_arranges_who_administers_it(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    chief, li = visitor(), visitor(PHONE)
    acts.sign_in(chief, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    _make_a_role(chief)
    _invite(chief, li, cast)
    _appoint_directly(chief, cast)
    _hand_over(chief, cast)
    _name_a_substitute(visitor(), cast)


def _make_a_role(chief: Page) -> None:
    """A role of the unit's own."""
    chief.get_by_role("navigation", name="功能菜单").get_by_role("link", name="角色管理").click()
    chief.get_by_role("link", name="新增角色").click()
    chief.get_by_label("角色名称").fill("科室联络员")
    chief.get_by_label("专技人员信息查询").check()
    chief.get_by_label("学时申报记录").check()
    chief.get_by_role("button", name="保存").click()
    expect(chief.get_by_role("row", name=re.compile("科室联络员"))).to_contain_text("2 项")


def _invite(chief: Page, li: Page, cast: Cast) -> None:
    """a) Somebody of the unit, who says yes in the own account."""
    begin(chief, "选择成为管理员")
    chief.get_by_label("姓名或证件号").fill("李")
    chief.get_by_role("button", name="查找").click()
    chief.get_by_label(re.compile("^李建国")).check()
    give(chief, "科室联络员", "发出邀请")
    run_waiting()
    acts.sign_in(li, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    li.goto(f"/invitations/own/{Invitation.everywhere.latest('pk').ref}/")
    li.get_by_role("button", name="接受邀请").click()
    li.get_by_role("button", name=acts.of("使用这个身份", "李建国（济南示例第一医院）")).click()
    li.goto("/people/")
    expect(li.get_by_role("link", name=acts.of("查看", "李建国"))).to_be_visible()


def _appoint_directly(chief: Page, cast: Cast) -> None:
    """b) Somebody new to the system, c) somebody of another unit, who types the own password."""
    begin(chief, "注册成为管理员", direct=True)
    fill_in(chief, document(7301), "严新来")
    chief.get_by_label("密码", exact=True).fill(TYPED)
    chief.get_by_label("确认密码").fill(TYPED)
    give(chief, "查询人员", "确认")
    run_waiting()
    begin(chief, "添加成为管理员", direct=True)
    fill_in(chief, cast.wang.document, "王秀英")
    chief.get_by_label("密码", exact=True).fill(make.PASSWORD)
    give(chief, "查询人员", "确认")
    administrators(chief)
    for name in ("李建国", "严新来", "王秀英"):
        expect(row(chief, name)).to_contain_text("在任")


def _hand_over(chief: Page, cast: Cast) -> None:
    """Change one, dismiss one, hand over to another."""
    chief.get_by_role("link", name=acts.of("变更", "冯经办")).click()
    chief.get_by_label("仅本单位").check()
    chief.get_by_role("button", name="保存").click()
    expect(row(chief, "冯经办")).to_contain_text("仅本单位")
    chief.get_by_role("link", name=acts.of("删除", "卫查询")).click()
    chief.get_by_role("button", name="删除", exact=True).click()
    expect(row(chief, "卫查询")).to_have_count(0)
    chief.get_by_role("link", name=acts.of("设为超级管理员", "冯经办")).click()
    chief.get_by_label("移交后您的角色").select_option(label="全部业务")
    chief.get_by_label("您的登录密码").fill(make.PASSWORD)
    chief.get_by_role("button", name="确认移交").click()
    chief.wait_for_url("**/desk/")
    assert Hat.everywhere.get(unit=cast.hospital, chief=True, ended_at=None).pk == cast.hospital_clerk.pk


def _name_a_substitute(clerk: Page, cast: Cast) -> None:
    """The new chief cannot be dismissed, and names a substitute for the reviews."""
    acts.sign_in(clerk, "用人单位", cast.hospital_clerk.account.document, make.PASSWORD)
    administrators(clerk)
    clerk.get_by_role("link", name=acts.of("删除", "冯经办")).click()
    expect(clerk.get_by_text("唯一的超级管理员，不能删除")).to_be_visible()
    clerk.goto("/substitutes/")
    clerk.get_by_label("被代理人").select_option(label="冯经办（超级管理员）")
    clerk.get_by_label("代理人", exact=True).select_option(label="李建国（科室联络员）")
    clerk.get_by_label(re.compile("学时")).first.check()
    clerk.get_by_label("结束日期").fill("2099-01-01")
    clerk.get_by_role("button", name="设置代理").click()
    expect(clerk.get_by_text("代理期最长 180 天").first).to_be_visible()
