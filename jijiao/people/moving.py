"""Where a person belongs: coming to another unit's roll, leaving the roll for good."""

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.locks import hold_unit
from jijiao.people.models import Person
from jijiao.units.models import Unit


@transaction.atomic
def move(person: Person, home: Unit, *, status: str, by: Actor) -> Person:
    """Put the person on the roll of `home`, without a department yet; hours and results stay with the person.

    The caller settles the open year in the same transaction. Raises Refusal when the unit takes nobody on.
    """
    for unit_id in sorted({person.unit_id, home.pk}):
        hold_unit(unit_id)
    held = Person.everywhere.select_for_update(of=("self",)).get(pk=person.pk)
    target = Unit.everywhere.get(pk=home.pk)
    if target.status != Unit.Status.ACTIVE:
        raise Refusal("单位已停用、合并或撤销，不能调入人员。")
    before = held.unit_id
    held.unit, held.unit_path, held.department, held.status = target, target.path or "", None, status
    held.save(update_fields=["unit", "unit_path", "department", "status"])
    record(by, Tag.PERSON_MOVE, on=held, unit_id=target.pk, before=before)
    return held


@transaction.atomic
def leave(person: Person, *, status: str, by: Actor) -> Person:
    """Change what the person is to the roll (退休, 死亡, 注销 …); the row stays with the last unit."""
    held = Person.everywhere.select_for_update(of=("self",)).get(pk=person.pk)
    held.status = status
    held.save(update_fields=["status"])
    record(by, Tag.PERSON_LEAVE, on=held, unit_id=held.unit_id, status=status)
    return held
