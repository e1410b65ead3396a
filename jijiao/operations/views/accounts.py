"""账号查找 and one account, for the 安全管理员."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from jijiao.attachments import uploads
from jijiao.attachments.models import Attachment
from jijiao.attachments.responses import serve
from jijiao.lib.refusal import Refusal
from jijiao.operations import actions, identity
from jijiao.operations.forms import MAX_SCANS, IdentityForm, LookUpForm
from jijiao.operations.lookup import checks_of, facts_of, look_up
from jijiao.operations.models import Holder, IdentityCheck
from jijiao.people.forms import RevealForm
from jijiao.people.revealing import reveal_account
from jijiao.security.actions import end_sessions
from jijiao.web.answers import done, show
from jijiao.web.request import Request

PAGE = "operations.account"


def accounts(request: Request) -> HttpResponse:
    """By POST, so that no number stands in an address or a log; each look is an event."""
    form = LookUpForm(_posted(request))
    answer = None
    if form.is_valid():
        answer = look_up(form.cleaned_data["text"])
        actions.note_look_up(answer.kind, len(answer.rows), by=request.hat)
    return show(request, "operations/accounts.html", {"form": form, "answer": answer})


def account(request: Request, holder: Holder) -> HttpResponse:
    return show(request, "operations/account.html", _facts(request, holder) | {"form": IdentityForm()})


def identity_check(request: Request, holder: Holder) -> HttpResponseBase:
    form = IdentityForm(request.POST, uploads.as_files(uploads.take(request, "scans", limit=MAX_SCANS)))
    if form.is_valid():
        clean = form.cleaned_data | {"scans": [scan.ref for scan in form.cleaned_data["scans"]]}
        with form.catching():
            check = identity.check_identity(holder, **clean, by=request.hat)
            opened = "解锁或重置密码" if check.is_strong else "解锁"
            return done(request, f"已记录身份核验，30 分钟内可以{opened}", PAGE, holder.ref)
    return show(request, "operations/account.html", _facts(request, holder) | {"form": form})


def scan(request: Request, holder: Holder, check: int, number: int) -> HttpResponse:
    """The n-th scan of a check of this account, counted from 1."""
    found = next((each for each in checks_of(holder) if each.pk == check), None)
    return serve(_scan_of(found, number))


def check_record(request: Request, check: IdentityCheck) -> HttpResponse:
    """One check, for the auditor."""
    return show(request, "operations/identity_check.html", {"check": check, "scans": list(check.scans.all())})


def check_scan(request: Request, check: IdentityCheck, number: int) -> HttpResponse:
    return serve(_scan_of(check, number))


def _scan_of(check: IdentityCheck | None, number: int) -> Attachment:
    scans = list(check.scans.all()) if check else []
    if not 1 <= number <= len(scans):
        raise Http404
    return scans[number - 1]


def unlocking(request: Request, holder: Holder) -> HttpResponseBase:
    try:
        identity.unlock(holder, by=request.hat)
    except Refusal as refusal:
        return done(request, refusal.message, PAGE, holder.ref)
    return done(request, "已解锁，可以重新登录", PAGE, holder.ref)


def password(request: Request, holder: Holder) -> HttpResponseBase:
    """The one-time password stands in this answer and nowhere else."""
    try:
        shown = identity.reset_password(holder, by=request.hat)
    except Refusal as refusal:
        return done(request, refusal.message, PAGE, holder.ref)
    return render(request, "operations/password.html", {"holder": holder, "password": shown})


def second_factor(request: Request, holder: Holder) -> HttpResponseBase:
    try:
        identity.drop_second_factor(holder, by=request.hat)
    except Refusal as refusal:
        return done(request, refusal.message, PAGE, holder.ref)
    return done(request, "已取消两步验证，本人凭密码登录后可以重新开启", PAGE, holder.ref)


def sessions(request: Request, holder: Holder) -> HttpResponseBase:
    count = end_sessions(holder, by=request.hat)
    return done(request, f"已结束 {count} 个登录会话", PAGE, holder.ref)


def number(request: Request, holder: Holder) -> HttpResponse:
    form = RevealForm(_posted(request))
    shown = ""
    if form.is_valid():
        with form.catching():
            shown = reveal_account(holder, **form.cleaned_data, by=request.hat)
    return show(request, "operations/number.html", {"form": form, "holder": holder, "number": shown})


def _facts(request: Request, holder: Holder) -> dict[str, Any]:
    return {"holder": holder, "current": identity.current_check(holder, request.hat), **facts_of(holder)}


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
