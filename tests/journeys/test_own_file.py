"""T05: on a phone a technician gets a new title; the unit compares, rejects, approves; the list shows the new title."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jijiao.letters.models import Delivery
from jijiao.testing import make
from jijiao.testing.cast import assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.main_path
@pytest.mark.covers("M5.1.4.1", "R2")
def test_the_own_file(visitor: Visitor, tmp_path: Path) -> None:
    cast = assemble()
    phone, unit = visitor(PHONE), visitor()
    acts.sign_in(phone, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    acts.sign_in(unit, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    _another_mobile_number_by_its_code(phone)
    _a_new_title_is_asked_for(phone, tmp_path)
    acts.decide(unit, "变更审核管理", "人员信息修改审核", "李建国", "驳回", "证明材料不清晰")
    _asked_again(phone, tmp_path)
    _both_values_are_compared(unit)
    acts.decide(unit, "变更审核管理", "人员信息修改审核", "李建国", "通过")
    _both_titles_are_in_the_file(phone)
    unit.goto("/people/")
    expect(unit.get_by_role("row", name=re.compile("李建国")).get_by_text("副高级")).to_be_visible()


def _another_mobile_number_by_its_code(page: Page) -> None:
    page.goto("/my-file/")
    page.get_by_role("link", name="更换手机号").click()
    page.get_by_label("新的手机号或邮箱").fill("13600007777")
    page.get_by_label("登录密码").fill(make.PASSWORD)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_text("验证码已发到新的手机")).to_be_visible()
    page.get_by_label("验证码").fill(Delivery.objects.latest("pk").text[7:13])
    page.get_by_role("button", name="更换", exact=True).click()
    expect(page.get_by_text("登记的手机已更换")).to_be_visible()
    expect(page.get_by_text("136****7777")).to_be_visible()


def _a_new_title_is_asked_for(page: Page, folder: Path) -> None:
    page.get_by_role("link", name=re.compile(r"新增\s*职称")).click()
    page.get_by_label("职称系列").select_option(label="工程技术人员")
    page.get_by_label("职称名称").fill("高级厨师")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("系列没有这个职称名称").first).to_be_visible()
    page.get_by_label("职称名称").fill("高级工程师")
    page.get_by_label("取得时间").fill("2025-12-01")
    expect(page.get_by_label("设为现职称")).to_be_checked()
    page.get_by_label("修改原因").fill("评审通过")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("请上传证明材料").first).to_be_visible()
    expect(page.get_by_label("修改原因")).to_have_value("评审通过")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "证书"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("新增职称的申请已提交，等待单位审核")).to_be_visible()


def _asked_again(page: Page, folder: Path) -> None:
    page.goto("/my-file/")
    page.get_by_role("link", name=re.compile("^详情")).first.click()
    expect(page.get_by_text("证明材料不清晰")).to_be_visible()
    page.get_by_role("link", name="重新申请").click()
    expect(page.get_by_label("职称名称")).to_have_value("高级工程师")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "清晰证书", 240))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("新增职称的申请已提交")).to_be_visible()


def _both_values_are_compared(page: Page) -> None:
    page.goto("/reviews/person-change/")
    page.get_by_role("link", name=acts.of("审核", "李建国")).click()
    drawer = page.locator("dialog#drawer")
    expect(drawer.locator("del", has_text="工程师")).to_be_visible()
    expect(drawer.locator("ins", has_text="高级工程师")).to_be_visible()
    expect(drawer.get_by_text("通过后成为现职称，原现职称保留在档案中").first).to_be_visible()


def _both_titles_are_in_the_file(page: Page) -> None:
    page.goto("/my-file/")
    titles = page.get_by_role("region", name="职称")
    expect(titles.get_by_role("article", name="高级工程师，2025-12-01").get_by_text("现职称")).to_be_visible()
    expect(titles.get_by_role("article", name="工程师", exact=True)).to_be_visible()
    record = page.get_by_role("region", name="修改记录").first
    expect(record.get_by_text("通过", exact=True)).to_be_visible()
    expect(record.get_by_text("驳回", exact=True)).to_be_visible()
