"""合并: only units that can take over are offered; the preview names what moves and warns of what will be missing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.people.models import Person
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.subordinates.merging import dissolve, merge
from jijiao.subordinates.plans import plan_merger
from jijiao.subordinates.queries import heirs
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Region, Unit
from jijiao.units.temporary import temporary_unit

Enter = Callable[[Hat], Client]
pytestmark = pytest.mark.covers("M5.1.2")


@pytest.fixture
def second(cast: Cast) -> Unit:
    return make.unit("济南示例中心医院", Unit.Kind.EMPLOYER, "370100", superior=cast.health, authority=cast.jinan)


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_only_units_that_can_take_over_are_offered(cast: Cast, second: Unit) -> None:
    bureau = make.unit("示例医院管理局", Unit.Kind.BUREAU, "370100", superior=cast.health, authority=cast.jinan)
    shelter = temporary_unit(Region.objects.get(pk="370100"), by=cast.jinan_admin)
    offered = heirs(cast.health, "", "示例", cast.hospital)
    assert list(offered) == [second]
    assert list(heirs(cast.health, str(bureau.pk), "", cast.hospital)) == []
    assert list(heirs(cast.health, "", "示例", bureau)) == [cast.health]
    assert shelter not in heirs(cast.province, str(shelter.pk), "临时", cast.hospital)
    assert "临时单位" in plan_merger(cast.hospital, shelter).problems[0]


def test_a_base_goes_into_another_base(cast: Cast) -> None:
    other = make.unit("济南示例培训基地", Unit.Kind.BASE, "370100", superior=cast.health, authority=cast.jinan)
    third = make.unit("山东示例培训中心", Unit.Kind.BASE, "370100", superior=cast.health, authority=cast.jinan)
    assert list(heirs(cast.health, "", "示例", other)) == [third]
    merge(other, third, reason="改革", by=cast.health_admin)
    assert Unit.everywhere.get(pk=other.pk).merged_into == third


def test_the_preview_names_people_departments_and_requests(cast: Cast, second: Unit, as_hat: Enter) -> None:
    person_asks(cast.hospital)
    for number in range(24):
        make.person(cast.hospital, f"赵{chr(0x4E00 + number)}", 650 + number)
    Person.everywhere.filter(unit=cast.hospital).exclude(pk=cast.li.pk).update(department=cast.surgery)
    health = as_hat(cast.health_admin)
    here = reverse("subordinates.merger", args=[cast.hospital.pk])
    page = text(health.post(here, {"into_text": "中心医院", "into": second.pk, "look": "1"}))
    assert "25 人：" in page
    assert "李建国、" in page
    assert "，另有 5 人" in page
    assert "1 个：外科" in page
    assert "专业技术人员注册审核：赵申请" in page
    assert "培训计划" not in page
    assert "“济南示例中心医院”还没有管理员" in page
    make.administrator(second, "林院员", 611)
    assert plan_merger(cast.hospital, second).warnings == []


def test_the_operators_preview_names_them_too(cast: Cast, second: Unit, as_hat: Enter) -> None:
    said = {"kept_text": "", "kept": second.pk, "gone_text": "", "gone": cast.hospital.pk, "reason": "重复"}
    page = text(as_hat(cast.system_officer).post(reverse("operations.merge_units"), said))
    assert "1 人：李建国" in page
    assert "还没有管理员" in page


def test_a_unit_that_ended_waits_for_no_administrator(cast: Cast, second: Unit, as_hat: Enter) -> None:
    health = as_hat(cast.health_admin)
    assert "还没有管理员，注册和审核由上级代办" in text(health.get(reverse("subordinates.record", args=[second.pk])))
    dissolve(second, reason="破产", by=cast.health_admin)
    page = text(health.get(reverse("subordinates.record", args=[second.pk])))
    assert "还没有管理员，注册和审核由上级代办" not in page
    assert "单位已撤销，原管理员的身份已结束" in page
