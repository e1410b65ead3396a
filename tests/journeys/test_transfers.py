"""人员调转 in the browser: the old unit sends a person off, the new one confirms, both see it in their records."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor


@pytest.mark.journey
@pytest.mark.covers("M5.1.5a", "M5.1.5b", "M5.1.5c", "M5.1.5d")
def test_a_person_changes_the_unit(visitor: Visitor, transactional_db: None, cast: Cast) -> None:
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
