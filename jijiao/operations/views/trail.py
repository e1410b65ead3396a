"""审计记录 for the 审计管理员, and 我的数据记录 for everybody."""

from django.http import HttpResponse, HttpResponseBase

from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.operations import actions, own_copy
from jijiao.operations.my_data import done_to
from jijiao.operations.trail import NEWEST, TrailFilter, about, chain_state, lines
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request


def trail(request: Request) -> HttpResponse:
    """Every event, newest first; that somebody looked is an event as well, once for each set of conditions."""
    found = listing(request, Event.objects.all(), filters=TrailFilter(request.GET), order=NEWEST)
    if not request.htmx:
        actions.note_reading(found.conditions, by=request.hat)
    context = {"listing": found, "lines": lines(found.rows), "chain": chain_state()}
    return show(request, "operations/trail.html", context, parts=("rows",))


def verification(request: Request) -> HttpResponseBase:
    actions.verify_trail(by=request.hat)
    return done(request, "已开始校验，稍后刷新本页查看结果", "operations.trail")


def my_data_copy(request: Request) -> HttpResponseBase:
    """下载我的全部数据: a job, whose file is the account's alone."""
    job = own_copy.ask(by=request.hat)
    return done(request, "正在整理您的全部数据，完成后在本页下载", "jobs.record", job.ref)


def my_data(request: Request) -> HttpResponse:
    """What was done to one's own data, by whom; on top who looked at the full number."""
    owner = request.hat.account
    mine = done_to(owner)
    # that a password must be changed is said by the reset itself
    found = listing(request, about(mine.subjects).exclude(tag=Tag.ACCOUNT_TEMPORARY), order=NEWEST)
    context = {
        "listing": found,
        "lines": lines(found.rows, owner=owner),
        "reveals": lines(mine.reveals, owner=owner),
    }
    return show(request, "operations/my_data.html", context, parts=("rows",))
