"""数据范围: whole subtree, the unit only, chosen departments; whatever cannot be told apart is not shown."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from jijiao.accounts import actions
from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import WITHIN_DEPARTMENTS, Permission
from jijiao.accounts.posts import Post
from jijiao.lib.actor import SYSTEM
from jijiao.people.models import Person
from jijiao.scoping.models import ScopedModel
from jijiao.scoping.scope import Scope
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.models import Department, Unit


def limited(cast: Cast, kind: str, *chosen: Department) -> Hat:
    role = Role.everywhere.get(name="全部业务")
    actions.change_role(cast.hospital_clerk, Post(role, None, kind, tuple(chosen)), by=SYSTEM)
    return Hat.everywhere.get(pk=cast.hospital_clerk.pk)


def test_the_unit_only_leaves_out_what_lies_below(cast: Cast) -> None:
    below = make.person(cast.clinic, "东院人")
    scope = limited(cast, Hat.Range.UNIT).own_scope()
    assert list(Unit.objects.within(scope)) == [cast.hospital]
    assert list(Person.objects.within(scope)) == [cast.li]
    assert below in Person.objects.within(cast.hospital_admin.own_scope())


@pytest.mark.covers("M5.1.1.3")
def test_chosen_departments_show_their_people_and_those_below_them(cast: Cast) -> None:
    ward = departments.add(cast.hospital, "外科一病区", parent=cast.surgery, by=SYSTEM)
    surgeon, nurse = make.person(cast.hospital, "外科人"), make.person(cast.hospital, "病区人")
    Person.everywhere.filter(pk=surgeon.pk).update(department=cast.surgery)
    Person.everywhere.filter(pk=nurse.pk).update(department=ward)
    scope = limited(cast, Hat.Range.DEPARTMENTS, cast.surgery).own_scope()
    assert set(Person.objects.within(scope)) == set(Person.objects.at_desks(scope)) == {surgeon, nurse}
    assert set(Department.objects.within(scope)) == {cast.surgery, ward}


def test_who_sees_departments_does_nothing_that_is_the_whole_units(cast: Cast) -> None:
    hat = limited(cast, Hat.Range.DEPARTMENTS, cast.surgery)
    assert hat.permissions <= WITHIN_DEPARTMENTS
    assert not hat.may(Permission.PERSON_REGISTRATION_REVIEW)


def test_a_model_without_departments_shows_nothing_to_a_scope_that_has_some(cast: Cast) -> None:
    everybody = Unit.everywhere.values_list("pk", "path")
    scope = Scope(
        units=tuple(path or "-" for _, path in everybody),
        desks=tuple(pk for pk, _ in everybody),
        departments=(cast.surgery.pk,),
    )
    for model in apps.get_models():
        if issubclass(model, ScopedModel) and model.SCOPED.department is None:
            assert not model.objects.within(scope).exists(), model
            assert not model.objects.at_desks(scope).exists(), model


@pytest.mark.parametrize("kind", Hat.Range.values)
@pytest.mark.parametrize("page", ["/desk/", "/statistics/completion/", "/people/", "/certificates/", "/declarations/"])
def test_the_pages_open_in_every_range(cast: Cast, as_hat: Callable[[Hat], Client], kind: str, page: str) -> None:
    chosen = [cast.surgery] if kind == Hat.Range.DEPARTMENTS else []
    assert as_hat(limited(cast, kind, *chosen)).get(page).status_code == 200
