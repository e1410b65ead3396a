"""Pages of what an account keeps of the list: 保存的查询 (save, open, delete) and 选择列."""

from django.http import HttpResponseBase, QueryDict

from jijiao.people.queries import open_departments
from jijiao.roster import saving
from jijiao.roster.conditions import RosterFilter
from jijiao.roster.forms import ColumnsForm, SaveForm
from jijiao.roster.models import SavedQuery
from jijiao.scoping.scope import Scope
from jijiao.web.answers import done, show
from jijiao.web.request import Request


def queries(request: Request) -> HttpResponseBase:
    """The account's own; with conditions in the address, they can be saved."""
    posted = request.POST if request.method == "POST" else None
    form = SaveForm(posted, initial={"conditions": saving.only_conditions(request.GET.urlencode())})
    if form.is_valid():
        with form.catching():
            query = saving.save(form.cleaned_data["name"], form.cleaned_data["conditions"], by=request.hat)
            return done(request, f"已保存：{query.name}", "roster.queries")
    wanted, own = form["conditions"].value() or "", open_departments(request.hat.unit_id)
    saved = SavedQuery.objects.within(Scope(account_id=request.hat.account_id)).order_by("name")
    rows = [(each, RosterFilter(QueryDict(each.conditions), by=request.hat, departments=own).words) for each in saved]
    words = RosterFilter(QueryDict(wanted), by=request.hat, departments=own).words
    return show(request, "roster/queries.html", {"form": form, "words": words, "rows": rows})


def removal(request: Request, query: SavedQuery) -> HttpResponseBase:
    saving.forget(query, by=request.hat)
    return done(request, f"已删除：{query.name}", "roster.queries")


def columns(request: Request) -> HttpResponseBase:
    """选择列: the account's own, for the list and its exports; 恢复默认 sends none."""
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, initial={"columns": list(saving.columns_of(request.hat))})
    usual = posted is not None and "usual" in posted
    if usual or form.is_valid():
        saving.choose_columns(() if usual else form.cleaned_data["columns"], by=request.hat)
        return done(request, "已恢复默认的列" if usual else "已保存", "roster.list")
    return show(request, "roster/columns.html", {"form": form})
