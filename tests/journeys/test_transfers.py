"""人员调转 in the browser: a unit sends a person off with hours and open declarations; a superior releases another."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from jijiao.demo.hours import a_paper
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.jobs import pass_over_late
from jijiao.reviews.models import Stop
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.main_path
@pytest.mark.covers("M5.1.5a", "M5.1.5b", "M5.1.5c", "M5.1.5d")
def test_a_person_changes_the_unit(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
    """T07: hours of the past go along, and the declaration that waits goes to the new unit's desk."""
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    a_paper(cast.li_hat, cast.li, None, "重症监护质量评价", 5)
    hospital, clerk, school, li = visitor(), visitor(), visitor(), visitor(PHONE)
    acts.sign_in(hospital, "用人单位", cast.hospital_admin.account.document, make.PASSWORD)
    hospital.get_by_role("link", name="人员调出").click()
    hospital.get_by_role("link", name=acts.of("选择", "李建国")).click()
    hospital.get_by_label("调转类型").select_option(label="省内单位间调动")
    acts.settled(hospital)
    hospital.get_by_label("新单位名称或信用代码").fill("第二中学")
    hospital.get_by_label(re.compile("青岛示例第二中学")).check()
    hospital.get_by_label("调出日期").fill(f"{clock.today() - timedelta(days=5):%Y-%m-%d}")
    hospital.get_by_label("调转原因").fill("工作调动")
    hospital.get_by_role("button", name="提交", exact=True).click()
    expect(hospital.get_by_text("待调出审核").first).to_be_visible()

    acts.sign_in(clerk, "用人单位", cast.hospital_clerk.account.document, make.PASSWORD)
    acts.decide(clerk, "人员调转审核", "", "李建国", "通过")
    acts.sign_in(li, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    li.goto("/transfers/")
    li.get_by_role("link", name=acts.of("详情", "李建国")).click()
    expect(li.get_by_text("待调入审核").first).to_be_visible()
    acts.sign_in(school, "用人单位", cast.school_admin.account.document, make.PASSWORD)
    acts.decide(school, "人员调转审核", "", "李建国", "确认调转")
    assert Person.everywhere.get(pk=cast.li.pk).unit == cast.school
    school.goto("/transfers/?side=in")
    expect(school.get_by_role("row", name=re.compile("李建国"))).to_contain_text("调转完成")
    school.goto("/statistics/completion/")
    expect(school.get_by_role("row", name=re.compile("李建国"))).to_contain_text("30")
    acts.decide(school, "学时（分）审核", "", "李建国", "通过")


@pytest.mark.journey
@pytest.mark.main_path
@pytest.mark.covers("M5.1.5b", "M5.1.5d", "R2")
def test_the_superior_releases_whom_the_old_unit_keeps_waiting(
    visitor: Visitor, transactional_db: None, cast: Cast
) -> None:
    """T08: the person asks on a phone, the old unit lets its days pass, the common superior releases."""
    li, province, school = visitor(PHONE), visitor(), visitor()
    acts.sign_in(li, "专业技术人员", cast.li_hat.account.document, make.PASSWORD)
    li.goto("/transfers/new/")
    li.get_by_label("调转类型").select_option(label="省内单位间调动")
    acts.settled(li)
    li.get_by_label("新单位名称或信用代码").fill("第二中学")
    li.get_by_label(re.compile("青岛示例第二中学")).check()
    li.get_by_label("调出日期").fill(f"{clock.today():%Y-%m-%d}")
    li.get_by_label("调转原因").fill("已与新单位签订聘用合同")
    li.get_by_role("button", name="提交", exact=True).click()
    expect(li.get_by_text("电话 0531-86000000")).to_be_visible()

    Stop.everywhere.filter(unit=cast.hospital).update(due_on=clock.today() - timedelta(days=1))
    pass_over_late()
    acts.sign_in(province, "主管部门", cast.province_admin.account.document, make.PASSWORD)
    acts.decide(province, "人员调转审核", "", "李建国", "强制放行")
    acts.sign_in(school, "用人单位", cast.school_admin.account.document, make.PASSWORD)
    acts.decide(school, "人员调转审核", "", "李建国", "确认调转")
    li.reload()
    steps = li.locator("ol.line")
    expect(steps).to_contain_text("15 个工作日内没有办理，转由山东省人力资源和社会保障厅审核")
    expect(steps).to_contain_text(re.compile(r"强制放行.*郑厅员.*调入审核.*蒋校员.*调转完成", re.DOTALL))
