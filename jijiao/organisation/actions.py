"""Departments together with who belongs to them: merge two, close one that nobody needs."""

from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Q, QuerySet

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.units import departments
from jijiao.units.models import Department

# which rows of a model still belong somewhere; those of the past keep the department they had
LIVE: dict[str, Q] = {
    "accounts.hat": Q(ended_at__isnull=True),
    "people.person": Q(status__in=(Person.Status.ACTIVE, Person.Status.TEMPORARY, Person.Status.LEFT)),
    "registration.personregistration": Q(open=True),
}


@transaction.atomic
def merge(department: Department, into: Department, *, by: Actor) -> int:
    """合并: people, administrators, open applications and lower departments move into `into`, then it is closed.

    Returns how many rows moved along. Raises Refusal for another unit's, a closed or one of its own departments.
    """
    source = departments.must_be_open(department, department.unit_id)
    target = departments.must_be_open(into, department.unit_id)
    if target.pk in departments.within(source):
        raise Refusal("不能合并到它自己或它的下级部门，请另选部门", field="target")
    for child in Department.everywhere.filter(parent=source, closed_at__isnull=True).order_by("order", "pk"):
        departments.move(child, target, by=by)
    moved = sum(_move_along(relation, source, target) for relation in _relations())
    departments.close(source, by=by)
    record(by, Tag.DEPARTMENT_MERGE, on=source, into=target.pk, moved=moved)
    return moved


@transaction.atomic
def close(department: Department, *, by: Actor) -> None:
    """停用 a department that nobody belongs to any more. Raises Refusal with who still does."""
    held = departments.must_be_open(department, department.unit_id)
    here = belonging(held)
    if here:
        raise Refusal(f"该部门还有 {here} 名人员、管理员或待审核的注册申请，请先合并到其他部门")
    departments.close(held, by=by)


def belonging(department: Department) -> int:
    """How many people, administrators and open applications belong to it."""
    return sum(_live(relation).filter(**{relation.field.name: department}).count() for relation in _relations())


def _relations() -> list[Any]:
    """Everything that points at a department, whatever app it is of, except lower departments."""
    related = Department._meta.related_objects
    return [relation for relation in related if relation.related_model is not Department]


def _live(relation: ForeignObjectRel) -> QuerySet[Any]:
    model: Any = relation.related_model
    rows: QuerySet[Any] = model._default_manager.filter(LIVE.get(model._meta.label_lower, Q()))
    return rows


def _move_along(relation: Any, source: Department, target: Department) -> int:
    name = relation.field.name
    rows = _live(relation).filter(**{name: source})
    if not relation.many_to_many:
        return rows.update(**{name: target})
    found = list(rows)
    for row in found:
        getattr(row, name).add(target)
        getattr(row, name).remove(source)
    return len(found)
