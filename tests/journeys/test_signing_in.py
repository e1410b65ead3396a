"""Chapters 2 and 3 in the browser: 忘记密码, 修改密码, 两步验证, and a form that outlives its session."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import Page, expect

from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock, totp
from jijiao.portal.models import Notice
from jijiao.security.models import SecondFactor
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor

RECOVERED, CHANGED = "Hai-tang_2031", "Yu-lan_2032hua"


def try_to_sign_in(page: Page, number: str, password: str) -> None:
    page.get_by_label("登录账号").fill(number)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def recover(page: Page, number: str, email: str) -> None:
    """忘记密码 from the sign-in page on, with the code that was sent."""
    page.get_by_role("link", name="忘记密码").click()
    page.get_by_label("证件号", exact=True).fill(number)
    page.get_by_label("邮箱", exact=True).check()
    page.get_by_label("手机号或邮箱").fill(email)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_text("验证码已发出")).to_be_visible()
    run_waiting()
    page.get_by_label("验证码").fill("".join(re.findall(r"\d{6}", str(mail.outbox[-1].body))[:1]))
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("新密码", exact=True).fill(RECOVERED)
    page.get_by_label("确认新密码").fill(RECOVERED)
    page.get_by_role("button", name="确定").click()
    expect(page.get_by_text("密码已修改，原来登录的设备已全部退出")).to_be_visible()


def change_password(page: Page) -> None:
    """修改密码 from the menu under the name."""
    page.locator("summary", has_text="账户菜单").click()
    page.get_by_role("link", name="修改密码").click()
    page.get_by_label("原密码").fill(RECOVERED)
    page.get_by_label("新密码", exact=True).fill(CHANGED)
    page.get_by_label("确认新密码").fill(CHANGED)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("密码已修改，其他设备已退出登录")).to_be_visible()


@pytest.mark.journey
@pytest.mark.covers("M2.1", "M2.2", "M2.3", "M3", "M4")
def test_a_forgotten_password(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    account, elsewhere, page = cast.hospital_admin.account, visitor(), visitor(PHONE)
    acts.sign_in(elsewhere, "用人单位", account.document, make.PASSWORD)
    page.goto("/login/?as=unit")
    for left in (4, 3, 2):
        try_to_sign_in(page, account.document, "Wrong-1234")
        expect(page.get_by_text(f"还可以再试 {left} 次").first).to_be_visible()
    # from the second failure on the browser works out the challenge, unseen
    expect(page.get_by_text("已确认")).to_be_visible()
    expect(page.get_by_label("验证码")).to_be_hidden()

    recover(page, account.document, account.email)
    elsewhere.goto("/desk/")
    expect(elsewhere.get_by_role("heading", name="登录", exact=True)).to_be_visible()

    acts.sign_in(elsewhere, "用人单位", account.document, RECOVERED)
    acts.sign_in(page, "用人单位", account.document, RECOVERED)
    change_password(page)
    elsewhere.goto("/desk/")
    acts.sign_in(elsewhere, "用人单位", account.document, CHANGED)
    elsewhere.goto("/letters/")
    expect(elsewhere.get_by_role("link", name="登录密码已修改")).to_have_count(2)
    acts.sign_out(elsewhere)


@pytest.mark.journey
@pytest.mark.covers("M2.1")
def test_a_form_outlives_its_session(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    page, account = visitor(), cast.province_admin.account
    acts.sign_in(page, "主管部门", account.document, make.PASSWORD)
    page.goto("/notices/manage/")
    page.get_by_label("栏目").select_option(label="通知公告")
    page.get_by_label("标题").fill("关于年度学时审核的通知")
    page.get_by_label("正文").fill("请各单位于十二月底前完成。")
    Session.objects.all().delete()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("您刚才填写的内容已保留")).to_be_visible()
    page.get_by_label("用户类型").select_option(label="主管部门")
    try_to_sign_in(page, account.document, make.PASSWORD)
    page.get_by_role("button", name="继续提交").click()
    expect(page.get_by_text("已发布").first).to_be_visible()
    assert Notice.everywhere.get().body == "请各单位于十二月底前完成。"


@pytest.mark.journey
@pytest.mark.covers("M2.1")
def test_the_second_step(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    page, account = visitor(PHONE), cast.li_hat.account
    acts.sign_in(page, "专业技术人员", account.document, make.PASSWORD)
    page.goto("/account/security/")
    page.get_by_role("link", name="开启两步验证").click()
    factor = SecondFactor.objects.get(account=account)
    page.get_by_label("动态口令").fill(totp.password_at(factor.secret, totp.step_of(clock.now())))
    page.get_by_role("button", name="开启", exact=True).click()
    code = page.locator("ol li").first.inner_text()
    page.get_by_role("link", name="我已保存").click()
    page.locator("summary", has_text="账户菜单").click()
    page.get_by_role("button", name="退出登录").click()
    page.goto("/login/?as=person")
    try_to_sign_in(page, account.document, make.PASSWORD)
    page.get_by_label("动态口令").fill(code)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/")
