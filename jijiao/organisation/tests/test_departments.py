"""管理内设部门: a merge takes people and administrators along, nobody is left in a closed one, the pages."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.organisation import actions
from jijiao.organisation.queries import chart
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.models import Department

SignIn = Callable[[Hat], Client]
TREE = reverse("organisation.departments")


@pytest.fixture
def medicine(cast: Cast) -> Department:
    return departments.add(cast.hospital, "内科", by=cast.hospital_admin)


def placed(cast: Cast, department: Department) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(department=department)
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(department=department)


def shown(department: Department) -> str:
    """What the page carries of the department as it is now."""
    return json.dumps(departments.facts_of(department))


def test_a_merge_takes_people_administrators_and_lower_departments_along(cast: Cast, medicine: Department) -> None:
    by = cast.hospital_admin
    below = departments.add(cast.hospital, "普外科", parent=cast.surgery, by=by)
    retired = make.person(cast.hospital, "赵退休")
    Person.everywhere.filter(pk=retired.pk).update(department=cast.surgery, status=Person.Status.RETIRED)
    placed(cast, cast.surgery)
    assert actions.merge(cast.surgery, medicine, by=by) == 2
    for row in (cast.li, cast.hospital_clerk):
        row.refresh_from_db()
        assert row.department == medicine
    below.refresh_from_db()
    assert below.parent == medicine
    cast.surgery.refresh_from_db()
    assert cast.surgery.closed_at is not None
    retired.refresh_from_db()
    assert retired.department == cast.surgery


def test_a_merge_stays_within_the_unit_and_out_of_circles(cast: Cast) -> None:
    by = cast.hospital_admin
    below = departments.add(cast.hospital, "普外科", parent=cast.surgery, by=by)
    theirs = departments.add(cast.school, "教务处", by=cast.school_admin)
    for target, why in ((below, "下级部门"), (cast.surgery, "它自己"), (theirs, "本单位的内设部门")):
        with pytest.raises(Refusal, match=why) as refused:
            actions.merge(cast.surgery, target, by=by)
        assert refused.value.field == "target"


def test_only_an_empty_department_is_closed(cast: Cast) -> None:
    placed(cast, cast.surgery)
    with pytest.raises(Refusal, match="还有 2 名人员、管理员"):
        actions.close(cast.surgery, by=cast.hospital_admin)
    Person.everywhere.update(department=None)
    Hat.everywhere.update(department=None)
    actions.close(cast.surgery, by=cast.hospital_admin)
    assert chart(cast.hospital).departments == 0


@pytest.mark.covers("M5.1.1.2")
def test_the_tree_counts_its_people(cast: Cast, as_hat: SignIn, django_assert_max_num_queries: Callable) -> None:  # type: ignore[type-arg]
    below = departments.add(cast.hospital, "普外科", parent=cast.surgery, leader="张主任", by=cast.hospital_admin)
    placed(cast, below)
    make.person(cast.hospital, "没有部门")
    found = chart(cast.hospital)
    assert (found.departments, found.placed, found.unplaced) == (2, 1, 1)
    assert [(branch.people, branch.total) for branch in found.branches] == [(0, 1)]
    client = as_hat(cast.hospital_admin)
    with django_assert_max_num_queries(12):
        page = client.get(TREE)
    for text in ("外科", "普外科", "负责人 张主任", "含下级 1 人", "另有 1 人没有填写部门"):
        assert text in page.content.decode()


def test_adding_moving_and_undoing_on_the_pages(cast: Cast, as_hat: SignIn) -> None:
    client = as_hat(cast.hospital_admin)
    new = reverse("organisation.new")
    again = client.post(new, {"name": "外科", "parent": ""})
    assert (again.status_code, "已有同名部门" in again.content.decode()) == (422, True)
    assert client.post(new, {"name": "普外科", "parent": cast.surgery.pk, "phone": "8602"}).status_code == 302
    below = Department.everywhere.get(name="普外科")
    assert (below.parent, below.phone) == (cast.surgery, "8602")
    assert client.post(reverse("organisation.parent", args=[below.pk]), {"parent": ""}).status_code == 302
    assert client.post(reverse("organisation.place", args=[below.pk]), {"to": "up"}).status_code == 302
    assert [branch.node.department.name for branch in chart(cast.hospital).branches] == ["普外科", "外科"]
    renamed = {"name": "普通外科", "code": "W02", "note": "含门诊", "base": shown(below)}
    client.post(reverse("organisation.department", args=[below.pk]), renamed)
    assert client.post(reverse("organisation.closing", args=[below.pk])).status_code == 302
    assert "恢复" in client.get(TREE).content.decode()
    client.post(reverse("organisation.reopening", args=[below.pk]))
    below.refresh_from_db()
    assert (below.name, below.code, below.note, below.closed_at) == ("普通外科", "W02", "含门诊", None)


def test_a_form_that_is_refused_keeps_what_was_typed(cast: Cast, as_hat: SignIn, medicine: Department) -> None:
    client = as_hat(cast.hospital_admin)
    at = reverse("organisation.department", args=[medicine.pk])
    page = client.post(at, {"name": "外科", "leader": "钱主任", "base": shown(medicine)})
    assert page.status_code == 422
    assert "钱主任" in page.content.decode()
    wrong = client.post(reverse("organisation.merger", args=[medicine.pk]), {"target": ""})
    assert (wrong.status_code, "请选择合并到哪个部门" in wrong.content.decode()) == (422, True)
    drawer = client.get(at, headers={"HX-Request": "true", "HX-Target": "drawer"})
    assert "<html" not in drawer.content.decode()


@pytest.mark.covers("M5.1.1.2")
def test_who_saves_second_sees_what_the_other_wrote_and_decides(
    cast: Cast, as_hat: SignIn, medicine: Department
) -> None:
    client, at = as_hat(cast.hospital_admin), reverse("organisation.department", args=[medicine.pk])
    opened = shown(medicine)
    first = {"name": "内一科", "leader": "周主任", "phone": "8601", "base": opened}
    assert client.post(at, first).status_code == 302
    second = {"name": "内科", "leader": "钱主任", "phone": "8602", "note": "二楼", "base": opened}
    refused = client.post(at, second)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "部门名称、负责人、电话已被其他管理员修改" in text
    for said in ("周主任", "内一科", "8601", "钱主任", "8602", "二楼"):
        assert said in text
    medicine.refresh_from_db()
    assert (medicine.leader, medicine.note) == ("周主任", "")
    assert client.post(at, second | {"base": shown(medicine)}).status_code == 302
    medicine.refresh_from_db()
    assert (medicine.name, medicine.leader, medicine.note) == ("内科", "钱主任", "二楼")


def test_a_save_that_does_not_say_what_was_shown_changes_nothing(
    cast: Cast, as_hat: SignIn, medicine: Department
) -> None:
    at = reverse("organisation.department", args=[medicine.pk])
    refused = as_hat(cast.hospital_admin).post(at, {"name": "内一科"})
    assert (refused.status_code, "页面已过期" in refused.content.decode()) == (422, True)
