"""The signed-in home, 待办事项 and 切换身份."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from jijiao.accounts.hats import hats_of, user_type
from jijiao.accounts.middleware import SESSION_KEY
from jijiao.accounts.permissions import Permission
from jijiao.desk import homes
from jijiao.desk.menu import OPERATIONS, may_enter
from jijiao.lib.years import this_year
from jijiao.reviews.asked import AskedFilter, about, told
from jijiao.statistics.tables import completion_table
from jijiao.web.answers import show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NEWEST = {"newest": ("-submitted_at",)}


def home(request: Request) -> HttpResponse:
    """首页 of whoever is signed in."""
    kind = user_type(request.hat)
    page = {"person": person, "base": base, "operator": operator}.get(kind, dashboard)
    return page(request)


def dashboard(request: Request) -> HttpResponse:
    """用人单位 and 主管部门: what waits, how the year stands, the manual's table."""
    table = completion_table(request, request.hat.scope(Permission.DASHBOARD_VIEW))
    work = homes.todos(request.hat)
    context = {
        "table": table,
        "listing": table.listing,
        "todos": work,
        "idle": homes.idle_kinds(request.hat, work),
        "parts": homes.parts(table.totals, f"year={table.year}"),
    }
    return show(request, "desk/dashboard.html", context, parts=("rows",))


def person(request: Request) -> HttpResponse:
    return render(request, "desk/person.html", {"mine": homes.person_home(request.scope), "year": this_year()})


def base(request: Request) -> HttpResponse:
    return render(request, "desk/base.html", {"unit": request.hat.unit})


def operator(request: Request) -> HttpResponse:
    """Each of the three sees the own pages; how the queue stands is the 系统管理员's."""
    pages = [entry for entry in OPERATIONS.entries if may_enter(entry, request.hat.permissions)]
    jobs = homes.job_health() if request.hat.may(Permission.PLATFORM_HEALTH) else None
    context = {"counts": homes.platform_counts(request.scope), "jobs": jobs, "pages": pages}
    return render(request, "desk/operator.html", context)


def todo(request: Request) -> HttpResponse:
    """「待办事项」: every kind with work, oldest first."""
    work = sorted(homes.todos(request.hat), key=lambda item: item.waiting.oldest)
    return render(request, "desk/todo.html", {"todos": work, "idle": homes.idle_kinds(request.hat, work)})


def requests(request: Request) -> HttpResponse:
    """我的申请: what is reviewed about the person, how far it is and who has it."""
    rows = about(request.hat.account_id)
    found = listing(
        request, rows, order=NEWEST, filters=AskedFilter(request.GET), dress=lambda page: page.select_related("desk")
    )
    told(found.rows)
    return show(request, "desk/requests.html", {"listing": found}, parts=("rows",))


def posts(request: Request) -> HttpResponseBase:
    """切换身份: the hats of the account; a POST puts another one on."""
    hats = hats_of(request.hat.account)
    if request.method == "POST":
        chosen = next((hat for hat in hats if str(hat.pk) == request.POST.get("hat")), None)
        if chosen is None:
            raise Http404
        request.session.cycle_key()
        request.session[SESSION_KEY] = chosen.pk
        return redirect("desk.home")
    counts = [(hat, sum(item.waiting.count for item in homes.todos(hat))) for hat in hats]
    return render(request, "desk/posts.html", {"posts": counts})
