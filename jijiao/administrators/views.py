"""Pages of 管理单位管理员: the list, one administrator, handing over, dismissal."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import why_kept
from jijiao.accounts.roles import roles_for
from jijiao.accounts.signing_in import check_pair
from jijiao.administrators import actions, granting, queries
from jijiao.administrators.forms import AdministratorFilter, HandOverForm, PostForm
from jijiao.lib.refusal import Refusal
from jijiao.security.resetting import why_not_reset
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

LIST = "administrators.list"
ORDER = {"since": ("-chief", "started_at"), "name": ("account__name",)}


def roster(request: Request) -> HttpResponse:
    """Who administers the unit, the 超级管理员 first."""
    found = listing(
        request,
        queries.administrators(request.scope),
        filters=AdministratorFilter(request.GET, roles=roles_for(request.hat.unit)),
        order=ORDER,
        dress=queries.dressed,
    )
    context = {
        "listing": found,
        "invitations": queries.invitations(request.hat),
        "may_roles": request.hat.may(Permission.ROLES_MANAGE),
    }
    return show(request, "administrators/list.html", context, parts=("rows",))


def record(request: Request, hat: Hat) -> HttpResponseBase:
    """变更: role, department, range."""
    posted = request.POST if request.method == "POST" else None
    form = PostForm(posted, by=request.hat, initial=_initial(hat))
    if form.is_valid():
        with form.catching():
            actions.change(hat, form.post, seen=form.cleaned_data["seen"], by=request.hat)
            return done(request, f"已变更：{hat.account.name}，下一次操作时生效", LIST)
        form.data = form.data.copy()
        form.data["seen"] = actions.print_of(hat)
    context = {"form": form, "administrator": hat, "obstacle": _obstacle(request.hat, hat)}
    return show(request, "administrators/record.html", context, parts=("drawer",))


def _initial(hat: Hat) -> dict[str, object]:
    return {
        "role": hat.role_id or "",
        "department": hat.department_id or "",
        "range": hat.range,
        "departments": list(hat.departments.values_list("pk", flat=True)),
        "seen": actions.print_of(hat),
    }


def _obstacle(by: Hat, hat: Hat) -> str:
    """Why the actor cannot change this administrator; empty when they can."""
    if hat.ended_at is not None:
        return f"{hat.account.name}已不再是管理员"
    try:
        granting.check_over(by, hat)
    except Refusal as refusal:
        return refusal.message
    return ""


def succession(request: Request, hat: Hat) -> HttpResponseBase:
    """设为超级管理员: says what it means and asks for the own password again."""
    form = HandOverForm(request.POST if request.method == "POST" else None, by=request.hat)
    if form.is_valid():
        with form.catching():
            _prove(request, form.cleaned_data["password"])
            actions.hand_over(hat, former_role=form.role, by=request.hat)
            messages.success(request, f"{hat.account.name}已是超级管理员，您的角色改为“{form.role.name}”")
            # a whole new page, also from the drawer: what is open behind it may be no longer theirs to see
            address = reverse("desk.home")
            return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    try:
        granting.check_succession(request.hat, hat)
        obstacle = ""
    except Refusal as refusal:
        obstacle = refusal.message
    context = {"form": form, "administrator": hat, "obstacle": obstacle}
    return show(request, "administrators/succession.html", context, parts=("drawer",))


def _prove(request: Request, password: str) -> None:
    """The person at the keyboard is who signed in; wrong tries count as at the sign-in. Raises Refusal."""
    try:
        check_pair(request, request.hat.account.document, password)
    except Refusal as refusal:
        raise refusal.about("password") from refusal


def dismissal(request: Request, hat: Hat) -> HttpResponseBase:
    """删除: what it means, then the deed."""
    if request.method == "POST":
        actions.dismiss(hat, by=request.hat)
        return done(request, f"已删除管理员：{hat.account.name}", LIST)
    context = {"administrator": hat, "obstacle": why_kept(hat) or _obstacle(request.hat, hat)}
    return show(request, "administrators/dismissal.html", context, parts=("drawer",))


def password(request: Request, hat: Hat) -> HttpResponseBase:
    """重置密码: what it means, then the password, which stands in this answer and nowhere else."""
    if request.method == "POST":
        shown = actions.reset_password(hat, by=request.hat)
        return show(request, "administrators/one_time.html", {"administrator": hat, "password": shown})
    context = {"administrator": hat, "obstacle": why_not_reset(hat.account, by=request.hat)}
    return show(request, "administrators/password.html", context, parts=("drawer",))
