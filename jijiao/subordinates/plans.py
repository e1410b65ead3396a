"""The preview of a merger or dissolution: what moves, and what stands in the way. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jijiao.accounts.models import Hat
from jijiao.changes.models import UnitChange
from jijiao.declarations.models import Declaration
from jijiao.people.models import Person
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.subordinates.checks import IN_USE
from jijiao.transfers.models import Transfer
from jijiao.units.models import Department, Unit
from jijiao.units.temporary import is_temporary

SHOWN = 20  # people, departments and requests that are named one by one
ON_ROLL = (Person.Status.ACTIVE, Person.Status.TEMPORARY, Person.Status.LEFT)


@dataclass(frozen=True)
class Named:
    """The first of what moves, by name, and how many there are besides."""

    first: list[str] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Plan:
    """What would go to `into` (of a dissolution: nothing named yet), and the reasons why it cannot be done now."""

    unit: Unit
    into: Unit | None
    people: int = 0
    departments: int = 0
    requests: int = 0
    below: int = 0
    administrators: int = 0
    problems: list[str] = field(default_factory=list)
    people_named: Named = field(default_factory=Named)
    departments_named: Named = field(default_factory=Named)
    requests_named: Named = field(default_factory=Named)
    warnings: list[str] = field(default_factory=list)


def plan_merger(unit: Unit, into: Unit) -> Plan:
    """The preview of 合并 `unit` into `into`."""
    problems = [*_merger_problems(unit, into)]
    people = Person.everywhere.filter(unit=unit)
    departments = Department.everywhere.filter(unit=unit, closed_at__isnull=True)
    return Plan(
        unit,
        into,
        people.count(),
        departments.count(),
        *_rest(unit),
        problems,
        people_named=_named(people.order_by("pinyin", "pk")),
        departments_named=_named(departments.order_by("order", "pk")),
        requests_named=_requests_named(unit),
        warnings=[*_warnings(into)],
    )


def plan_dissolution(unit: Unit) -> Plan:
    """The preview of 撤销."""
    people = Person.everywhere.filter(unit=unit, status__in=ON_ROLL)
    return Plan(
        unit,
        None,
        people.count(),
        0,
        *_rest(unit),
        [*_dissolution_problems(unit)],
        people_named=_named(people.order_by("pinyin", "pk")),
        requests_named=_requests_named(unit),
    )


def requests_of(unit: Unit) -> Iterator[tuple[Kind, str, list[int]]]:
    """Open requests that name the unit: the kind, the field that names it, the ids of the subjects."""
    for kind in KINDS.values():
        for origin in kind.origins:
            rows: Any = kind.subject.everywhere.filter(**{origin: unit}, review__state=State.PENDING)
            if ids := list(rows.order_by("pk").values_list("pk", flat=True)):
                yield kind, origin, ids


def _named(rows: Any) -> Named:
    return Named(list(rows.values_list("name", flat=True)[:SHOWN]), max(rows.count() - SHOWN, 0))


def _requests_named(unit: Unit) -> Named:
    """专业技术人员注册审核：赵申请; a request that two fields name is one."""
    found: dict[tuple[str, int], Kind] = {(kind.key, pk): kind for kind, _, ids in requests_of(unit) for pk in ids}
    first: list[str] = []
    for kind in {id(kind): kind for kind in found.values()}.values():
        ids = [pk for key, pk in found if key == kind.key][: SHOWN - len(first)]
        rows: Any = kind.subject.everywhere.filter(pk__in=ids).order_by("pk")
        first += [f"{kind.label}：{kind.subject_name(row)}" for row in rows]
    return Named(first, len(found) - len(first))


def _warnings(into: Unit) -> Iterator[str]:
    if not Hat.everywhere.filter(unit=into, ended_at__isnull=True).exists():
        yield f"“{into.name}”还没有管理员：合并后，转来的申请由其上级代办，人员也没有人维护。请先为该单位添加管理员"


def _rest(unit: Unit) -> tuple[int, int, int]:
    """Open requests, lower units in use, administrators."""
    requests = {(kind.key, pk) for kind, _, ids in requests_of(unit) for pk in ids}
    below = Unit.everywhere.filter(above=unit, status__in=IN_USE).count()
    return len(requests), below, Hat.everywhere.filter(unit=unit, ended_at__isnull=True).count()


def _merger_problems(unit: Unit, into: Unit) -> Iterator[str]:
    if unit.pk == into.pk:
        yield "不能合并到本身，请另选单位"
        return
    yield from _fixed(unit)
    if (into.path or "").startswith(unit.path or "-"):
        yield f"“{into.name}”是“{unit.name}”的下级，请先把它移到别处再合并"
    if unit.kind != into.kind:
        yield f"“{into.name}”是{into.get_kind_display()}，与“{unit.name}”类别不同，不能合并"
    if is_temporary(into):
        yield "临时单位由系统设置，不能并入其他单位"
    between = Transfer.everywhere.filter(open=True, old_unit__in=(unit, into), new_unit__in=(unit, into)).count()
    if between:
        yield f"两个单位之间有 {between} 件人员调转正在办理，请先办结或撤回"
    yield from _own_changes(unit)


def _dissolution_problems(unit: Unit) -> Iterator[str]:
    yield from _fixed(unit)
    yield from _own_changes(unit)
    others = {
        (kind.key, pk)
        for kind, _, ids in requests_of(unit)
        if kind.subject not in (Declaration, UnitChange)
        for pk in ids
    }  # fmt: skip
    if others:
        yield f"有 {len(others)} 件注册申请或人员调转等待办理，请先办结"


def _fixed(unit: Unit) -> Iterator[str]:
    if unit.kind == Unit.Kind.AUTHORITY:
        yield "人社部门按行政区划设置，不能合并或撤销"
    if is_temporary(unit):
        yield "临时单位由系统设置，不能合并或撤销"


def _own_changes(unit: Unit) -> Iterator[str]:
    if UnitChange.everywhere.filter(unit=unit, open=True).exists():
        yield "该单位有一份变更申请正在审核，请先审核或请该单位撤回"
