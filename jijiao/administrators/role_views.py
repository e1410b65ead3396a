"""Pages of 角色管理: the list, the editor with its matrix, deletion."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.roles import holders_of, roles_for
from jijiao.administrators import actions, granting, queries
from jijiao.administrators.forms import RoleEndForm, RoleForm
from jijiao.lib.ids import row_id
from jijiao.lib.refusal import Refusal
from jijiao.web.answers import done, show
from jijiao.web.request import Request

LIST = "administrators.roles"


def roles(request: Request) -> HttpResponse:
    colleagues = queries.colleagues(request.hat)
    context = {
        "rows": queries.roles(request.hat, colleagues),
        "chief": next((each.account.name for each in colleagues if each.chief), ""),
    }
    return show(request, "administrators/roles.html", context)


def new(request: Request) -> HttpResponseBase:
    """新增角色, empty or as a copy of another (`?copy=`)."""
    form = RoleForm(request.POST if request.method == "POST" else None, initial=_copied(request))
    if form.is_valid():
        clean = form.cleaned_data
        with form.catching():
            role = actions.add_role(name=clean["name"], note=clean["note"], permissions=form.ticked, by=request.hat)
            return done(request, f"已新增角色：{role.name}", LIST)
    return _editor(request, form, None)


def _copied(request: Request) -> dict[str, Any]:
    wanted = request.GET.get("copy", "")
    role = roles_for(request.hat.unit).filter(pk=row_id(wanted) or 0).first()
    if role is None:
        return {}
    offered = role.offers(request.hat.unit) & request.hat.standing
    return {"name": f"{role.name}（副本）", "note": role.note, "permissions": sorted(offered)}


def role(request: Request, row: Role) -> HttpResponseBase:
    """修改: everybody who holds it has what is ticked at the next request."""
    kept = {"name": row.name, "note": row.note, "permissions": row.permissions, "seen": actions.role_print(row)}
    form = RoleForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        clean = form.cleaned_data
        with form.catching():
            actions.edit_role(
                row, name=clean["name"], note=clean["note"], permissions=form.ticked, seen=clean["seen"],
                by=request.hat,
            )  # fmt: skip
            return done(request, f"已保存角色：{clean['name']}，使用者下一次操作时生效", LIST)
        form.data = form.data.copy()
        form.data["seen"] = actions.role_print(Role.everywhere.get(pk=row.pk))
    return _editor(request, form, row)


def _editor(request: Request, form: RoleForm, row: Role | None) -> HttpResponse:
    context = {
        "form": form,
        "role": row,
        "modules": queries.matrix(request.hat, form.ticked),
        "holders": holders_of(row) if row else [],
        "obstacle": _obstacle(request.hat, row) if row else "",
    }
    return show(request, "administrators/role.html", context)


def _obstacle(by: Hat, role: Role) -> str:
    """Why the actor only looks at this role; empty when they may change it."""
    try:
        granting.check_role(by, role)
    except Refusal as refusal:
        return refusal.message
    return ""


def removal(request: Request, row: Role) -> HttpResponseBase:
    """删除角色, with who holds it and what they get instead."""
    holders = list(holders_of(row))
    posted = request.POST if request.method == "POST" else None
    form = RoleEndForm(posted, by=request.hat, role=row, held=bool(holders))
    if form.is_valid():
        with form.catching():
            count = actions.end_role(row, instead=form.role, by=request.hat)
            moved = f"，{count} 名管理员改为“{form.role}”" if count else ""
            return done(request, f"已删除角色：{row.name}{moved}", LIST)
    context = {"form": form, "role": row, "holders": holders, "obstacle": _obstacle(request.hat, row)}
    return show(request, "administrators/role_removal.html", context, parts=("drawer",))
