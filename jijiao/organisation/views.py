"""Pages of 管理内设部门: the tree, one department with what can be done to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from jijiao.organisation import actions, queries
from jijiao.organisation.forms import DepartmentForm, MergeForm, MoveForm, NewDepartmentForm
from jijiao.units import departments
from jijiao.units.models import Department
from jijiao.web.answers import done, show
from jijiao.web.request import Request

LIST = "organisation.departments"


def chart(request: Request) -> HttpResponse:
    context = {"chart": queries.chart(request.hat.unit), "closed": queries.closed(request.hat.unit)}
    return show(request, "organisation/departments.html", context)


def new(request: Request) -> HttpResponseBase:
    """添加部门; `?parent=` comes from 添加下级."""
    unit = request.hat.unit
    posted = request.POST if request.method == "POST" else None
    form = NewDepartmentForm(posted, unit=unit, initial={"parent": request.GET.get("parent", "")})
    if form.is_valid():
        with form.catching():
            parent = queries.open_of(unit, form.cleaned_data["parent"])
            department = departments.add(unit, parent=parent, by=request.hat, **form.facts)
            return done(request, f"已添加部门：{department.name}", LIST)
    return show(request, "organisation/department_new.html", {"form": form})


def department(request: Request, row: Department) -> HttpResponseBase:
    """One department: rename it here; its other forms go to their own addresses."""
    if request.method == "GET":
        return _page(request, row, {})
    form = DepartmentForm(request.POST, department=row)
    if form.is_valid():
        with form.catching():
            departments.edit(row, form.facts, base=form.seen, by=request.hat)
            return done(request, f"已保存：{form.cleaned_data['name']}", LIST)
    return _page(request, row, {"form": form, "rename": form})


def place(request: Request, row: Department) -> HttpResponseBase:
    """上移 and 下移; back to the row that was moved, so that the keyboard stays there."""
    up = request.POST.get("to") == "up"
    departments.shift(row, up=up, by=request.hat)
    return done(request, f"已{'上' if up else '下'}移：{row.name}", f"{reverse(LIST)}#d{row.pk}")


def parent(request: Request, row: Department) -> HttpResponseBase:
    form = MoveForm(request.POST, department=row)
    if form.is_valid():
        with form.catching():
            target = queries.open_of(row.unit, form.cleaned_data["parent"])
            departments.move(row, target, by=request.hat)
            return done(request, f"已将“{row.name}”移到{f'“{target.name}”之下' if target else '最上一级'}", LIST)
    return _page(request, row, {"form": form, "move": form})


def merger(request: Request, row: Department) -> HttpResponseBase:
    form = MergeForm(request.POST, department=row)
    if form.is_valid():
        with form.catching():
            target = queries.open_of(row.unit, form.cleaned_data["target"])
            moved = actions.merge(row, target, by=request.hat) if target else 0
            return done(request, f"已将“{row.name}”合并到“{target}”，{moved} 名人员和管理员随同转移", LIST)
    return _page(request, row, {"form": form, "merge": form})


def closing(request: Request, row: Department) -> HttpResponseBase:
    actions.close(row, by=request.hat)
    return done(request, f"已停用：{row.name}，可以在“已停用的部门”中恢复", LIST)


def reopening(request: Request, row: Department) -> HttpResponseBase:
    departments.reopen(row, by=request.hat)
    return done(request, f"已恢复：{row.name}", LIST)


def _page(request: Request, row: Department, forms: Mapping[str, Any]) -> HttpResponse:
    context = {
        "department": row,
        "rename": DepartmentForm(department=row),
        "move": MoveForm(department=row, initial={"parent": row.parent_id or ""}),
        "merge": MergeForm(department=row),
        "belonging": actions.belonging(row),
        **forms,
    }
    return show(request, "organisation/department.html", context, parts=("drawer",))
