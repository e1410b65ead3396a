"""Readings of 继教完成情况: results of a year, how many are done, and what the others lack."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jijiao.credits.models import AnnualResult, UnitYear
from jijiao.scoping.scope import Scope
from jijiao.standards.queries import rules_for
from jijiao.standards.rules import Requirement
from jijiao.units.models import Unit

COUNTED_BY_GAP = 20_000  # people up to whom the parts of the bar are counted; above, only done and not done


def requirement_of(year: int) -> Requirement:
    return rules_for(year).requirement


def results(scope: Scope, year: int) -> QuerySet[AnnualResult]:
    """The results of a year that the scope sees, of those whom the year asks for hours."""
    return AnnualResult.objects.within(scope).filter(year=year, counted=True)


def years(scope: Scope, this_year: int) -> list[int]:
    """Years a page offers, newest first: those with results of any unit the scope sees, and the present one."""
    whole = scope.sees_units and scope.is_whole
    rows: Any = UnitYear.objects.within(scope) if whole else AnnualResult.objects.within(scope)
    return sorted({this_year, *rows.order_by().values_list("year", flat=True).distinct()}, reverse=True)


def has_below(scope: Scope) -> bool:
    """Whether units lie below those whose whole subtree is seen."""
    return Unit.everywhere.filter(scope.seen("path")).exclude(path__in=scope.paths).exists() if scope.paths else False


def lacking(gap: str, requirement: Requirement) -> Q:
    """只差公需课, 只差必需课 or 两项都差, by the least hours of the year."""
    public, professional = Q(public__lt=requirement.public_min), Q(professional__lt=requirement.professional_min)
    return {"public": public & ~professional, "professional": professional & ~public, "both": public & professional}[
        gap
    ]


@dataclass(frozen=True)
class Totals:
    """现有 passed 位完成, 还剩 `rest` 位; the parts are None where there are too many people to count them."""

    people: int
    passed: int
    public: int | None = None
    professional: int | None = None
    both: int | None = None

    @property
    def rest(self) -> int:
        return self.people - self.passed

    @property
    def percent(self) -> int:
        return self.passed * 100 // self.people if self.people else 0


def totals(scope: Scope, year: int) -> Totals:
    """How many of the subtree's people met the year, from the roll-ups; the parts from the results."""
    if scope.is_whole:
        summed = UnitYear.objects.within(scope).filter(year=year).aggregate(people=Sum("people"), passed=Sum("passed"))
    else:  # the roll-ups know no departments
        summed = results(scope, year).aggregate(people=Count("pk"), passed=Count("pk", filter=Q(passed=True)))
    people, passed = summed["people"] or 0, summed["passed"] or 0
    if people > COUNTED_BY_GAP:
        return Totals(people, passed)
    requirement = requirement_of(year)
    parts = results(scope, year).filter(passed=False)
    counted = parts.aggregate(
        **{f"n_{gap}": Count("pk", filter=lacking(gap, requirement)) for gap in ("public", "professional", "both")}
    )
    return Totals(people, passed, counted["n_public"], counted["n_professional"], counted["n_both"])


def missing_words(result: AnnualResult, requirement: Requirement) -> str:
    """公需差 30，必需差 12; empty when nothing lacks."""
    lacks = {
        "公需差": requirement.public_min - result.public,
        "必需差": requirement.professional_min - result.professional,
    }
    return "，".join(f"{word} {_plain(hours)}" for word, hours in lacks.items() if hours > 0)


def _plain(hours: Decimal) -> str:
    return f"{hours:.1f}".removesuffix(".0")
