"""Pages of 下属机构管理: the tree with its list, one unit, and what can be done to it while it stays what it is."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.administrators import chief_views
from jijiao.administrators.seats import chief_of
from jijiao.changes.facts import read
from jijiao.security.resetting import why_not_reset
from jijiao.subordinates import actions, queries
from jijiao.subordinates.checks import why_not
from jijiao.subordinates.forms import EditForm, NewUnitForm, PlaceForm, ReasonForm, UnitsFilter
from jijiao.units.models import Unit
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.navigation import Tab
from jijiao.web.request import Request

TREE, RECORD = "subordinates.tree", "subordinates.record"
ORDER = {"name": ("name",), "place": ("path",)}


def tree(request: Request) -> HttpResponse:
    """One level of the tree, or with conditions everything below that fits."""
    own, filters = request.hat.unit, UnitsFilter(request.GET)
    at, chosen = queries.place(request.scope, request.GET.get("at", ""), own), filters.chosen()
    searching = any(chosen[name] for name in ("text", "nature", "kind", "status"))
    within = queries.beneath if searching else queries.level
    rows = queries.guests(request.scope, own) if chosen["line"] else within(request.scope, at)
    found = listing(request, rows, filters=filters, order=ORDER, dress=queries.dressed)
    context = {
        "listing": found,
        "lines": queries.lines(found.rows),
        "at": at,
        "way": queries.line_to(own, at),
        "tabs": _tabs(request, bool(chosen["line"])),
        "searching": searching,
        "guests": chosen["line"],
        "may_manage": request.hat.may(Permission.UNITS_MANAGE),
    }
    if not request.htmx:
        context["branch"] = queries.branch(request.scope, own)
    return show(request, "subordinates/tree.html", context, parts=("rows",))


def _tabs(request: Request, guests: bool) -> list[Tab]:
    """The own subtree, and where there are any, the region's units that other departments maintain."""
    if not queries.guests(request.scope, request.hat.unit).exists():
        return []
    address = reverse(TREE)
    return [Tab("下属机构", address, not guests), Tab("只能查看的单位", f"{address}?line=guests", guests)]


def branch(request: Request, unit: Unit) -> HttpResponse:
    """The lower units of one node, for the tree that opens in place."""
    context = {"branch": queries.branch(request.scope, unit), "at": unit}
    return show(request, "subordinates/_branch.html", context)


def record(request: Request, unit: Unit) -> HttpResponse:
    """详情: what the unit is, its people and administrators, what was done to it, what can be done."""
    return show(request, "subordinates/record.html", _about(request, unit), parts=("drawer",))


def _about(request: Request, unit: Unit) -> dict[str, object]:
    [line] = queries.lines([unit])
    return {
        "unit": unit,
        "line": line,
        "facts": read(unit),
        "administrators": queries.administrators(unit),
        "history": queries.history(unit),
        "ending": queries.ending(unit),
        "may_manage": request.hat.may(Permission.UNITS_MANAGE) and not why_not(unit, request.hat),
        "obstacle": why_not(unit, request.hat),
        **chief_views.about(request, unit),
    }


def new(request: Request) -> HttpResponseBase:
    """新建下属单位; with `look` the form as it is, with what the search found."""
    posted = request.POST if request.method == "POST" and not request.POST.get("look") else None
    said = request.POST if request.method == "POST" else request.GET
    form = NewUnitForm(posted, said, own=request.hat.unit)
    if form.is_valid():
        with form.catching():
            chief_views.slow_down(request)
            superior = form.cleaned_data["superior"]
            named = actions.create(form.facts, superior=superior, chief=form.chief, by=request.hat)
            if named.hat is not None:
                back = reverse(RECORD, args=[named.unit.pk])
                return show(request, "administrators/chief_named.html", {"named": named, "back": back})
            asked = f"；已邀请{named.invitation.name}担任超级管理员，本人接受后生效" if named.invitation else ""
            return done(request, f"已新建：{named.unit.name}{asked}", RECORD, named.unit.pk)
    return show(request, "subordinates/new.html", {"form": form}, parts=("superior-found",))


def edit(request: Request, unit: Unit) -> HttpResponseBase:
    form = EditForm(request.POST if request.method == "POST" else None, unit=unit)
    if form.is_valid():
        with form.catching():
            held = actions.edit(unit, form.amendment(), by=request.hat)
            return done(request, f"已修改：{held.name}", RECORD, unit.pk)
    context = {"form": form, "unit": unit, "obstacle": why_not(unit, request.hat)}
    return show(request, "subordinates/edit.html", context)


def state(request: Request, unit: Unit) -> HttpResponseBase:
    """停用 of a unit in use, 启用 of a suspended one."""
    resuming = unit.status == Unit.Status.SUSPENDED
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            act = actions.resume if resuming else actions.suspend
            act(unit, reason=form.cleaned_data["reason"], by=request.hat)
            return done(request, f"已{'启用' if resuming else '停用'}：{unit.name}", RECORD, unit.pk)
    context = {"form": form, "unit": unit, "resuming": resuming, "obstacle": why_not(unit, request.hat)}
    return show(request, "subordinates/state.html", context, parts=("drawer",))


def place(request: Request, unit: Unit) -> HttpResponseBase:
    """移动: search first (`look`), then the choice."""
    said = request.POST if request.method == "POST" else request.GET
    form = PlaceForm(said, own=request.hat.unit, unit=unit, sent=request.method == "POST" and not said.get("look"))
    if form.is_valid():
        with form.catching():
            superior = form.cleaned_data["superior"]
            actions.relocate(unit, superior, by=request.hat)
            return done(request, f"已将“{unit.name}”移到“{superior.name}”之下", RECORD, unit.pk)
    context = {"form": form, "unit": unit, "obstacle": why_not(unit, request.hat)}
    return show(request, "subordinates/place.html", context)


def chief(request: Request, unit: Unit) -> HttpResponseBase:
    """重置管理员密码: what it means, then the password, shown this once."""
    if request.method == "POST":
        # not a redirect: the password is nowhere but in this answer
        return show(request, "subordinates/password.html", {"helped": actions.help_chief(unit, by=request.hat)})
    present = chief_of(unit)
    obstacle = why_not(unit, request.hat) or (why_not_reset(present.account, by=request.hat) if present else "")
    context = {"unit": unit, "chief": present, "obstacle": obstacle}
    return show(request, "subordinates/chief.html", context, parts=("drawer",))


def naming(request: Request, unit: Unit) -> HttpResponseBase:
    """指定超级管理员, 更换超级管理员."""
    return chief_views.naming(request, unit, home=RECORD)


def naming_answer(request: Request, unit: Unit) -> HttpResponseBase:
    """撤回 and 再次邀请 of who was asked to be 超级管理员."""
    return chief_views.answering(request, unit, home=RECORD)
