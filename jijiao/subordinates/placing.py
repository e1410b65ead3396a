"""Departments after units were joined or parted: whoever belongs to one belongs to a department of the own unit."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F

from jijiao.accounts.models import Hat
from jijiao.administrators.models import Invitation
from jijiao.people.models import Person
from jijiao.registration.models import PersonRegistration
from jijiao.units.models import Department, Unit

# what names one department, and of it the rows that are not of the past
NAMING: tuple[Any, ...] = (
    Hat.everywhere.filter(ended_at__isnull=True),
    Invitation.everywhere.filter(answered_at__isnull=True),
    PersonRegistration.everywhere.filter(open=True),
)
# what names several, by its table between
LIMITED: tuple[tuple[Any, str], ...] = ((Hat, "hat"), (Invitation, "invitation"))


def departments_of(people: Any) -> list[list[int]]:
    """pk and department of those of `people` who have one, to be handed to `put_right` later."""
    rows = people.filter(department__isnull=False).order_by("pk")
    return [list(each) for each in rows.values_list("pk", "department_id")]


def put_right(units: Collection[Unit], had: Mapping[int, int | None]) -> None:
    """People, administrators and applications of `units` leave departments of other units.

    A person gets back the department that `had` names, if it is an open one of their unit; else they have none.
    """
    _people(units, had)
    for rows in NAMING:
        rows.filter(pk__in=_strangers(rows, units)).update(department=None)
    for model, name in LIMITED:
        between = model.departments.through.objects.filter(**{f"{name}__unit__in": units})
        wrong = between.exclude(department__unit=F(f"{name}__unit")).values_list("pk", flat=True)
        model.departments.through.objects.filter(pk__in=list(wrong)).delete()
    above = Department.everywhere.filter(unit__in=units, parent__isnull=False).exclude(parent__unit=F("unit"))
    Department.everywhere.filter(pk__in=list(above.values_list("pk", flat=True))).update(parent=None)


def _people(units: Collection[Unit], had: Mapping[int, int | None]) -> None:
    strangers = set(_strangers(Person.everywhere.all(), units))
    own = {unit.pk: set[int]() for unit in units}
    for pk, unit in Department.everywhere.filter(unit__in=units, closed_at__isnull=True).values_list("pk", "unit_id"):
        own[unit].add(pk)
    groups: dict[int | None, list[int]] = {}
    for pk, unit in Person.everywhere.filter(pk__in=strangers).values_list("pk", "unit_id"):
        before = had.get(pk)
        groups.setdefault(before if before in own[unit] else None, []).append(pk)
    for department, ids in groups.items():
        Person.everywhere.filter(pk__in=ids).update(department=department)


def _strangers(rows: Any, units: Collection[Unit]) -> list[int]:
    """Those in a department of another unit than theirs."""
    found = rows.filter(unit__in=units, department__isnull=False).exclude(department__unit=F("unit"))
    return list(found.values_list("pk", flat=True))
