"""The verbs of 内设部门: open, rename, order, move, close and open again; a tree of any depth within one unit.

What else points at a department (people, administrators) is moved by `organisation.actions`, above these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Department, Unit

FACTS = {"name": "部门名称", "code": "部门编码", "leader": "负责人", "phone": "电话", "note": "备注"}
TAKEN = "本单位已有同名部门“{name}”，请换一个名称"


class ChangedMeanwhile(Refusal):
    """Somebody else changed it since the form was shown: `drift` has, by fact, what it was and what it is."""

    def __init__(self, drift: dict[str, tuple[str, str]]) -> None:
        labels = "、".join(FACTS[name] for name in drift)
        super().__init__(f"在您填写期间，该部门的{labels}已被其他管理员修改，请核对下面的差异后再保存")
        self.drift = drift


@dataclass(frozen=True)
class Node:
    """One department in its place: `children` are open departments in their order."""

    department: Department
    depth: int
    is_first: bool
    is_last: bool
    children: "list[Node]"


def tree(departments: Iterable[Department]) -> list[Node]:
    """The open departments of one unit as trees, in the order in which they are kept."""
    below: dict[int | None, list[Department]] = {}
    for department in sorted(departments, key=lambda each: (each.order, each.pk)):
        below.setdefault(department.parent_id, []).append(department)
    return _nodes(below, None, 0)


def _nodes(below: dict[int | None, list[Department]], parent: int | None, depth: int) -> list[Node]:
    rows = below.get(parent, [])
    return [
        Node(row, depth, row is rows[0], row is rows[-1], _nodes(below, row.pk, depth + 1))
        for row in rows
    ]  # fmt: skip


def within(department: Department) -> set[int]:
    """The department and everything open below it."""
    return below(department.unit_id, [department.pk])


def below(unit_id: int, chosen: Iterable[int]) -> set[int]:
    """Some departments of a unit, by their ids, and everything open below each."""
    found, grown = set(chosen), True
    parents = dict(Department.everywhere.filter(unit_id=unit_id, closed_at__isnull=True).values_list("pk", "parent_id"))
    while grown:
        more = {pk for pk, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found


def facts_of(department: Department) -> dict[str, str]:
    """What the department says of itself."""
    return {name: str(getattr(department, name)) for name in FACTS}


@transaction.atomic
def add(unit: Unit, name: str, *, parent: Department | None = None, by: Actor, **facts: str) -> Department:
    """添加部门, last among its siblings; a name is taken once among the open ones of the unit."""
    _hold(unit.pk)
    _check_parent(unit.pk, parent)
    last = _siblings(unit.pk, parent.pk if parent else None).values_list("order", flat=True).last()
    department = Department(unit=unit, name=name, parent=parent, order=(last or 0) + 1, **facts)
    _save(department)
    record(by, Tag.DEPARTMENT_OPEN, on=department, unit_id=unit.pk, name=name)
    return department


@transaction.atomic
def edit(department: Department, facts: Mapping[str, str], *, base: Mapping[str, str], by: Actor) -> Department:
    """修改 `facts` (those of FACTS that are to be written); `base` is what they were when the form was shown.

    Raises ChangedMeanwhile when somebody else has written one of them since.
    """
    held = _held(department)
    present = facts_of(held)
    if drift := {name: (was, present[name]) for name, was in base.items() if was != present[name]}:
        raise ChangedMeanwhile(drift)
    changed = {name: value for name, value in facts.items() if value != present[name]}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    _save(held)
    record(by, Tag.DEPARTMENT_EDIT, on=held, before={name: present[name] for name in changed}, after=changed)
    return held


@transaction.atomic
def shift(department: Department, *, up: bool, by: Actor) -> None:
    """One place up or down among its siblings; at the end of the row nothing happens."""
    held = _held(department)
    rows = list(_siblings(held.unit_id, held.parent_id))
    at = next(place for place, row in enumerate(rows) if row.pk == held.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, 1):
        row.order = order
    Department.everywhere.bulk_update(rows, ["order"])
    record(by, Tag.DEPARTMENT_MOVE, on=held, up=up)


@transaction.atomic
def move(department: Department, parent: Department | None, *, by: Actor) -> None:
    """Put it, with all that is below it, under another department or at the top. Raises Refusal for a cycle."""
    held = _held(department)
    _check_parent(held.unit_id, parent)
    if parent is not None and parent.pk in within(held):
        raise Refusal("不能移到它自己或它的下级部门之下，请另选上级部门", field="parent")
    last = _siblings(held.unit_id, parent.pk if parent else None).values_list("order", flat=True).last()
    before = held.parent_id
    held.parent, held.order = parent, (last or 0) + 1
    held.save(update_fields=["parent", "order"])
    record(by, Tag.DEPARTMENT_MOVE, on=held, before=before, parent=held.parent_id)


@transaction.atomic
def close(department: Department, *, by: Actor) -> None:
    """停用 one that has no open departments below it; who belongs to it is the caller's to look at."""
    held = _held(department)
    if Department.everywhere.filter(parent=held, closed_at__isnull=True).exists():
        raise Refusal("还有下级部门，请先移走、合并或停用下级部门")
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    record(by, Tag.DEPARTMENT_CLOSE, on=held, name=held.name)


@transaction.atomic
def reopen(department: Department, *, by: Actor) -> None:
    """Undo a closing; under its old superior, or at the top where that one is closed."""
    _hold(department.unit_id)
    held = Department.everywhere.select_related("parent").get(pk=department.pk)
    if held.closed_at is None:
        return
    if held.parent is not None and held.parent.closed_at is not None:
        held.parent = None
    held.closed_at = None
    _save(held)
    record(by, Tag.DEPARTMENT_REOPEN, on=held, name=held.name)


def must_be_open(department: Department, unit_id: int) -> Department:
    """The department as it is now. Raises Refusal when it is closed or another unit's."""
    held = Department.everywhere.get(pk=department.pk)
    if held.unit_id != unit_id:
        raise Refusal("只能选择本单位的内设部门", field="target")
    if held.closed_at is not None:
        raise Refusal(f"部门“{held.name}”已停用，请刷新后再试", field="target")
    return held


def _held(department: Department) -> Department:
    _hold(department.unit_id)
    return must_be_open(department, department.unit_id)


def _hold(unit_id: int) -> None:
    """One writer at a time for the departments of a unit: two who move at once would close a circle."""
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=unit_id)


def _check_parent(unit_id: int, parent: Department | None) -> None:
    if parent is None:
        return
    held = Department.everywhere.get(pk=parent.pk)
    if held.unit_id != unit_id:
        raise Refusal("上级部门不是本单位的内设部门，请重新选择", field="parent")
    if held.closed_at is not None:
        raise Refusal(f"上级部门“{held.name}”已停用，请重新选择", field="parent")


def _siblings(unit_id: int, parent_id: int | None) -> QuerySet[Department]:
    rows = Department.everywhere.filter(unit_id=unit_id, parent_id=parent_id, closed_at__isnull=True)
    return rows.order_by("order", "pk")


def _save(department: Department) -> None:
    """The database keeps a name once, whoever comes first."""
    try:
        with transaction.atomic():
            department.save()
    except IntegrityError as error:
        raise Refusal(TAKEN.format(name=department.name), field="name") from error
