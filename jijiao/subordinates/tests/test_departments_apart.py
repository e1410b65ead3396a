"""After 合并 and after taking it back, everybody is in a department of their own unit, whatever happened between."""

import random

import pytest
from django.db.models import F

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.operations.merging_units import merge_units, undo_units
from jijiao.organisation import actions as organisation
from jijiao.people.models import Person
from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.subordinates.merging import merge
from jijiao.subordinates.models import StatusChange
from jijiao.subordinates.queries import ending
from jijiao.subordinates.restoring import restore
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.models import Department, Unit

pytestmark = pytest.mark.covers("M5.1.2")
STEPS = 40


@pytest.fixture
def second(cast: Cast) -> Unit:
    unit = make.unit("济南示例中心医院", Unit.Kind.EMPLOYER, "370100", superior=cast.health, authority=cast.jinan)
    make.administrator(unit, "林院员", 611)
    return unit


def put(person: Person, department: Department | None) -> None:
    Person.everywhere.filter(pk=person.pk).update(department=department)


def where(person: Person) -> tuple[Unit, Department | None]:
    found = Person.everywhere.select_related("unit", "department").get(pk=person.pk)
    return found.unit, found.department


def test_each_goes_back_to_the_department_of_before(cast: Cast, second: Unit) -> None:
    own, other = make.person(second, "本院人", 612), make.department(second, "内科")
    neighbour = make.person(second, "邻座人", 613)
    put(cast.li, cast.surgery)
    put(own, other)
    change = merge(cast.hospital, second, reason="改革", by=cast.health_admin)
    put(cast.li, other)
    put(own, cast.surgery)
    put(neighbour, cast.surgery)
    restore(change, reason="有误", by=cast.health_admin)
    assert where(cast.li) == (cast.hospital, cast.surgery)
    assert where(own) == (second, other)
    assert where(neighbour) == (second, None)


def test_where_that_one_is_gone_they_have_none(cast: Cast, second: Unit) -> None:
    other, chief = make.department(second, "内科"), Hat.everywhere.get(unit=second, chief=True)
    put(cast.li, cast.surgery)
    undone = merge_units(second, cast.hospital, reason="重复", by=cast.system_officer)
    organisation.merge(Department.everywhere.get(pk=cast.surgery.pk), other, by=chief)
    assert where(cast.li) == (second, other)
    undo_units(undone, by=cast.system_officer)
    assert where(cast.li) == (cast.hospital, None)


def test_administrators_and_applications_are_not_left_in_a_department_that_went_back(cast: Cast, second: Unit) -> None:
    deputy = make.administrator(second, "林副", 614, role="业务经办")
    change = merge(cast.hospital, second, reason="改革", by=cast.health_admin)
    Hat.everywhere.filter(pk=deputy.pk).update(department=cast.surgery, range=Hat.Range.DEPARTMENTS)
    deputy.departments.set([cast.surgery])
    below = departments.add(second, "外科一组", parent=Department.everywhere.get(pk=cast.surgery.pk), by=deputy)
    asks = person_asks(second, department=Department.everywhere.get(pk=cast.surgery.pk))
    restore(change, reason="有误", by=cast.health_admin)
    deputy.refresh_from_db()
    below.refresh_from_db()
    asks.refresh_from_db()
    assert (deputy.department, list(deputy.departments.all())) == (None, [])
    assert (below.parent, asks.department) == (None, None)


def test_a_department_closed_before_keeps_nobody_of_another_unit(cast: Cast, second: Unit) -> None:
    put(cast.li, cast.surgery)
    departments.close(cast.surgery, by=cast.hospital_admin)
    merge(cast.hospital, second, reason="改革", by=cast.health_admin)
    assert where(cast.li) == (second, None)


@pytest.mark.parametrize("seed", range(6))
def test_over_random_mergers_and_returns_nobody_is_in_a_strange_department(cast: Cast, second: Unit, seed: int) -> None:
    chance, units = random.Random(seed), [cast.hospital, second, cast.clinic]
    for number in range(9):
        make.person(units[number % 3], f"人员{number}", 620 + number)
    for step in range(STEPS):
        try:
            _one_step(chance, cast, units, step)
        except Refusal:
            continue
        finally:
            _assert_everybody_at_home()


def _one_step(chance: random.Random, cast: Cast, units: list[Unit], step: int) -> None:
    unit = Unit.everywhere.get(pk=chance.choice(units).pk)
    here = list(Department.everywhere.filter(unit=unit, closed_at__isnull=True))
    match chance.choice(("merge", "restore", "assign", "assign", "add", "join", "close")):
        case "merge":
            merge(unit, chance.choice(units), reason="改革", by=cast.health_admin)
        case "restore":
            change = ending(unit)
            if change is not None:
                restore(StatusChange.everywhere.get(pk=change.pk), reason="有误", by=cast.health_admin)
        case "assign":
            for person in Person.everywhere.filter(unit=unit):
                put(person, chance.choice([None, *here]))
        case "add" if unit.status == Unit.Status.ACTIVE:
            departments.add(unit, f"部门{step}", parent=chance.choice([None, *here]), by=cast.hospital_admin)
        case "join" if len(here) > 1:
            organisation.merge(*chance.sample(here, 2), by=cast.hospital_admin)
        case "close" if here:
            organisation.close(chance.choice(here), by=cast.hospital_admin)


def _assert_everybody_at_home() -> None:
    for rows in (
        Person.everywhere.all(),
        Hat.everywhere.filter(ended_at__isnull=True),
        PersonRegistration.everywhere.filter(open=True),
    ):
        strange = rows.filter(department__isnull=False).exclude(department__unit=F("unit"))
        assert list(strange) == []
    assert not Department.everywhere.filter(parent__isnull=False).exclude(parent__unit=F("unit")).exists()
