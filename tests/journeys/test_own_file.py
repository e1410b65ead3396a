"""个人信息: a technician changes the own file on a phone; the unit rejects, then approves, group by group."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jijiao.testing import make
from jijiao.testing.cast import assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.covers("M5.1.4.1", "R2")
def test_the_own_file(visitor: Visitor, tmp_path: Path) -> None:
    cast = assemble()
    phone, unit = visitor(PHONE), visitor()
    acts.sign_in(phone, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    acts.sign_in(unit, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    _a_telephone_changes_at_once(phone)
    _a_title_is_asked_for(phone, tmp_path)
    _decided(unit, "驳回", "证明材料不清晰")
    _asked_again(phone, tmp_path)
    _decided(unit, "通过")
    phone.goto("/my-file/")
    shown = phone.get_by_role("region", name="李建国")
    expect(shown.get_by_text("工程技术人员，高级工程师（副高级）")).to_be_visible()
    record = phone.get_by_role("region", name="修改记录").first
    expect(record.get_by_text("通过", exact=True)).to_be_visible()
    expect(record.get_by_text("驳回", exact=True)).to_be_visible()


def _edit(page: Page) -> None:
    page.goto("/my-file/")
    page.get_by_role("link", name="修改信息").click()


def _a_telephone_changes_at_once(page: Page) -> None:
    _edit(page)
    page.get_by_label("手机号").fill("13600007777")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("手机号已修改")).to_be_visible()
    expect(page.get_by_text("136****7777")).to_be_visible()


def _a_title_is_asked_for(page: Page, folder: Path) -> None:
    _edit(page)
    page.get_by_label("职称名称").fill("高级厨师")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("系列没有这个职称名称").first).to_be_visible()
    page.get_by_label("职称名称").fill("高级工程师")
    page.get_by_label("修改原因").fill("评审通过")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("请上传证明材料").first).to_be_visible()
    expect(page.get_by_label("修改原因")).to_have_value("评审通过")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "证书"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("职称的修改申请已提交，等待单位审核")).to_be_visible()


def _decided(page: Page, verb: str, reason: str = "") -> None:
    acts.decide(page, "变更审核管理", "人员信息修改审核", "李建国", verb, reason)


def _asked_again(page: Page, folder: Path) -> None:
    page.goto("/my-file/")
    page.get_by_role("link", name=re.compile("^详情")).first.click()
    expect(page.get_by_text("证明材料不清晰")).to_be_visible()
    page.get_by_role("link", name="重新申请").click()
    page.get_by_label("职称名称").fill("高级工程师")
    page.get_by_label("修改原因").fill("重新上传清晰的证书")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "清晰证书", 240))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("职称的修改申请已提交")).to_be_visible()
