"""本级机构管理: a unit amends itself and its superior reviews it in another browser; the tree of its departments."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jijiao.accounts.models import Hat
from jijiao.testing import make
from jijiao.testing.cast import Cast, assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.covers("M5.1.1.1", "M5.1.1.2", "M5.1.4.2")
def test_the_own_unit(visitor: Visitor, tmp_path: Path) -> None:
    cast = assemble()
    hospital, superior = visitor(), visitor()
    _enter(hospital, "用人单位", cast.hospital_admin)
    _enter(superior, "主管部门", cast.health_admin)
    _a_telephone_changes_at_once(hospital)
    _a_new_name_is_reviewed(hospital, superior, tmp_path)
    _another_superior(hospital, superior, visitor(PHONE), cast)
    _departments(hospital)
    _departments_without_script(visitor(script=False), cast)


def _enter(page: Page, user_type: str, hat: Hat) -> None:
    acts.sign_in(page, user_type, hat.account.document, make.PASSWORD)


def _open(page: Page, entry: str) -> None:
    page.goto("/desk/")
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name=entry, exact=True).click()


def _a_telephone_changes_at_once(page: Page) -> None:
    _open(page, "基本信息管理")
    expect(page.get_by_text("没有变更记录")).to_be_visible()
    page.get_by_role("link", name="修改信息").click()
    page.get_by_label("单位电话").fill("0531-86004321")
    page.get_by_role("button", name="提交", exact=True).click()
    record = page.get_by_role("region", name="变更记录").first
    expect(record.get_by_role("row", name=re.compile("单位电话.*0531-86000000.*0531-86004321.*已生效"))).to_be_visible()


def _a_new_name_is_reviewed(page: Page, superior: Page, folder: Path) -> None:
    page.get_by_role("link", name="修改信息").click()
    page.get_by_label("单位名称").fill("济南示例中心医院")
    page.get_by_label("变更原因").fill("经批准更名")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("须上传批文或新的证照").first).to_be_visible()
    expect(page.get_by_label("单位名称")).to_have_value("济南示例中心医院")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "更名批文"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("山东省卫生健康委员会正在审核")).to_be_visible()
    acts.decide(superior, "变更审核管理", "", "济南示例第一医院", "驳回", "批文不清晰，请重新上传")
    page.reload()
    page.get_by_role("link", name=acts.of("详情", "单位名称")).click()
    expect(page.get_by_text("批文不清晰，请重新上传")).to_be_visible()
    page.get_by_role("link", name="修改后重新提交").click()
    expect(page.get_by_label("单位名称")).to_have_value("济南示例中心医院")
    page.get_by_label("证明材料").set_input_files(acts.scan(folder, "更名批文二"))
    page.get_by_role("button", name="提交", exact=True).click()
    acts.decide(superior, "变更审核管理", "", "济南示例第一医院", "通过")
    page.goto("/units/own/")
    expect(page.get_by_role("heading", name="济南示例中心医院")).to_be_visible()
    expect(page.get_by_text(re.compile("济南示例第一医院（.* 前）"))).to_be_visible()


def _another_superior(page: Page, superior: Page, city: Page, cast: Cast) -> None:
    page.get_by_role("link", name="更换上级部门").click()
    page.get_by_label("新上级部门名称或信用代码").press_sequentially("济南市人力")
    page.get_by_role("radio", name=re.compile("^济南市人力资源和社会保障局")).check()
    page.get_by_label("更换原因").fill("隶属关系划转")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("须原上级和新上级分别审核")).to_be_visible()
    acts.decide(superior, "变更审核管理", "", "济南示例中心医院", "通过")
    _enter(city, "主管部门", cast.jinan_admin)
    city.goto("/reviews/unit-change/")
    city.get_by_role("link", name=acts.of("审核", "济南示例中心医院")).click()
    drawer = city.locator("dialog#drawer")
    expect(drawer.get_by_text("原上级审核")).to_be_visible()
    drawer.get_by_role("button", name="通过", exact=True).click()
    expect(city.get_by_text("没有待审核的机构变更")).to_be_visible()
    page.goto("/units/own/")
    shown = page.get_by_role("region", name="济南示例中心医院")
    expect(shown.get_by_text("济南市人力资源和社会保障局")).to_have_count(2)


def _departments(page: Page) -> None:
    _open(page, "管理内设部门")
    for name, above in (("内科", ""), ("普外科", "外科")):
        page.get_by_role("link", name="添加部门").click()
        page.get_by_label("部门名称").fill(name)
        page.get_by_label("上级部门").select_option(label=above or "（最上一级）")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name=acts.of("上移", "内科")).press("Enter")
    expect(page.get_by_text("已上移：内科")).to_be_visible()
    assert page.locator(".office-name").all_inner_texts() == ["内科", "外科", "普外科"]
    page.get_by_role("link", name=acts.of("维护", "普外科")).click()
    drawer = page.locator("dialog#drawer")
    drawer.get_by_label("移到").select_option(label="内科")
    drawer.get_by_role("button", name="移动").click()
    expect(page.get_by_text("已将“普外科”移到“内科”之下")).to_be_visible()
    page.get_by_role("link", name=acts.of("维护", "普外科")).click()
    drawer.get_by_label("合并到").select_option(label="外科")
    drawer.get_by_role("button", name="合并").click()
    expect(page.get_by_text("已将“普外科”合并到“外科”")).to_be_visible()


def _departments_without_script(page: Page, cast: Cast) -> None:
    _enter(page, "用人单位", cast.hospital_clerk)
    page.goto("/units/own/departments/")
    page.get_by_role("link", name=acts.of("维护", "内科")).click()
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_text("已停用：内科")).to_be_visible()
    page.get_by_text("已停用的部门（2）").click()
    page.get_by_role("button", name=acts.of("恢复", "内科")).click()
    expect(page.get_by_text("已恢复：内科")).to_be_visible()
