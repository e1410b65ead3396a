"""选择列, 排序: an account's own columns in the list and its exports, and the orders a list has (M5.4.3)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.credits.actions import settle
from jijiao.lib import clock
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.roster.sheet import cells, dressed
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.web import listing

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]


def headings(client: Client) -> list[str]:
    return [column.heading for column in client.get("/people/").context["columns"]]


def names(client: Client, sort: str, **conditions: str) -> list[str]:
    return [person.name for person in client.get("/people/", {"sort": sort, **conditions}).context["listing"].rows]


def test_the_columns_chosen_are_remembered_for_list_and_export(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    Person.everywhere.filter(pk=cast.li.pk).update(school="示例医科大学", works_since=date(2001, 9, 1))
    usual = headings(client)
    assert usual[:3] == ["姓名", "身份证", "所在单位"]
    answer = client.post("/people/columns/", {"columns": ["school", "works_since", "status"]})
    assert answer["Location"] == "/people/"
    assert headings(client) == ["姓名", "状态", "毕业院校", "参加工作时间"]
    page = client.get("/people/").content.decode()
    assert 'data-l="毕业院校">示例医科大学' in page
    assert "2001-09-01" in page
    assert cast.li.masked_document not in page
    assert set(client.get("/people/export/").context["form"]["columns"].value()) == {
        *("name", "status", "school", "works_since")
    }
    assert Event.objects.get(tag=Tag.ROSTER_COLUMNS).particulars["columns"] == ["status", "school", "works_since"]
    assert headings(as_hat(cast.hospital_clerk)) == usual
    client.post("/people/columns/", {"usual": "1"})
    assert headings(client) == usual


def test_choosing_nothing_or_what_there_is_not_is_told(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    for sent in ({}, {"columns": ["document_key"]}):
        assert client.post("/people/columns/", sent).context["form"].faults[0].label == "列"


def test_columns_cost_no_query_a_row(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    every = [name for name, _ in client.get("/people/columns/").context["form"].fields["columns"].choices]
    client.post("/people/columns/", {"columns": every})
    client.get("/people/")
    with CaptureQueriesContext(connection) as few:
        client.get("/people/")
    for number in range(8):
        make.person(cast.hospital, "赵晓", 600 + number)
    with CaptureQueriesContext(connection) as many:
        client.get("/people/")
    assert len(many) == len(few)


def test_the_orders(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    for name, level, department in (("曾国", "1", None), ("安心", "2", cast.surgery), ("单雄", "5", None)):
        person = make.person(cast.hospital, name)
        Person.everywhere.filter(pk=person.pk).update(title_level=level, department=department)
    assert names(client, "name") == ["安心", "李建国", "单雄", "曾国"]
    assert names(client, "-name") == ["曾国", "单雄", "李建国", "安心"]
    assert names(client, "level") == ["曾国", "安心", "李建国", "单雄"]
    assert names(client, "-enrolled") == ["单雄", "安心", "曾国", "李建国"]
    assert {names(client, "department")[0], names(client, "-department")[0]} >= {"安心"}


def test_an_order_without_an_index_is_for_lists_that_end(
    cast: Cast, as_hat: AsHat, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_hat(cast.hospital_admin)
    for number in range(12):
        make.person(cast.hospital, f"赵{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", 600 + number)
    monkeypatch.setattr(listing, "LAST_NUMBER", 1)
    assert len(names(client, "level", page="2")) == 3  # by number as far as it goes
    assert "after=" in client.get("/people/?sort=name").context["listing"].next_href
    monkeypatch.setattr(listing, "COUNTED", 5)
    page = client.get("/people/?sort=level")
    assert page.context["listing"].sort == "unit"
    assert "不能按这一列排序" in page.content.decode()
    assert page.context["listing"].total_text == "共 5+ 条"
    assert "不能按这一列排序" not in client.get("/people/?sort=level&name=赵甲").content.decode()


def test_names_are_found_in_characters_pinyin_and_by_initials(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    for name in ("单雄信", "王晓东", "王小冬", "欧阳修文"):
        make.person(cast.hospital, name)
    assert names(client, "name", name="shanx") == names(client, "name", name="danxiong") == ["单雄信"]
    assert names(client, "name", name="wxd") == names(client, "name", name="wang xiaodong") == ["王小冬", "王晓东"]
    assert names(client, "name", name="晓东") == names(client, "name", name="王 晓d") == ["王晓东"]
    assert names(client, "name", name="ouyang") == names(client, "name", name="xw") == ["欧阳修文"]
    assert names(client, "name", name="ang") == []


def test_people_of_units_that_are_called_so(cast: Cast, as_hat: AsHat) -> None:
    make.person(cast.clinic, "赵晓明")
    client = as_hat(cast.hospital_admin)
    assert names(client, "name", unit=cast.clinic.name) == ["赵晓明"]
    assert names(client, "name", unit="meiyouzhege") == []


def test_age_birth_contact_and_the_years_result_can_be_shown(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    today = clock.today()
    Person.everywhere.filter(pk=cast.li.pk).update(
        born_on=date(today.year - 41, 12, 31), email="lijianguo@example.com", nation="02", political="01",
        employment="1", title_appointed_on=date(2020, 3, 1),
    )  # fmt: skip
    chosen = ["age", "born_on", "email", "nation", "political", "employment", "title_appointed_on", "result"]
    client.post("/people/columns/", {"columns": chosen})
    page = client.get("/people/").content.decode()
    age = 40 if (today.month, today.day) < (12, 31) else 41
    for said in (
        f'data-l="年龄">{age}<', f'data-l="出生日期">{today.year - 41} 年<', 'data-l="邮箱">l***@example.com<',
        'data-l="民族">蒙古族<', 'data-l="政治面貌">', 'data-l="用工性质">', 'data-l="聘任时间">2020-03-01<',
        'data-l="年度认定">—<',
    ):  # fmt: skip
        assert said in page
    assert ("lijianguo" in page, "12-31" in page) == (False, False)
    for passed, word in ((True, "通过"), (False, "不通过")):
        settle([(cast.li.pk, this_year()), (cast.li.pk, this_year() - 1)])
        cast.li.results.filter(year=this_year()).update(passed=passed)
        cast.li.results.filter(year=this_year() - 1).update(passed=not passed)
        assert f'data-l="年度认定">{this_year()} 年{word}<' in client.get("/people/").content.decode()


def test_the_export_has_birth_and_mail_whole_only_where_the_numbers_are(cast: Cast) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(born_on=date(1980, 5, 6), email="lijianguo@example.com")
    person = dressed(Person.everywhere.filter(pk=cast.li.pk), {"email", "born_on", "age"}).get()
    assert cells(person, {"email", "born_on"}, full=False) == {"email": "l***@example.com", "born_on": "1980 年"}
    assert cells(person, {"email", "born_on"}, full=True) == {
        "email": "lijianguo@example.com",
        "born_on": date(1980, 5, 6),
    }
