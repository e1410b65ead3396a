"""消息: what one was told, the newest first; opening the list marks nothing, opening a letter does."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from jijiao.letters import actions
from jijiao.letters.models import Letter
from jijiao.letters.queries import letters_of, unread
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request


def index(request: Request) -> HttpResponse:
    """All hats of an account read the same letters."""
    found = listing(request, letters_of(request.hat.account_id), order={"newest": ("-sent_at",)})
    context = {"listing": found, "unread": unread(request.hat.account_id)}
    return show(request, "letters/list.html", context, parts=("rows",))


def record(request: Request, letter: Letter) -> HttpResponse:
    actions.mark_read([letter], by=request.hat)
    return render(request, "letters/record.html", {"letter": letter})


def reading(request: Request) -> HttpResponseBase:
    """全部标为已读."""
    actions.mark_read(letters_of(request.hat.account_id).filter(read_at__isnull=True), by=request.hat)
    return done(request, "已全部标为已读", "letters.list")
