"""The main job, end to end, as people do it: from a unit's registration to a certificate that anybody can verify."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from jijiao.demo.invented import document, name
from jijiao.lib.years import this_year
from jijiao.testing import make
from jijiao.units.queries import authority_of
from tests.journeys import acts, results, sheets
from tests.journeys.conftest import PHONE, Visitor

LI_NUMBER = document(sheets.FIRST_NUMBER + sheets.TECHNICIAN)
LI_NAME = name(sheets.TECHNICIAN)
LI_PASSWORD = "Ji-shu_2026"


@pytest.mark.journey
@pytest.mark.main_path
@pytest.mark.covers(
    "M1.2", "M1.3", "M2.1", "M5.0", "M5.1.3.1", "M5.1.3.2", "M5.2.1", "M5.3", "M5.4.2", "M5.4.3.1", "R0.1", "R0.2"
)
def test_the_main_job(visitor: Visitor, worker: object, tmp_path: Path) -> None:
    call_command("prepare", verbosity=0)
    city = authority_of("370100")
    assert city is not None
    reviewer = make.administrator(city, "陈济员", 2)
    officer, school, technician = visitor(), visitor(), visitor(PHONE)
    acts.sign_in(officer, "主管部门", reviewer.account.document, make.PASSWORD)
    _the_unit_is_let_in(officer, school, tmp_path)
    _three_hundred_people_come_in(school, tmp_path)
    _a_technician_registers(school, technician)
    _training_by_spreadsheet(school, officer, tmp_path)
    results.declare_a_paper(technician, tmp_path)
    acts.decide(school, "学时（分）审核", "", LI_NAME, "通过")
    results.check_figures(school, LI_NAME)
    number, pdf = results.download_certificate(technician, tmp_path)
    results.verify(visitor(), number, LI_NAME, pdf)


def _the_unit_is_let_in(officer: Page, school: Page, folder: Path) -> None:
    number = acts.register_unit(school, folder)
    acts.decide(officer, "注册审核管理", "下属单位注册审核", "济南示例职业学院", "驳回", acts.REASON)
    acts.look_up(school, number, acts.ADMINISTRATOR["document"])
    expect(school.get_by_text(acts.REASON).first).to_be_visible()
    school.get_by_role("link", name="修改后重新提交").click()
    expect(school.get_by_label("单位名称")).to_have_value("济南示例职业学院")
    expect(school.get_by_text(re.compile(r"^证书\."))).to_be_visible()
    school.get_by_label("单位地址").fill("示例大街 8 号")
    school.get_by_label("本人承诺").check()
    school.get_by_role("button", name="重新提交").click()
    acts.decide(officer, "注册审核管理", "下属单位注册审核", "济南示例职业学院", "通过")
    acts.sign_in(school, "用人单位", acts.ADMINISTRATOR["document"], acts.ADMINISTRATOR["password"])


def _three_hundred_people_come_in(school: Page, folder: Path) -> None:
    school.goto("/people/import/")
    template = acts.download(school, "下载模板", folder)
    book = folder / "people.xlsx"
    sheets.fill(template, book, [sheets.wrong(at) if at in sheets.WRONG else sheets.right(at) for at in range(300)])
    acts.upload_sheet(school, "/people/import/", book, "上传并检查")
    assert "280 条" in acts.figures(school).values()
    assert "20 条" in acts.figures(school).values()
    failures = acts.download(school, "失败信息导出", folder)
    mended = folder / "mended.xlsx"
    reasons = sheets.mend(failures, mended)
    said = zip(sorted(sheets.WRONG), reasons, strict=True)
    assert [(at, why) for at, why in said if sheets.REASONS[sheets.WRONG[at]] not in why] == []
    acts.upload_sheet(school, "/people/import/", mended, "上传并检查")
    assert "20 条" in acts.figures(school).values()
    school.goto("/people/")
    expect(school.get_by_text("共 300 条")).to_be_visible()
    acts.upload_sheet(school, "/people/import/", mended, "上传并检查")
    school.goto("/people/")
    expect(school.get_by_text("共 300 条")).to_be_visible()


def _a_technician_registers(school: Page, technician: Page) -> None:
    technician.goto("/register/person/")
    technician.get_by_label("单位名称或信用代码").fill("示例职业")
    technician.get_by_label(re.compile("济南示例职业学院")).check()
    acts.fill_fields(technician, {
        "证件号": LI_NUMBER, "密码": LI_PASSWORD, "确认密码": LI_PASSWORD, "姓名": LI_NAME,
        "手机号": f"135{sheets.TECHNICIAN:08d}", "电子邮箱": "li@example.com",
    })  # fmt: skip
    technician.get_by_label("学历").select_option(label="大学本科")
    for label, choice in (("职称系列", "工程技术人员"), ("职称级别", "中级")):
        technician.get_by_label(label).select_option(label=choice)
        acts.settled(technician)
    technician.get_by_label("职称名称").select_option(label="工程师")
    technician.get_by_label("职称专业").fill("计算机应用")
    technician.get_by_label("取得时间").fill("2020-12-20")
    technician.get_by_label("本人承诺").check()
    technician.get_by_role("button", name="提交注册").click()
    expect(technician.get_by_text("等待济南示例职业学院审核")).to_be_visible()
    acts.decide(school, "注册审核管理", "专业技术人员注册审核", LI_NAME, "通过")
    acts.sign_in(technician, "专业技术人员", LI_NUMBER, LI_PASSWORD)


def _training_by_spreadsheet(school: Page, officer: Page, folder: Path) -> None:
    """Public 30 for all 300; professional 40 for ten of them, of which the year's cap leaves 30."""
    school.goto("/declarations/import/")
    template = acts.download(school, "下载模板", folder)
    proofs = [acts.scan(folder, "培训通知"), acts.scan(folder, "签到表", 220)]
    for title, subject, hours, people in (
        ("数字素养专题培训", "公需科目", 30, range(300)),
        ("骨干教师岗位培训", "专业科目", 40, range(10)),
    ):
        book = folder / f"{title}.xlsx"
        rows = sheets.training(iter(people), subject=subject, hours=hours, title=title, year=this_year())
        sheets.fill(template, book, rows)
        acts.upload_sheet(school, "/declarations/import/", book, "开始导入", proofs)
        assert f"{len(people)} 条" in acts.figures(school).values()
    acts.decide(officer, "学时（分）审核", "", name(1), "驳回", "签到表缺少本人签字")
    officer.goto("/reviews/declaration/")
    acts.approve_all_on_page(officer)
    expect(officer.get_by_text("已通过 309 条")).to_be_visible(timeout=60_000)
    _the_rejected_one_is_resubmitted(school, officer)


def _the_rejected_one_is_resubmitted(school: Page, officer: Page) -> None:
    school.goto("/declarations/?state=rejected")
    school.get_by_role("link", name=re.compile("修改后再报|详情")).first.click()
    expect(school.get_by_text("签到表缺少本人签字").first).to_be_visible()
    school.get_by_role("link", name="修改后再报").first.click()
    school.get_by_role("button", name="预览并提交").click()
    acts.confirm(school)
    acts.decide(officer, "学时（分）审核", "", name(1), "通过")
