"""下属机构管理: a department in charge founds a unit, looks after it, moves it, merges it and takes that back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from jijiao.accounts.models import Hat
from jijiao.demo.invented import credit_code, document
from jijiao.testing import make
from jijiao.testing.cast import assemble
from tests.journeys import acts
from tests.journeys.conftest import PHONE, Visitor

CENTRE, CHIEF = "山东示例血液中心", document(4101)
PASSWORD = "Xue-ye_2026"


@pytest.mark.journey
@pytest.mark.covers("M5.1.2")
def test_the_units_below(visitor: Visitor) -> None:
    cast = assemble()
    superior, phone = visitor(), visitor(PHONE)
    _enter(superior, cast.health_admin)
    _the_tree_opens_in_place(superior)
    password = _a_unit_is_founded(superior)
    _its_administrator_signs_in(phone, password)
    _edited(superior)
    _moved(superior)
    _suspended_and_resumed(superior, phone)
    _merged_and_restored(superior)


def _enter(page: Page, hat: Hat) -> None:
    acts.sign_in(page, "主管部门", hat.account.document, make.PASSWORD)


def _tree(page: Page) -> Locator:
    page.goto("/desk/")
    page.get_by_role("navigation", name="功能菜单").get_by_role("link", name="下属机构管理").click()
    return page.get_by_role("navigation", name="机构树")


def _details(page: Page, unit: str, status: str = "") -> Locator:
    """The drawer of one unit, found by its name from the top of the tree."""
    _tree(page)
    page.get_by_label("单位名称或信用代码").fill(unit)
    if status:
        page.get_by_label("状态").select_option(label=status)
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_role("link", name=acts.of("详情", unit)).click()
    drawer = page.locator("dialog#drawer")
    expect(drawer.get_by_role("heading", name="单位信息")).to_be_visible()
    return drawer


def _the_tree_opens_in_place(page: Page) -> None:
    tree = _tree(page)
    tree.locator("summary", has_text="济南示例第一医院").press("Enter")
    tree.get_by_role("link", name="第一医院东院区").click()
    drawer = page.locator("dialog#drawer")
    expect(drawer.get_by_text("还没有管理员，注册和审核由上级代办")).to_be_visible()
    expect(drawer.get_by_role("heading", name="第一医院东院区")).to_be_visible()


def _a_unit_is_founded(page: Page) -> str:
    """Returns the password for the first sign-in, which is shown once."""
    _tree(page)
    page.get_by_role("link", name="新建下属单位").click()
    acts.fill_fields(page, {"单位类别": ("用人单位",), "单位性质": ("事业单位（公益一类）",)})
    page.get_by_label("单位级别").select_option("20")
    page.get_by_label("所属行业").select_option("Q84")
    page.get_by_label("所属区域").select_option("370000")
    acts.fill_fields(page, {"单位名称": CENTRE, "单位电话": "0531-86007777", "单位地址": "示例路 7 号"})
    page.get_by_label("统一社会信用代码", exact=True).fill(credit_code(4101, "12370000")[:-1] + "?")
    acts.fill_fields(page, {"证件号": CHIEF, "真实姓名": "郝主任", "手机号": "13600004101"})
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_role("alert").get_by_text("统一社会信用代码").first).to_be_visible()
    expect(page.get_by_label("单位名称", exact=True)).to_have_value(CENTRE)
    page.get_by_label("统一社会信用代码", exact=True).fill(credit_code(4101, "12370000"))
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_text("郝主任")).to_be_visible()
    return page.locator("#one-time").inner_text()


def _its_administrator_signs_in(page: Page, password: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=acts.of("登录", "用人单位")).click()
    page.get_by_label("登录账号").fill(CHIEF)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("原密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("确认新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存").click()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name=CENTRE)).to_be_visible()


def _edited(page: Page) -> None:
    _details(page, CENTRE).get_by_role("link", name="修改").click()
    page.get_by_label("单位电话").fill("0531-86008888")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("请填写修改原因，该单位会看到").first).to_be_visible()
    page.get_by_label("修改原因").fill("电话登记有误")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("0531-86008888")).to_be_visible()


def _moved(page: Page) -> None:
    _details(page, CENTRE).get_by_role("link", name="移动").click()
    page.get_by_label("新上级单位的名称或信用代码").fill("第一医院")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("radio", name=re.compile("^济南示例第一医院")).check()
    page.get_by_role("button", name="移动", exact=True).click()
    shown = page.get_by_role("definition").filter(has_text="济南示例第一医院")
    expect(shown.first).to_be_visible()


def _suspended_and_resumed(page: Page, administrator: Page) -> None:
    for verb, reason in (("停用", "整顿期间停用"), ("启用", "整顿结束")):
        drawer = _details(page, CENTRE)
        drawer.get_by_role("link", name=verb).click()
        drawer.get_by_label("原因").fill(reason)
        drawer.get_by_role("button", name=verb, exact=True).click()
        expect(page.get_by_text(re.compile(f"已{verb}")).first).to_be_visible()
        administrator.goto("/units/own/")
        seen = administrator.get_by_role("heading", name="基本信息管理")
        expect(seen).to_have_count(1 if verb == "启用" else 0)


def _merged_and_restored(page: Page) -> None:
    _details(page, CENTRE).get_by_role("link", name="合并").click()
    page.get_by_label("并入单位的名称或信用代码").fill("第一医院东院区")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("radio", name=re.compile("^第一医院东院区")).check()
    page.get_by_role("button", name="预览合并内容").click()
    expect(page.get_by_role("heading", name="将转到“第一医院东院区”")).to_be_visible()
    expect(page.get_by_text("1 名，管理身份结束")).to_be_visible()
    page.get_by_label("原因").fill("机构改革")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(page.get_by_text(f"已将“{CENTRE}”合并到“第一医院东院区”")).to_be_visible()
    drawer = _details(page, CENTRE, "已合并")
    expect(drawer.get_by_text("已并入")).to_be_visible()
    drawer.get_by_role("link", name="恢复").click()
    page.get_by_label("原因").fill("合并有误")
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(page.get_by_text("0531-86008888")).to_be_visible()
    expect(page.get_by_text("郝主任")).to_be_visible()


@pytest.mark.journey
@pytest.mark.covers("M1.1", "M5.1.3.2", "R0.3")
def test_a_base_is_let_in_by_its_department(visitor: Visitor, tmp_path: Path) -> None:
    """From the home page on a phone to the base's own back office."""
    cast = assemble()
    base, superior, number = visitor(PHONE), visitor(), document(4102)
    base.goto("/")
    base.get_by_role("link", name=acts.of("注册", "继续教育基地")).click()
    acts.fill_fields(base, {
        "机构名称": "济南示例培训学院", "机构级别": ("市级",), "机构类型": ("高等院校",), "单位性质": ("民营企业",),
        "单位电话": "0531-86004102", "单位地址": "示例路 12 号", "统一社会信用代码": credit_code(4102, "91370100"),
        "证件号": number, "密码": PASSWORD, "确认密码": PASSWORD, "真实姓名": "尹校长", "手机号": "13600004102",
        "电子邮箱": "yin@example.com",
    })  # fmt: skip
    base.get_by_label("所属行业").select_option("P83")
    base.get_by_label("所属区域").select_option("370100")
    base.get_by_label("行业主管部门", exact=True).press_sequentially("卫生健康")
    base.get_by_role("radio", name=re.compile("^山东省卫生健康委员会")).check()
    base.get_by_label("信用代码证书或营业执照扫描件").set_input_files(acts.scan(tmp_path, "证书"))
    base.get_by_label("本人承诺").check()
    base.get_by_role("button", name="提交注册").click()
    expect(base.get_by_text("等待山东省卫生健康委员会审核")).to_be_visible()
    _enter(superior, cast.health_admin)
    acts.decide(superior, "注册审核管理", "下属单位注册审核", "济南示例培训学院", "通过")
    acts.sign_in(base, "继续教育基地", number, PASSWORD)
    base.goto("/units/own/")
    expect(base.get_by_role("definition").filter(has_text="市级")).to_have_count(1)
