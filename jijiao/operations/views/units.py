"""单位查找, 无统一社会信用代码单位建档, and entering the code later."""

from django.http import HttpResponse, HttpResponseBase, QueryDict

from jijiao.administrators import chief_views
from jijiao.operations import actions
from jijiao.operations.forms import CodeForm, FoundingForm, UnitFilter
from jijiao.operations.lookup import administrators_of, why_no_code
from jijiao.operations.models import Provisional
from jijiao.standards.codes import units as codes
from jijiao.units.models import Unit
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NATURES = dict(codes.NATURES)
ORDER = {"name": ("name",), "newest": ("-id",)}


def units(request: Request) -> HttpResponse:
    """Any unit of any state."""
    rows = Unit.objects.within(request.scope)
    found = listing(
        request,
        rows,
        filters=UnitFilter(request.GET),
        order=ORDER,
        dress=lambda page: page.select_related("region", "above", "provisional"),
    )
    return show(request, "operations/units.html", {"listing": found}, parts=("rows",))


def unit(request: Request, unit: Unit) -> HttpResponse:
    """One unit: what it is, where it stands, who administers it, what it is called besides."""
    administrators = administrators_of(unit)
    context = {
        "unit": unit,
        "provisional": Provisional.objects.filter(unit=unit).first(),
        "administrators": administrators.order_by("-chief", "pk"),
        "former_names": unit.former_names.all(),
        **chief_views.about(request, unit),
    }
    return show(request, "operations/unit.html", context)


def founding(request: Request) -> HttpResponseBase:
    """建档: the one-time password of a new administrator is shown once, in the answer."""
    form = FoundingForm(_posted(request))
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        with form.catching():
            founded = actions.found_without_code(
                form.facts,
                superior=form.cleaned_data["superior"],
                chief=form.chief,
                reason=form.cleaned_data["reason"],
                by=request.hat,
            )
            return show(request, "operations/founded.html", {"founded": founded})
    return show(request, "operations/founding.html", {"form": form}, parts=("superior-found",))


def naming(request: Request, unit: Unit) -> HttpResponseBase:
    """指定超级管理员, 更换超级管理员 of a unit that nobody stands above."""
    return chief_views.naming(request, unit, home="operations.unit")


def naming_answer(request: Request, unit: Unit) -> HttpResponseBase:
    return chief_views.answering(request, unit, home="operations.unit")


def credit_code(request: Request, unit: Unit) -> HttpResponseBase:
    """补录, and once that is done 更正."""
    provisional = Provisional.objects.filter(unit=unit).first()
    if why := why_no_code(unit, provisional):
        return done(request, why, "operations.unit", unit.pk)
    assert provisional is not None  # noqa: S101 - else there is a why
    correcting = provisional.completed_at is not None
    form = CodeForm(_posted(request), unit=unit, correcting=correcting)
    if form.is_valid():
        with form.catching():
            code = form.cleaned_data["credit_code"]
            if correcting:
                actions.correct_code(provisional, code, reason=form.cleaned_data["reason"], by=request.hat)
            else:
                actions.complete(provisional, code, by=request.hat)
            return done(request, f"已{'更正' if correcting else '补录'}：{unit.name}", "operations.unit", unit.pk)
    context = {"form": form, "unit": unit, "provisional": provisional, "nature": NATURES.get(unit.nature, "未填写")}
    return show(request, "operations/credit_code.html", context)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
