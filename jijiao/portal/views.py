"""Pages of the public site: home, notices, standards; health for machines."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBase

from jijiao.lib.refusal import Refusal
from jijiao.portal import actions
from jijiao.portal.forms import NoticeForm
from jijiao.portal.models import Notice
from jijiao.portal.outbox import sent
from jijiao.portal.queries import downloads_offered, offered_forms, published, year_at_a_glance
from jijiao.portal.windows import WINDOWS
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

ON_THE_HOME_PAGE = 8
NEWEST = {"newest": ["-published_at"]}


def home(request: Request) -> HttpResponseBase:
    """M1.1: the 继续教育服务窗口, the year's rule, notices, and what needs no sign-in."""
    context = {"notices": published()[:ON_THE_HOME_PAGE], "year": year_at_a_glance(), "windows": WINDOWS}
    return show(request, "portal/home.html", context)


def notices(request: Request, kind: str) -> HttpResponseBase:
    if kind not in Notice.Kind.values:
        raise Http404
    context = {"list": listing(request, published(kind), order=NEWEST), "kind": Notice.Kind(kind)}
    return show(request, "portal/notices.html", context, parts=("rows",))


def notice(request: Request, number: int) -> HttpResponseBase:
    found = published().filter(pk=number).first()
    if found is None:
        raise Http404
    return show(request, "portal/notice.html", {"notice": found})


def standards(request: Request) -> HttpResponseBase:
    """学时认定标准: what each 学习形式 counts, from the rule set in force."""
    year = year_at_a_glance()
    return show(request, "portal/standards.html", {"year": year, "forms": offered_forms(year.year)})


def downloads(request: Request) -> HttpResponseBase:
    """下载中心."""
    return show(request, "portal/downloads.html", {"downloads": downloads_offered()})


def manage(request: Request) -> HttpResponseBase:
    """The department's own notices, with one form to publish."""
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            actions.publish(**form.cleaned_data, by=request.hat)
            return done(request, "已发布", "portal.manage")
    rows = Notice.objects.at_desks(request.scope).filter(withdrawn_at__isnull=True).order_by("-id")
    context = {"form": form, "list": listing(request, rows, order=NEWEST)}
    return show(request, "portal/manage.html", context, parts=("rows",))


def withdrawal(request: Request, notice: Notice) -> HttpResponseBase:
    try:
        actions.withdraw(notice, by=request.hat)
    except Refusal as refusal:
        return done(request, refusal.message, "portal.manage")
    return done(request, "已撤下", "portal.manage")


def health(request: Request) -> HttpResponseBase:
    """200 once the process answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def outbox(request: Request) -> HttpResponseBase:
    """The messages sent; only in the demonstration."""
    if not settings.DEMO:
        raise Http404
    return show(request, "portal/outbox.html", {"messages_sent": sent()})
