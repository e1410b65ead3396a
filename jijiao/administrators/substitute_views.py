"""Pages of 审核代理: who stands in for whom, naming a substitute, ending it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase

from jijiao.accounts.models import Substitution
from jijiao.administrators import actions, queries
from jijiao.administrators.forms import SubstituteForm
from jijiao.lib import clock
from jijiao.lib.ids import row_id
from jijiao.web.answers import done, show
from jijiao.web.request import Request

LIST = "administrators.substitutes"


def substitutes(request: Request) -> HttpResponseBase:
    """The list with the form: for oneself, or for a colleague whose reviews one holds as well."""
    absent = queries.can_be_absent(request.hat)
    rows = queries.substitutions(request.hat)
    if not absent and not any(request.hat.pk in (each.row.absent_id, each.row.deputy_id) for each in rows):
        raise PermissionDenied("审核代理由办理审核的管理员设置，您目前没有审核权限。")
    deputies = queries.can_be_deputy(request.hat)
    posted = request.POST if request.method == "POST" else None
    form = SubstituteForm(posted, absent=absent, deputies=deputies, initial={"since": clock.today()})
    if form.is_valid():
        clean, (begin, end) = form.cleaned_data, form.times
        with form.catching():
            chosen = form.deputies[clean["deputy"]]
            actions.name_substitute(
                form.absentees[clean["absent"]], chosen, permissions=clean["permissions"], starts_at=begin, ends_at=end,
                by=request.hat,
            )  # fmt: skip
            return done(request, f"已设置代理：{chosen.account.name}，{clean['until']:%m-%d} 结束时自动失效", LIST)
    context = {"form": form, "rows": rows, "can_name": bool(absent and deputies)}
    return show(request, "administrators/substitutes.html", context)


def ending(request: Request) -> HttpResponseBase:
    """提前结束 one of the own unit's."""
    wanted = request.POST.get("substitution", "")
    rows = Substitution.objects.at_desks(request.scope).select_related("deputy__account", "absent")
    row = rows.filter(pk=row_id(wanted)).first()
    if row is None:
        raise Http404
    actions.end_substitution(row, by=request.hat)
    return done(request, f"已结束{row.deputy.account.name}的代理", LIST)
