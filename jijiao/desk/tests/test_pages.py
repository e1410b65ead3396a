"""首页 of each user type, 待办事项, 切换身份 and the menu read from the doors."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Hat
from jijiao.credits.actions import record, settle
from jijiao.credits.tests.entries import new_entry
from jijiao.declarations.tests.learnings import declared
from jijiao.lib.actor import SYSTEM
from jijiao.lib.years import this_year
from jijiao.testing import make
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]


def text(client: Client, address: str, **more: Any) -> str:
    response = client.get(address, **more)
    assert response.status_code == 200
    return response.content.decode()


def finished(cast: Cast) -> None:
    """李 has met the year, nobody else of the hospital has."""
    public = new_entry(cast.li, "30", subject="1", form="LF05", year=this_year())
    record([public, new_entry(cast.li, "60", year=this_year())], by=SYSTEM)
    others = [make.person(cast.hospital, name).pk for name in ("赵甲", "钱乙")]
    settle((person, this_year()) for person in [cast.li.pk, *others])


@pytest.mark.covers("M5.0")
def test_the_units_dashboard_says_how_many_are_done_and_lists_everybody(cast: Cast, as_hat: Enter) -> None:
    finished(cast)
    page = text(as_hat(cast.hospital_admin), "/desk/")
    assert '现有 <b>1</b> 位完成本年度学习任务，还剩 <b class="rest">2</b> 位未完成' in page
    for heading in (
        "序号",
        "认证年度",
        "姓名",
        "身份证",
        "完成公需课学时(分)",
        "完成必需课学时(分)",
        "完成总学时(分)",
        "认定结果",
        "操作",
    ):
        assert heading in page
    for word in ("李建国", "赵甲", "学习记录", "10条/页", "共 3 条", "暂无待办事项", "公需差 30，必需差 60"):
        assert word in page
    assert cast.li.document not in page
    assert cast.li.masked_document in page


@pytest.mark.covers("M5.0")
def test_the_dashboard_narrows_by_result_and_by_name(cast: Cast, as_hat: Enter) -> None:
    finished(cast)
    client = as_hat(cast.hospital_admin)
    assert "李建国" not in text(client, "/desk/?result=no")
    assert "共 1 条" in text(client, "/desk/?text=李")
    assert "共 1 条" in text(client, f"/desk/?text={cast.li.document}")
    assert "共 2 条" in text(client, "/desk/?gap=both")


def test_the_city_sees_its_guests_and_another_city_nobody(cast: Cast, as_hat: Enter) -> None:
    finished(cast)
    assert "李建国" in text(as_hat(cast.jinan_admin), "/desk/")
    assert "李建国" not in text(as_hat(cast.qingdao_admin), "/desk/")


def test_the_dashboard_asks_no_more_for_more_people(cast: Cast, as_hat: Enter) -> None:
    finished(cast)
    client = as_hat(cast.hospital_admin)
    text(client, "/desk/")
    with CaptureQueriesContext(connection) as few:
        text(client, "/desk/")
    settle((make.person(cast.hospital, "孙丙").pk, this_year()) for _ in range(7))
    with CaptureQueriesContext(connection) as many:
        text(client, "/desk/")
    assert len(many) == len(few) <= 25


@pytest.mark.covers("R2")
def test_a_technician_sees_what_is_missing_and_the_next_step(cast: Cast, as_hat: Enter) -> None:
    settle([(cast.li.pk, this_year())])
    page = text(as_hat(cast.li_hat), "/desk/")
    for word in ("还差公需课", "距申报截止", "申报学时", "还没有申报记录", "/declarations/new/"):
        assert word in page
    finished(cast)
    assert "本年度认定通过" in text(as_hat(cast.li_hat), "/desk/")


@pytest.mark.covers("M5.0")
def test_todos_are_counted_in_strip_menu_and_header(cast: Cast, as_hat: Enter) -> None:
    declared(cast.li_hat, cast.li)
    client = as_hat(cast.hospital_admin)
    page = text(client, "/desk/")
    assert "<strong>1</strong><span>学时（分）审核</span>" in page
    assert '<span class="count">1<span class="vh">项待办</span></span>' in page
    assert "学时（分）审核" in text(client, "/desk/todo/")
    assert "暂无待办事项" in text(as_hat(cast.health_admin), "/desk/todo/")


def test_the_menu_shows_what_the_doors_let_in(cast: Cast, as_hat: Enter) -> None:
    for hat, shown, hidden in (
        (cast.hospital_admin, "学时（分）申报", "通知公告维护"),
        (cast.hospital_clerk, "学时（分）申报", "学时（分）审核"),
        (cast.health_admin, "学时（分）审核", "/declarations/new/"),
        (cast.base_admin, "导入导出任务", "学时（分）审核"),
        (cast.operator, "导入导出任务", "学时（分）审核"),
    ):
        page = text(as_hat(hat), "/desk/")
        menu = page.split('id="side"')[1].split("</nav>")[0]
        assert shown in menu, hat
        assert hidden not in menu, hat


@pytest.mark.covers("M5.0")
def test_somebody_with_several_hats_changes_them(cast: Cast, as_hat: Enter) -> None:
    other = accounts.give_hat(cast.hospital_admin.account, Hat.Kind.TECHNICIAN, by=SYSTEM)
    client = as_hat(cast.hospital_admin)
    assert "使用这个身份" in text(client, "/desk/posts/")
    assert client.post("/desk/posts/", {"hat": other.pk}).status_code == 302
    assert "年度学习情况" in text(client, "/desk/")


def test_a_hat_of_somebody_else_cannot_be_put_on(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.li_hat)
    assert client.post("/desk/posts/", {"hat": cast.hospital_admin.pk}).status_code == 404
    assert client.put("/desk/posts/").status_code == 405
    assert Client().get("/desk/").status_code == 302


@pytest.mark.covers("R4")
def test_base_and_operator_have_a_home(cast: Cast, as_hat: Enter) -> None:
    assert "山东示例继续教育基地" in text(as_hat(cast.base_admin), "/desk/")
    page = text(as_hat(cast.operator), "/desk/")
    assert "用人单位" in page
    assert "账号查找" in page
    assert "后台任务" not in page
    assert "后台任务" in text(as_hat(cast.system_officer), "/desk/")


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("unit-change", "变更审核管理"),
        ("person-change", "变更审核管理"),
        ("unit-registration", "注册审核管理"),
        ("transfer", "人员调转审核"),
    ],
)
def test_the_menu_marks_the_inbox_whose_tab_is_open(cast: Cast, as_hat: Enter, kind: str, entry: str) -> None:
    page = as_hat(cast.hospital_admin).get(f"/reviews/{kind}/").content.decode()
    menu = page[page.index('aria-label="功能菜单"') :]
    marked = re.findall(r'<a[^>]*aria-current="page"[^>]*>(.*?)</a>', menu[: menu.index("</nav>")], re.DOTALL)
    assert [entry in found for found in marked] == [True]
