"""Pages of 查询统计: 继教完成情况查询 and one person's 学习记录."""

from django.http import HttpResponse
from django.shortcuts import render

from jijiao.credits.queries import learning_record as record_of
from jijiao.declarations.models import Declaration
from jijiao.people.models import Person
from jijiao.reviews.flow import State
from jijiao.statistics.queries import years
from jijiao.statistics.tables import completion_table
from jijiao.web.answers import show
from jijiao.web.request import Request


def completion(request: Request) -> HttpResponse:
    table = completion_table(request, request.scope)
    context = {"table": table, "listing": table.listing}
    return show(request, "statistics/completion.html", context, parts=("rows",))


def learning_record(request: Request, person: Person, year: int) -> HttpResponse:
    """Every entry with what counted and why not, and what is still under review or was rejected."""
    record = record_of(person, year)
    open_ones = Declaration.objects.within(request.scope).filter(
        person=person, year=year, review__state__in=[State.PENDING, State.REJECTED]
    )
    context = {
        "record": record,
        "person": person,
        "declarations": open_ones.select_related("review__desk").order_by("-pk"),
        "years": sorted({year, *years(request.scope, year)}, reverse=True),
    }
    return render(request, "statistics/learning_record.html", context)
