"""Where people belong: another unit's roll, another department, off the roll and back on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people import careers, rules
from jijiao.people.locks import hold_unit
from jijiao.people.models import Person
from jijiao.units.models import Unit


@transaction.atomic
def move(
    person: Person,
    home: Unit,
    *,
    status: str,
    because: str = "调转",
    number: str = "",
    on: date | None = None,
    by: Actor,
) -> Person:
    """Put the person on the roll of `home`, without a department yet; hours and results stay with the person.

    `because`, `number` (of the transfer) and `on`, the day they left, go into the history of units.
    The caller settles the open year in the same transaction. Raises Refusal when the unit takes nobody on.
    """
    for unit_id in sorted({person.unit_id, home.pk}):
        hold_unit(unit_id)
    held = Person.everywhere.select_for_update(of=("self",)).get(pk=person.pk)
    target = Unit.everywhere.get(pk=home.pk)
    if target.status != Unit.Status.ACTIVE:
        raise Refusal("单位已停用、合并或撤销，不能调入人员。")
    before = held.unit_id
    careers.end(Person.everywhere.filter(pk=held.pk), because=because, number=number, on=on)
    returning = held.status in rules.OFF_ROLL
    held.unit, held.unit_path, held.department, held.status = target, target.path or "", None, status
    held.save(update_fields=["unit", "unit_path", "department", "status"])
    if returning:
        careers.begin(held)
    record(by, Tag.PERSON_MOVE, on=held, unit_id=target.pk, before=before)
    return held


@transaction.atomic
def leave(person: Person, *, status: str, number: str = "", on: date | None = None, by: Actor) -> Person:
    """Take the person off the roll (退休, 死亡, 注销 …); the row stays with the last unit.

    `number` (of the transfer) and `on`, the day they left, go into the history of units.
    Raises Refusal when the present status does not allow it.
    """
    [held] = hold([person.pk])
    if problem := rules.why_not(held.status, status):
        raise Refusal(problem)
    stand([held], status, number=number, on=on, by=by)
    held.status = status
    return held


@transaction.atomic
def lodge(person: Person, *, by: Actor) -> None:
    """Say that the person's unit is a 临时单位, until a transfer leads on."""
    Person.everywhere.filter(pk=person.pk).update(status=Person.Status.TEMPORARY)
    record(by, Tag.PERSON_LODGE, on=person, unit_id=person.unit_id)


def hold(ids: Iterable[int]) -> list[Person]:
    """The people as they are now, locked until the transaction ends."""
    rows = Person.everywhere.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk")
    return list(rows.select_related("unit", "department", "account"))


def stand(
    held: Sequence[Person],
    status: str,
    *,
    number: str = "",
    on: date | None = None,
    undone: bool = False,
    by: Actor,
) -> None:
    """Give people that the caller holds and has judged a status, by set; `undone`: their leaving was a mistake."""
    rows = Person.everywhere.filter(pk__in=[each.pk for each in held])
    if status == rules.ACTIVE:
        careers.come_back(rows.filter(status__in=rules.OFF_ROLL), undone=undone)
    else:
        careers.end(rows, because=rules.OFF_ROLL.get(status, ""), number=number, on=on)
    rows.update(status=status)
    record_each(by, Tag.PERSON_RETURN if status == rules.ACTIVE else Tag.PERSON_LEAVE, held, status=status)


def assign(held: Sequence[Person], department_id: int | None, *, by: Actor) -> None:
    """Put people that the caller holds and has judged into a department of their unit, or into none, by set."""
    Person.everywhere.filter(pk__in=[each.pk for each in held]).update(department=department_id)
    record_each(by, Tag.PERSON_ASSIGN, held, department=department_id)
