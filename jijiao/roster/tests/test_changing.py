"""调整部门, 停用, 启用 of many people at once: an outcome a row, on the record, and back again (M5.4.3)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.roster import changing
from jijiao.roster.models import Batch
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import Departure, start
from jijiao.units import departments
from jijiao.units.models import Department

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]
RETIRED, LEFT, ACTIVE = Person.Status.RETIRED, Person.Status.LEFT, Person.Status.ACTIVE


def now(person: Person) -> Person:
    return Person.everywhere.get(pk=person.pk)


def problems(batch: Batch) -> dict[str, str]:
    """Name → why not, of everybody in the batch."""
    return dict(batch.lines.values_list("person__name", "problem"))


def test_people_come_into_a_department_and_each_row_has_its_outcome(cast: Cast) -> None:
    there, gone = make.person(cast.hospital, "在科"), make.person(cast.hospital, "已退")
    Person.everywhere.filter(pk=there.pk).update(department=cast.surgery)
    Person.everywhere.filter(pk=gone.pk).update(status=RETIRED)
    other = make.person(cast.clinic, "别院")
    people = [cast.li.pk, there.pk, gone.pk, other.pk]
    batch = changing.change_department(people, cast.surgery, by=cast.hospital_admin)
    found = problems(batch)
    assert found["李建国"] == ""
    assert found["在科"] == "已在“外科”。"
    assert "不在册" in found["已退"]
    assert "不是本单位" in found["别院"]
    assert (now(cast.li).department, now(other).department) == (cast.surgery, None)
    assert Event.objects.filter(tag=Tag.PERSON_ASSIGN).values_list("subject_id", flat=True).get() == cast.li.pk
    assert Event.objects.get(tag=Tag.ROSTER_CHANGE).particulars["count"] == 1


def test_a_department_of_another_unit_and_a_closed_one_are_refused(cast: Cast) -> None:
    foreign = make.department(cast.school, "教务处")
    with pytest.raises(Refusal, match="本单位正在使用"):
        changing.change_department([cast.li.pk], foreign, by=cast.hospital_admin)
    departments.close(cast.surgery, by=cast.hospital_admin)
    closed = Department.everywhere.get(pk=cast.surgery.pk)
    with pytest.raises(Refusal, match="本单位正在使用"):
        changing.change_department([cast.li.pk], closed, by=cast.hospital_admin)


def test_who_is_disabled_is_told_and_comes_back_by_undo(cast: Cast) -> None:
    batch = changing.disable([cast.li.pk], RETIRED, reason="到龄", by=cast.hospital_admin)
    assert now(cast.li).status == RETIRED
    assert "到龄" in Letter.everywhere.filter(account=cast.li.account).latest("pk").text
    assert Event.objects.get(tag=Tag.PERSON_LEAVE).particulars["status"] == RETIRED
    changing.undo(batch, by=cast.hospital_clerk)
    assert now(cast.li).status == ACTIVE
    assert Event.objects.get(tag=Tag.ROSTER_UNDO).subject_id == batch.pk
    with pytest.raises(Refusal, match="已撤销"):
        changing.undo(batch, by=cast.hospital_admin)


def test_undo_leaves_alone_who_changed_since(cast: Cast) -> None:
    chen = make.person(cast.hospital, "陈晓东")
    batch = changing.disable([cast.li.pk, chen.pk], LEFT, reason="合同到期", by=cast.hospital_admin)
    changing.enable([chen.pk], reason="续签", by=cast.hospital_admin)
    changing.undo(batch, by=cast.hospital_admin)
    assert (now(cast.li).status, now(chen).status) == (ACTIVE, ACTIVE)
    assert "之后又有变动" in batch.lines.get(person=chen).undo_problem


def test_nobody_goes_back_into_a_department_that_was_closed(cast: Cast) -> None:
    ward = make.department(cast.hospital, "病房")
    changing.change_department([cast.li.pk], ward, by=cast.hospital_admin)
    batch = changing.change_department([cast.li.pk], None, by=cast.hospital_admin)
    departments.close(ward, by=cast.hospital_admin)
    with pytest.raises(Refusal, match="没有可以撤销"):
        changing.undo(batch, by=cast.hospital_admin)
    assert now(cast.li).department is None


def test_a_status_goes_where_it_may(cast: Cast) -> None:
    by = cast.hospital_admin
    with pytest.raises(Refusal, match="已是该状态"):
        changing.enable([cast.li.pk], reason="错", by=by)
    with pytest.raises(Refusal, match="停用后的状态"):
        changing.disable([cast.li.pk], ACTIVE, reason="错", by=by)
    changing.disable([cast.li.pk], Person.Status.DECEASED, reason="死亡", by=by)
    with pytest.raises(Refusal, match="可以恢复在册"):
        changing.enable([cast.li.pk], reason="错", by=by)
    with pytest.raises(Refusal, match="已登记死亡"):
        changing.disable([cast.li.pk], RETIRED, reason="错", by=by)


def test_whose_transfer_is_under_way_is_not_disabled(cast: Cast) -> None:
    departure = Departure(type="1", new_unit=cast.school, leaves_on=clock.today(), reason="调动")
    start(cast.li, departure, by=cast.hospital_admin)
    with pytest.raises(Refusal, match="正在办理的人员调转"):
        changing.disable([cast.li.pk], LEFT, reason="离职", by=cast.hospital_clerk)


def test_many_people_cost_no_more_queries_than_few(cast: Cast, django_assert_max_num_queries: Any) -> None:
    people = [make.person(cast.hospital, f"赵{number}").pk for number in range(60)]
    with django_assert_max_num_queries(24):
        batch = changing.disable(people, RETIRED, reason="到龄", by=cast.hospital_admin)
    with django_assert_max_num_queries(24):
        changing.undo(batch, by=cast.hospital_admin)
    assert not Person.everywhere.filter(status=RETIRED).exists()
