"""Pages that end a unit or bring it back: 合并 and 撤销 with their preview, 恢复."""

from django.http import Http404, HttpResponseBase

from jijiao.subordinates import queries
from jijiao.subordinates.checks import why_not
from jijiao.subordinates.forms import MergerForm, ReasonForm
from jijiao.subordinates.merging import dissolve, merge
from jijiao.subordinates.plans import plan_dissolution, plan_merger
from jijiao.subordinates.restoring import restore
from jijiao.units.models import Unit
from jijiao.web.answers import done, show
from jijiao.web.request import Request

RECORD = "subordinates.record"


def merger(request: Request, unit: Unit) -> HttpResponseBase:
    """合并: search and preview (`look`), then the deed."""
    own, looking = request.hat.unit, bool(request.POST.get("look"))
    said = request.POST if request.method == "POST" else request.GET
    form = MergerForm(said if request.method == "POST" and not looking else None, said, own=own, unit=unit)
    if form.is_valid():
        with form.catching():
            into = form.cleaned_data["into"]
            merge(unit, into, reason=form.cleaned_data["reason"], by=request.hat)
            return done(request, f"已将“{unit.name}”合并到“{into.name}”", RECORD, into.pk)
    into = form.chosen_unit
    context = {
        "form": form,
        "unit": unit,
        "plan": plan_merger(unit, into) if into else None,
        "obstacle": why_not(unit, request.hat),
    }
    return show(request, "subordinates/merger.html", context)


def closing(request: Request, unit: Unit) -> HttpResponseBase:
    """撤销: what moves where, then the deed."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            dissolve(unit, reason=form.cleaned_data["reason"], by=request.hat)
            return done(request, f"已撤销：{unit.name}", RECORD, unit.pk)
    context = {"form": form, "unit": unit, "plan": plan_dissolution(unit), "obstacle": why_not(unit, request.hat)}
    return show(request, "subordinates/closing.html", context)


def restoring(request: Request, unit: Unit) -> HttpResponseBase:
    """恢复 a merged or dissolved unit."""
    change = queries.ending(unit)
    if change is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            restore(change, reason=form.cleaned_data["reason"], by=request.hat)
            return done(request, f"已恢复：{unit.name}", RECORD, unit.pk)
    context = {"form": form, "unit": unit, "change": change, "obstacle": why_not(unit, request.hat)}
    return show(request, "subordinates/restoring.html", context)
