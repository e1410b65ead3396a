"""合并重复档案: preview first, then the merge, and the way back."""

from django.http import HttpResponse, HttpResponseBase, QueryDict

from jijiao.operations import merging_people, merging_units
from jijiao.operations.doubles import plan
from jijiao.operations.forms import DoublesForm, UnitDoublesForm
from jijiao.operations.models import Merge
from jijiao.subordinates.plans import plan_merger
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NEWEST = {"newest": ("-id",)}
BOTH = ("kept_person", "gone_person", "kept_unit", "gone_unit", "by__account", "by__role")


def merges(request: Request) -> HttpResponse:
    rows = Merge.objects.within(request.scope)
    found = listing(request, rows, order=NEWEST, dress=lambda page: page.select_related(*BOTH))
    return show(request, "operations/merges.html", {"listing": found}, parts=("rows",))


def people(request: Request) -> HttpResponseBase:
    """Two numbers → what would happen → 确认合并."""
    form = DoublesForm(_posted(request))
    preview = None
    if form.is_valid():
        clean = form.cleaned_data
        preview = plan(clean["kept_person"], clean["gone_person"])
        if "confirm" in request.POST:
            with form.catching():
                merge = merging_people.merge_people(preview.kept, preview.gone, reason=clean["reason"], by=request.hat)
                return done(request, "已合并，30 天内可以撤销", "operations.merge", merge.pk)
    return show(request, "operations/merge_people.html", {"form": form, "plan": preview})


def units(request: Request) -> HttpResponseBase:
    """Two units → what would happen → 确认合并; looking for them comes first."""
    form = UnitDoublesForm(_posted(request))
    preview = None
    if "look" not in request.POST and form.is_valid():
        clean = form.cleaned_data
        preview = plan_merger(clean["gone"], clean["kept"])
        if "confirm" in request.POST:
            with form.catching():
                merge = merging_units.merge_units(clean["kept"], clean["gone"], reason=clean["reason"], by=request.hat)
                return done(request, "已合并，30 天内可以撤销", "operations.merge", merge.pk)
    return show(request, "operations/merge_units.html", {"form": form, "plan": preview})


def merge(request: Request, merge: Merge) -> HttpResponse:
    of_people = merge.kind == Merge.Kind.PERSON
    obstacles = merging_people.obstacles(merge) if of_people else merging_units.obstacles(merge)
    return show(request, "operations/merge.html", {"merge": merge, "obstacles": obstacles})


def undoing(request: Request, merge: Merge) -> HttpResponseBase:
    if merge.kind == Merge.Kind.PERSON:
        merging_people.undo_people(merge, by=request.hat)
    else:
        merging_units.undo_units(merge, by=request.hat)
    return done(request, "已撤销合并，两份档案恢复原状", "operations.merge", merge.pk)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
