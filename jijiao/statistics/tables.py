"""The manual's table of 继教完成情况, as the home page and 继教完成情况查询 both show it."""

from dataclasses import dataclass

from django.http import HttpRequest

from jijiao.credits.models import AnnualResult
from jijiao.lib.years import this_year
from jijiao.scoping.scope import Scope
from jijiao.standards.rules import Requirement
from jijiao.statistics import queries
from jijiao.statistics.forms import CompletionFilter
from jijiao.web.listing import Listing, listing


@dataclass
class CompletionTable:
    """A year's list within a scope, its totals and the years to choose from."""

    year: int
    years: list[int]
    requirement: Requirement
    totals: queries.Totals
    listing: Listing

    @property
    def rows(self) -> list[tuple[AnnualResult, str]]:
        """Each result of the page with what it lacks, in words."""
        return [(row, queries.missing_words(row, self.requirement)) for row in self.listing.rows]


def completion_table(request: HttpRequest, scope: Scope) -> CompletionTable:
    """The table as the query string asks for it; the number without conditions comes from the roll-ups."""
    years = queries.years(scope, this_year())
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in map(str, years) else years[0]
    requirement, totals = queries.requirement_of(year), queries.totals(scope, year)
    found = listing(
        request,
        queries.results(scope, year),
        filters=CompletionFilter(request.GET, scope=scope, requirement=requirement),
        order={"place": ["unit_path"], "name": ["person__name"], "total": ["total"]},
        count=(lambda: totals.people) if scope.sees_units else None,
        dress=lambda page: page.select_related("person", "unit"),
    )
    return CompletionTable(year, years, requirement, totals, found)
