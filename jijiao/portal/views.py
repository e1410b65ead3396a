"""Pages of the public site: home, sign-in, notices, standards; health for machines."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from jijiao.accounts import devices, signing_in
from jijiao.accounts.hats import USER_TYPES
from jijiao.lib.refusal import Refusal
from jijiao.portal import actions
from jijiao.portal.forms import NoticeForm, SignInForm
from jijiao.portal.models import Notice
from jijiao.portal.outbox import sent
from jijiao.portal.queries import downloads_offered, offered_forms, published, year_at_a_glance
from jijiao.portal.windows import WINDOWS
from jijiao.registration.queries import waiting_for
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

ON_THE_HOME_PAGE = 8
NEWEST = {"newest": ["-published_at"]}


def home(request: Request) -> HttpResponseBase:
    """M1.1: the 继续教育服务窗口, the year's rule, notices, and what needs no sign-in."""
    context = {"notices": published()[:ON_THE_HOME_PAGE], "year": year_at_a_glance(), "windows": WINDOWS}
    return show(request, "portal/home.html", context)


def sign_in(request: Request) -> HttpResponseBase:
    """M2.1, M2.2: user type, account, password; each failure in its own words."""
    name = request.POST.get("login_name", "")
    waiting = None
    challenge = bool(name) and signing_in.challenge_needed(request, name)
    if request.method == "POST":
        form = SignInForm(request.POST, challenge=challenge)
        if form.is_valid():
            try:
                return _enter(request, form.cleaned_data)
            except signing_in.WrongPair as refusal:
                # counted by the limiter like every wrong pair, so an applicant's password cannot be guessed here either
                waiting = waiting_for(name, form.cleaned_data["password"])
                form.refuse(refusal)
            except Refusal as refusal:
                form.refuse(refusal)
    else:
        chosen = request.GET.get("as", "unit")
        form = SignInForm(initial={"user_type": chosen if chosen in USER_TYPES else "unit"})
    return show(request, "portal/sign_in.html", {"form": form, "waiting": waiting, "next": request.GET.get("next", "")})


def _enter(request: Request, typed: dict[str, str]) -> HttpResponseBase:
    account = signing_in.check_pair(request, typed["login_name"], typed["password"])
    signing_in.enter(request, signing_in.hat_for(account, typed["user_type"]))
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted) if safe else redirect("desk.home")
    devices.remember(request, response, account)
    return response


def sign_out(request: Request) -> HttpResponseBase:
    """M4: back to the home page; nothing of the session is left in the browser."""
    signing_in.leave(request)
    response = redirect("portal.home")
    response["Clear-Site-Data"] = '"storage"'
    return response


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
