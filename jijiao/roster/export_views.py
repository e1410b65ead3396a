"""Pages of 导出: ask for a list; the unit's exports; decide about one with full numbers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from jijiao.accounts.permissions import Permission
from jijiao.roster.exporting import Wanted, ask, chosen_people, decide
from jijiao.roster.forms import DecisionForm, ExportForm
from jijiao.roster.models import Export
from jijiao.roster.saving import columns_of
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NEWEST = {"newest": ("-pk",)}


def export(request: Request) -> HttpResponseBase:
    """导出 what the list showed: its conditions come along in the address."""
    may_full = request.hat.may(Permission.PEOPLE_REVEAL)
    posted = request.POST if request.method == "POST" else None
    initial = {"conditions": request.GET.urlencode(), "columns": list(columns_of(request.hat))}
    form = ExportForm(posted, may_full=may_full, initial=initial)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        full = answers.pop("numbers", "masked") == "full"
        with form.catching():
            asked = ask(Wanted(**answers, full=full), by=request.hat)
            if asked.job is not None:
                return redirect("jobs.record", asked.job.ref)
            return done(request, "已提交，等待本单位另一名管理员审批", "roster.export_record", asked.ref)
    rows, filters = chosen_people(form["conditions"].value() or "", full=False, by=request.hat)
    return show(request, "roster/export.html", {"form": form, "count": rows.count(), "words": filters.words})


def exports(request: Request) -> HttpResponse:
    """The unit's exports with full numbers, newest first."""
    rows = Export.objects.at_desks(request.scope).filter(full=True)
    found = listing(request, rows, order=NEWEST, dress=_dressed)
    return show(request, "roster/exports.html", {"listing": found}, parts=("rows",))


def _dressed(page: QuerySet[Any]) -> QuerySet[Any]:
    return page.select_related("by__account", "decided_by__account")


def record(request: Request, export: Export) -> HttpResponse:
    return show(request, "roster/export_record.html", _about(request, export, DecisionForm()))


def approval(request: Request, export: Export) -> HttpResponseBase:
    return _decided(request, export, approve=True)


def refusal(request: Request, export: Export) -> HttpResponseBase:
    return _decided(request, export, approve=False)


def _decided(request: Request, export: Export, *, approve: bool) -> HttpResponseBase:
    form = DecisionForm(request.POST)
    if form.is_valid():
        with form.catching():
            decide(export, approve=approve, note=form.cleaned_data["note"], by=request.hat)
            return done(request, "已同意导出" if approve else "已答复不同意", "roster.export_record", export.ref)
    return show(request, "roster/export_record.html", _about(request, export, form))


def _about(request: Request, export: Export, form: DecisionForm) -> dict[str, object]:
    own = export.by.account_id == request.hat.account_id
    return {"export": export, "form": form, "own": own, "may_decide": export.is_waiting and not own}
