"""Readings of 下属机构管理: one level of the tree or a search below it, with people counted from the roll-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jijiao.accounts.models import Hat
from jijiao.credits.models import UnitYear
from jijiao.lib.ids import row_id
from jijiao.lib.text import compact, tidy
from jijiao.lib.years import this_year
from jijiao.scoping.scope import Scope, subtree
from jijiao.standards.codes import units
from jijiao.subordinates.checks import IN_USE
from jijiao.subordinates.models import StatusChange
from jijiao.units.choosing import FOUND, SHORTEST
from jijiao.units.models import TemporaryUnit, Unit
from jijiao.units.queries import CODE, SUPERIORS, ancestors, best, directory, known_as

NATURES = dict(units.NATURES)
OPENED = 50  # lower units that one opened branch shows; the list beside it shows all


@dataclass(frozen=True)
class Line:
    """A unit with its numbers of this year: `own` people, with all below it `whole`, of these `passed` the year."""

    unit: Unit
    own: int
    whole: int
    passed: int
    below: int
    chief: str

    @property
    def nature(self) -> str:
        """单位性质 in words."""
        return NATURES.get(self.unit.nature, "")

    @property
    def percent(self) -> int | None:
        """年度完成率 of the whole, None where there is nobody."""
        return self.passed * 100 // self.whole if self.whole else None


@dataclass(frozen=True)
class Branch:
    """The units directly below one, the first of them; `more` says how many the list has besides."""

    lines: Sequence[Line]
    more: int


def place(scope: Scope, wanted: str, own: Unit) -> Unit:
    """The unit whose level is shown: the one asked for, if it is seen, else the own one."""
    found: Unit | None = Unit.objects.within(scope).filter(pk=row_id(wanted)).first()
    return found or own


def line_to(own: Unit, at: Unit) -> list[Unit]:
    """The units from the own one down to `at`, itself included; `at` alone when it lies elsewhere."""
    if not (at.path or "").startswith(own.path or "-"):
        return [at]
    paths = [path for path in [*ancestors(at.path or ""), at.path] if len(path or "") >= len(own.path or "")]
    return list(Unit.everywhere.filter(path__in=paths).order_by("path"))


def level(scope: Scope, at: Unit) -> QuerySet[Unit]:
    """The units directly below `at` that the scope sees."""
    rows: QuerySet[Unit] = Unit.objects.within(scope).filter(above=at)
    return rows


def beneath(scope: Scope, at: Unit) -> QuerySet[Unit]:
    """Everything below `at` that the scope sees."""
    rows: QuerySet[Unit] = Unit.objects.within(scope).filter(subtree("path", at.path or "-")).exclude(pk=at.pk)
    return rows


def guests(scope: Scope, own: Unit) -> QuerySet[Unit]:
    """Units of the region that other departments maintain: seen, not maintained (second line of sight)."""
    rows: QuerySet[Unit] = Unit.objects.within(scope).exclude(subtree("path", own.path or "-"))
    return rows


def dressed(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """With what a line of the list says besides the unit's own columns."""
    return rows.select_related("above", "region")


def branch(scope: Scope, at: Unit) -> Branch:
    """What opens under a node of the tree; six queries whatever is below it."""
    rows = level(scope, at).filter(status__in=IN_USE)
    first = list(rows.order_by("name", "pk")[: OPENED + 1])
    more = rows.count() - OPENED if len(first) > OPENED else 0
    return Branch(lines(first[:OPENED]), more)


def lines(rows: Sequence[Unit]) -> list[Line]:
    """Each unit with its numbers; four queries for all of them."""
    if not rows:
        return []
    ids, year = [unit.pk for unit in rows], this_year()
    own = dict(UnitYear.everywhere.filter(unit__in=ids, year=year).values_list("unit", "people"))
    counted = Unit.everywhere.filter(above__in=ids, status__in=IN_USE).order_by().values_list("above")
    below = dict(counted.annotate(n=Count("pk")))
    chiefs = dict(
        Hat.everywhere.filter(unit__in=ids, chief=True, ended_at__isnull=True).values_list("unit", "account__name")
    )
    sums = _sums(rows, year)
    return [
        Line(
            unit,
            own.get(unit.pk, 0),
            sums[f"people{unit.pk}"] or 0,
            sums[f"passed{unit.pk}"] or 0,
            below.get(unit.pk, 0),
            chiefs.get(unit.pk, ""),
        )
        for unit in rows
    ]


def _sums(rows: Sequence[Unit], year: int) -> dict[str, int | None]:
    """people and passed of each subtree, in one pass over their ranges of the roll-up."""
    ranges = {unit.pk: subtree("unit_path", unit.path or "-") for unit in rows}
    anywhere = Q(pk__in=())
    wanted: dict[str, Any] = {}
    for pk, condition in ranges.items():
        anywhere |= condition
        wanted[f"people{pk}"] = Sum("people", filter=condition)
        wanted[f"passed{pk}"] = Sum("passed", filter=condition)
    return UnitYear.everywhere.filter(anywhere, year=year).aggregate(**wanted)


def administrators(unit: Unit) -> list[Hat]:
    """Those in office, the 超级管理员 first."""
    rows = Hat.everywhere.filter(unit=unit, ended_at__isnull=True).select_related("account", "role", "unit")
    return list(rows.order_by("-chief", "pk"))


def history(unit: Unit) -> list[StatusChange]:
    """状态变动, the last first."""
    rows = StatusChange.everywhere.filter(unit=unit).select_related("into", "by__account", "by__unit", "by__role")
    return list(rows[:50])


def ending(unit: Unit) -> StatusChange | None:
    """The merger or dissolution that can be taken back."""
    acts = (StatusChange.Act.MERGE, StatusChange.Act.DISSOLVE)
    return StatusChange.everywhere.filter(unit=unit, act__in=acts, undone_at__isnull=True).first()


def choices_below(
    own: Unit, chosen: str, text: str, *, without: Unit | None = None, kinds: Sequence[str] = SUPERIORS
) -> QuerySet[Unit]:
    """For a UnitChoice: the unit chosen before, the own one, and what the text finds below it; active, of `kinds`."""
    found = [own.pk, row_id(chosen) or own.pk]
    if len(tidy(text)) >= SHORTEST:
        below = directory(kinds=kinds).filter(subtree("path", own.path or "-"))
        found += best(below, tidy(text), FOUND)
    active = Unit.everywhere.filter(pk__in=found, status=Unit.Status.ACTIVE, kind__in=list(kinds))
    rows = active.filter(subtree("path", own.path or "-"))
    rows = rows.exclude(subtree("path", without.path or "-")) if without else rows
    return rows.select_related("region", "above").order_by("path")


def heirs(own: Unit, chosen: str, text: str, unit: Unit) -> QuerySet[Unit]:
    """For a UnitChoice: what may take `unit` over, of its kind and not below it; 临时单位 take nobody over."""
    rows = choices_below(own, chosen, text, without=unit, kinds=[unit.kind])
    return rows.exclude(pk__in=TemporaryUnit.objects.values("unit"))


def called(text: str) -> QuerySet[Any]:
    """Ids of the units that have, or had, a name that `text` is a piece of, in characters or pinyin, or its code."""
    return known_as(compact(text) if len(compact(text)) == CODE else tidy(text))
