"""The frame: display settings, menu, refusals, pages of errors."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from jijiao.web.navigation import Entry, Group, Menu, menu_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("jijiao.web.tests.urls")]


def test_display_settings_are_rendered_by_the_server(client: Client) -> None:
    answer = client.post("/display/", {"size": "lg", "next": "/styleguide/?page=2"})
    assert answer["Location"] == "/styleguide/?page=2"
    client.post("/display/", {"theme": "contrast"})
    assert '<html lang="zh-Hans" data-size="lg" data-theme="contrast">' in client.get("/styleguide/").content.decode()
    client.post("/display/", {"size": "", "theme": ""})
    assert '<html lang="zh-Hans">' in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize("away", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_display_settings_lead_to_no_other_site(client: Client, away: str) -> None:
    assert client.post("/display/", {"size": "huge", "next": away})["Location"] == "/"


def test_display_is_set_by_post_only(client: Client) -> None:
    assert client.get("/display/").status_code == 405


def menu_at(path: str) -> Menu:
    request: HttpRequest = RequestFactory().get(path)
    group = Group("查询", "chart", (Entry("组件", "web.styleguide"), Entry("没有的页面", "nowhere.page")))
    empty = Group("空的", "chart", (Entry("没有的页面", "nowhere.page"),))
    return menu_for(request, Menu((group, empty, Entry("也没有", "nowhere.either")), todo_count=3))


def test_the_menu_shows_existing_pages_and_where_one_is() -> None:
    menu = menu_at("/styleguide/")
    (group,) = menu.items
    assert isinstance(group, Group)
    assert [(entry.label, entry.href, entry.current) for entry in group.entries] == [("组件", "/styleguide/", True)]
    assert menu.todo_count == 3


def test_a_page_below_marks_its_entry() -> None:
    (below,) = menu_at("/styleguide/below/").items
    (elsewhere,) = menu_at("/elsewhere/").items
    assert isinstance(below, Group)
    assert isinstance(elsewhere, Group)
    assert (below.entries[0].current, elsewhere.entries[0].current) == (True, False)


def test_a_refused_post_goes_back_to_its_page_with_the_sentence(client: Client) -> None:
    page = client.post("/refused/", headers={"Referer": "http://testserver/styleguide/?page=2"}, follow=True)
    assert page.redirect_chain == [("/styleguide/?page=2", 302)]
    assert "该申请已审核完毕，请刷新列表。" in page.content.decode()


@pytest.mark.parametrize("referrer", ["", "https://example.com/x"])
def test_a_refusal_without_a_page_of_ours_gets_its_own(client: Client, referrer: str) -> None:
    page = client.post("/refused/", headers={"Referer": referrer})
    assert page.status_code == 409
    assert "该申请已审核完毕" in page.content.decode()


def test_a_refusal_to_htmx_leaves_the_page(client: Client) -> None:
    answer = client.post("/refused/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert '"refusal"' in answer["HX-Trigger"]


def test_done_is_a_message_and_a_redirect_or_a_toast(client: Client) -> None:
    assert "已通过：周文静" in client.post("/done/", follow=True).content.decode()
    answer = client.post("/done/", headers={"HX-Request": "true", "HX-Target": "drawer"})
    assert answer.status_code == 204
    assert '"toast"' in answer["HX-Trigger"]
    assert client.post("/done/", headers={"HX-Request": "true"})["HX-Redirect"] == "/styleguide/"


def test_pages_of_errors_say_what_to_do(client: Client) -> None:
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert "没有找到这个页面" in missing.content.decode()
    assert "请联系本单位的超级管理员分配" in client.get("/forbidden/").content.decode()
    for name in ("400.html", "500.html", "403_csrf.html"):
        assert "400-9699-636" in render_to_string(name)  # without request or context


def test_the_account_menu_names_person_unit_and_role(client: Client) -> None:
    hat = SimpleNamespace(
        account=SimpleNamespace(name="张三"),
        kind_name="用人单位",
        unit=SimpleNamespace(name="示例一中"),
        role_name="超级管理员",
    )
    page = render_to_string("web/_account.html", {"hat": hat}, RequestFactory().get("/"))
    for words in ("你好！张三", "用人单位", "示例一中 · 超级管理员"):
        assert words in page
