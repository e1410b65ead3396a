"""Readings of 管理内设部门: the tree with how many people are in each, what was closed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from jijiao.accounts.models import Hat
from jijiao.lib.ids import row_id
from jijiao.people.models import Person
from jijiao.scoping.scope import Scope
from jijiao.units.departments import Node, tree, within
from jijiao.units.models import Department, Unit


@dataclass(frozen=True)
class Branch:
    """A department of the tree: `people` on the roll in it, `total` with those below, `administrators` in it."""

    node: Node
    people: int
    total: int
    administrators: int
    children: "Sequence[Branch]"


@dataclass(frozen=True)
class Chart:
    """The whole unit: its trees, how many departments, people in them and people in none."""

    branches: Sequence[Branch]
    departments: int
    placed: int
    unplaced: int


def chart(unit: Unit) -> Chart:
    """The unit's open departments with the people in each; four queries whatever its size."""
    rows = list(Department.everywhere.filter(unit=unit, closed_at__isnull=True))
    on_roll = Person.everywhere.filter(unit=unit, status=Person.Status.ACTIVE)
    people = Counter(dict(_by_department(on_roll)))
    hats = Counter(dict(_by_department(Hat.everywhere.filter(unit=unit, ended_at__isnull=True))))
    branches = [_branch(node, people, hats) for node in tree(rows)]
    placed = sum(branch.total for branch in branches)
    return Chart(branches, len(rows), placed, on_roll.count() - placed)


def closed(unit: Unit) -> list[Department]:
    """What was closed, the last first; it can be opened again."""
    return list(Department.everywhere.filter(unit=unit, closed_at__isnull=False).order_by("-closed_at", "-pk")[:50])


def outline_of(unit: Unit) -> list[tuple[str, str]]:
    """The unit's open departments as choices, indented by depth."""
    return _outline(tree(Department.everywhere.filter(unit=unit, closed_at__isnull=True)))


def others(department: Department) -> list[tuple[str, str]]:
    """The departments it may be put under or merged into: all but itself and what is below it."""
    without = {str(pk) for pk in within(department)}
    return [choice for choice in outline_of(department.unit) if choice[0] not in without]


def open_of(unit: Unit, pk: str) -> Department | None:
    """A department of the unit by its id as a form sends it; None where none was chosen."""
    return Department.everywhere.filter(unit=unit, pk=row_id(pk) or 0).first() if pk else None


def own_department(scope: Scope, pk: str) -> Department | None:
    """The open department of one's own desks with this id as an address gives it."""
    rows = Department.objects.at_desks(scope).filter(pk=row_id(pk), closed_at__isnull=True)
    found: Department | None = rows.first()
    return found


def _branch(node: Node, people: Counter[int], hats: Counter[int]) -> Branch:
    children = [_branch(child, people, hats) for child in node.children]
    own = people[node.department.pk]
    return Branch(node, own, own + sum(child.total for child in children), hats[node.department.pk], children)


def _by_department(rows: QuerySet[Person] | QuerySet[Hat]) -> list[tuple[int, int]]:
    placed = rows.filter(department__isnull=False).order_by().values_list("department")
    return list(placed.annotate(n=Count("pk")))


def _outline(nodes: Sequence[Node]) -> list[tuple[str, str]]:
    """Trees as the choices of a select: full-width blanks show the depth."""
    found: list[tuple[str, str]] = []
    for node in nodes:
        found.append((str(node.department.pk), f"{'　' * node.depth}{node.department.name}"))
        found += _outline(node.children)
    return found
