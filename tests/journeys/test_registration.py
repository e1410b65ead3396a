"""专业技术人员注册 in the browser (T03): the unit admits many at once; another is turned down, mends it, comes in."""

import re

import pytest
from playwright.sync_api import Page, expect

from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import PASSWORD, applicant, person_asks
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor

REASON = "请补充职称证书"


@pytest.mark.journey
@pytest.mark.covers("M5.1.3.1", "R0.2", "M1.3")
def test_many_are_admitted_and_one_comes_back(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    for number, name in ((70, "赵新来"), (71, "钱新来"), (72, "孙补正")):
        who = applicant(number, name)
        person_asks(cast.hospital, number, applicant=who, department=cast.surgery, proofs=())
    hospital, sun = visitor(), visitor(PHONE)
    acts.sign_in(hospital, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    _a_reason_of_the_unit_is_kept(hospital)
    _one_is_turned_down_with_it(hospital)
    _signed_in_again_in_another_window_the_drawer_goes_on(hospital, cast)
    acts.approve_all_on_page(hospital)
    expect(hospital.get_by_text("已通过 1 条")).to_be_visible()

    registration = PersonRegistration.everywhere.get(real_name="孙补正")
    acts.look_up(sun, registration.number, registration.document)
    expect(sun.get_by_text(f"审核意见：{REASON}").first).to_be_visible()
    sun.get_by_role("link", name="修改后重新提交").click()
    sun.get_by_label("毕业院校").fill("山东示例大学")
    sun.get_by_label("取得时间").fill("2020-12-20")
    sun.get_by_label("本人承诺").check()
    sun.get_by_role("button", name="重新提交").click()
    expect(sun.get_by_text("等待济南示例第一医院审核")).to_be_visible()
    acts.decide(hospital, "注册审核管理", "专业技术人员注册审核", "孙补正", "通过")
    for number in (70, 72):
        acts.sign_in(visitor(), "专业技术人员", make.document(number), PASSWORD)


def _signed_in_again_in_another_window_the_drawer_goes_on(hospital: Page, cast: Cast) -> None:
    """What was typed before the session ended is still there, and sent."""
    hospital.goto("/reviews/person-registration/")
    hospital.get_by_role("link", name=acts.of("审核", "赵新来")).click()
    drawer = hospital.locator("#drawer")
    drawer.get_by_role("button", name="驳回").click()  # without a reason
    expect(drawer.locator("[data-errors]")).to_be_focused()
    drawer.get_by_label("审核意见").fill("材料齐全，同意注册")
    hospital.context.clear_cookies(name="sessionid")
    drawer.get_by_role("button", name="通过").click()
    over = hospital.get_by_role("dialog", name="登录已失效")
    expect(over).to_be_visible()
    again = hospital.context.new_page()
    acts.sign_in(again, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    again.close()
    over.get_by_role("button", name="留在本页").click()
    expect(drawer.get_by_label("审核意见")).to_have_value("材料齐全，同意注册")
    drawer.get_by_label("办理后打开下一条").uncheck()
    drawer.get_by_role("button", name="通过").click()
    expect(hospital.get_by_role("link", name=acts.of("审核", "赵新来"))).to_have_count(0)
    expect(hospital.locator("main .tbl-wrap")).to_be_focused()  # the row one came from is gone
    for counted in ("#todo", "#side", "#kinds"):
        expect(hospital.locator(f"{counted} .count").first).to_contain_text("1")


def _a_reason_of_the_unit_is_kept(hospital: Page) -> None:
    hospital.goto("/reviews/person-registration/reasons/")
    hospital.get_by_role("textbox", name="审核意见").fill(REASON)
    hospital.get_by_role("button", name="保存").click()
    expect(hospital.get_by_role("row", name=re.compile(REASON))).to_contain_text("本单位")


def _one_is_turned_down_with_it(hospital: Page) -> None:
    """By the sentence's button, in the dialog over the list."""
    hospital.goto("/reviews/person-registration/")
    hospital.get_by_role("row", name=re.compile("孙补正")).get_by_role("checkbox").check()
    hospital.get_by_role("button", name="批量驳回").click()
    dialog = hospital.locator("dialog#no-all")
    dialog.get_by_role("button", name=REASON).click()
    dialog.get_by_role("button", name=re.compile("^驳回")).click()
    expect(hospital.get_by_text("已驳回 1 条")).to_be_visible()
    hospital.get_by_role("link", name="返回列表").first.click()
