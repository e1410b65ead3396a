"""Readings of the roster."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from jijiao.credits.models import AnnualResult
from jijiao.people.models import Person
from jijiao.roster.models import Batch, Line


def lines(batch: Batch, *, wrong: bool | None = None) -> QuerySet[Line]:
    """Everybody in the batch; those for whom it did (`wrong=False`) or did not work."""
    rows = Line.objects.filter(batch=batch)
    return rows if wrong is None else rows.exclude(problem="") if wrong else rows.filter(problem="")


def batches(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The batches of one page with how many they were about."""
    counted = rows.annotate(right=Count("lines", Q(lines__problem="")), wrong=Count("lines", ~Q(lines__problem="")))
    return counted.select_related("by__account", "by__unit", "by__role", "undone_by__account")


def with_result_of(rows: QuerySet[Person], year: int) -> QuerySet[Person]:
    """The people, each with `year_passed`: the year's 年度认定, None where there is none."""
    of_year = AnnualResult.everywhere.filter(person=OuterRef("pk"), year=year)
    return rows.annotate(year_passed=Subquery(of_year.values("passed")[:1]))
