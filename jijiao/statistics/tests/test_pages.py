"""继教完成情况查询 and 学习记录: who sees whom, what is told."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.credits.actions import record, settle
from jijiao.credits.tests.entries import new_entry
from jijiao.declarations.tests.learnings import decided, declared
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.2")
Enter = Callable[[Hat], Client]


def test_the_list_is_of_the_year_asked_for(cast: Cast, as_hat: Enter) -> None:
    settle([(cast.li.pk, 2026), (cast.li.pk, 2025), (cast.wang.pk, 2026)])
    page = as_hat(cast.health_admin).get("/statistics/completion/?year=2025").content.decode()
    assert "2025 年度共 1 人，0 人通过，1 人未通过" in page
    assert '<option value="2025" selected>' in page
    assert "李建国" in page
    assert "王秀英" not in page


def test_the_department_is_a_condition(cast: Cast, as_hat: Enter) -> None:
    cast.li.department = cast.surgery
    cast.li.save()
    settle([(cast.li.pk, 2026)])
    client = as_hat(cast.hospital_admin)
    assert "共 1 条" in client.get(f"/statistics/completion/?department={cast.surgery.pk}").content.decode()


def test_a_unit_below_is_a_condition_by_name_pinyin_and_code(cast: Cast, as_hat: Enter) -> None:
    settle([(cast.li.pk, 2026), (cast.wang.pk, 2026)])
    client = as_hat(cast.health_admin)
    for typed in ("示例第一", "jinanshili", cast.hospital.credit_code):
        page = client.get("/statistics/completion/", {"unit": typed}).content.decode()
        assert "李建国" in page, typed
        assert "共 1 条" in page, typed
    assert "没有符合条件的记录" in client.get("/statistics/completion/?unit=没有这个单位").content.decode()


def test_a_unit_with_nothing_below_is_not_asked_for_units_below(cast: Cast, as_hat: Enter) -> None:
    settle([(cast.wang.pk, 2026)])
    assert "下属单位" in as_hat(cast.health_admin).get("/statistics/completion/").content.decode()
    page = as_hat(cast.school_admin).get("/statistics/completion/?unit=没有这个单位").content.decode()
    assert "下属单位" not in page
    assert "王秀英" in page


@pytest.mark.covers("R2")
def test_a_learning_record_explains_every_hour(cast: Cast, as_hat: Enter) -> None:
    record([new_entry(cast.li, "60"), new_entry(cast.li, "20", title="急救培训", subject="2")], by=SYSTEM)
    settle([(cast.li.pk, 2026)])
    pending, rejected = declared(cast.li_hat, cast.li)[0], declared(cast.li_hat, cast.li, form="LF12")[0]
    decided(cast.hospital_admin, rejected, approve=False)
    page = as_hat(cast.li_hat).get(f"/people/{cast.li.pk}/years/2026/").content.decode()
    for word in ("最多计 60 学时", "急救培训", "公需课还差 30", pending.title, rejected.title, "待审核", "驳回"):
        assert word in page


def test_whose_record_is_seen_by_whom(cast: Cast, as_hat: Enter) -> None:
    address = f"/people/{cast.li.pk}/years/2026/"
    for hat, status in (
        (cast.li_hat, 200),
        (cast.hospital_reader, 200),
        (cast.jinan_admin, 200),
        (cast.wang_hat, 404),
        (cast.school_admin, 404),
        (cast.base_admin, 403),
    ):
        assert as_hat(hat).get(address).status_code == status, hat
    assert Client().get(address).status_code == 302
    assert as_hat(cast.li_hat).post(address).status_code == 405
