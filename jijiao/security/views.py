"""Pages of 账号安全: 修改密码, 忘记密码 in three steps, the sessions of one's own."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from jijiao.lib.masks import mask_email, mask_mobile
from jijiao.lib.refusal import Refusal
from jijiao.security import actions, recovery, second_factor, visits
from jijiao.security.forms import ChangePasswordForm, CodeForm, IdentityForm, NewPasswordForm
from jijiao.security.models import Visit
from jijiao.security.queries import visits_of
from jijiao.web.answers import done, show
from jijiao.web.request import Request

BEGUN, PROVED = "recovery", "recovery_proved"


def password(request: Request) -> HttpResponseBase:
    """修改密码 (M3)."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.catching():
            account, clean = request.hat.account, form.cleaned_data
            key = request.session.session_key
            actions.change_password(account, clean["old"], clean["new"], keep=key, by=request.hat)
            request.session.pop(visits.MUST_CHANGE, None)
            update_session_auth_hash(request, account)
            visits.note(None, request, account)
            return done(request, "密码已修改，其他设备已退出登录", "desk.home")
    must = bool(request.session.get(visits.MUST_CHANGE))
    return show(request, "security/password.html", {"form": form, "must": must})


def identity(request: Request) -> HttpResponseBase:
    """忘记密码 ① 安全认证: the number and the address, then the code."""
    form = IdentityForm(request.POST if request.method == "POST" else None)
    network = str(request.META.get("REMOTE_ADDR", ""))
    if (asked := recovery.asked_from(network)) >= recovery.CHALLENGE_AFTER:
        form.ask_challenge(asked)
    if form.is_bound and form.is_valid():
        with form.catching():
            clean = form.cleaned_data
            wanted = (clean["document_kind"], clean["document"], clean["channel"], clean["address"])
            request.session[BEGUN] = recovery.begin(*wanted, network=network).ref
            request.session.pop(PROVED, None)
            return redirect("security.recovery.code")
    return show(request, "security/identity.html", {"form": form, "step": 1})


def code(request: Request) -> HttpResponseBase:
    """忘记密码 ① 安全认证: the code."""
    ref = request.session.get(BEGUN)
    if not ref:
        return redirect("security.recovery")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.catching():
            recovery.check_code(ref, form.cleaned_data["code"])
            request.session[PROVED] = ref
            return redirect("security.recovery.password")
    return show(request, "security/code.html", {"form": form, "step": 1})


def new_password(request: Request) -> HttpResponseBase:
    """忘记密码 ② 密码修改."""
    ref = request.session.get(PROVED)
    if not ref:
        return redirect("security.recovery")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            recovery.finish(ref, form.cleaned_data["new"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.flush()
            return redirect("security.recovery.done")
    return show(request, "security/new_password.html", {"form": form, "step": 2})


def recovered(request: Request) -> HttpResponse:
    """忘记密码 ③ 完成."""
    return render(request, "security/recovered.html", {"step": 3})


def overview(request: Request) -> HttpResponse:
    """账号安全: where one is signed in, where codes go, and the second factor."""
    rows = visits_of(request.hat.account_id)
    account = request.hat.account
    factor = {
        "held": {"mobile": mask_mobile(account.mobile), "email": mask_email(account.email)},
        "second_factor": second_factor.is_on(account.pk),
        "codes_left": second_factor.codes_left(account),
    }
    return render(request, "security/overview.html", {"visits": rows, "own": request.session.session_key, **factor})


def visit_end(request: Request, visit: Visit) -> HttpResponseBase:
    actions.end_visit(visit, by=request.hat)
    return done(request, f"已退出：{visit.device}", "security.overview")


def visits_end(request: Request) -> HttpResponseBase:
    count = actions.end_sessions(request.hat.account, keep=request.session.session_key, by=request.hat)
    return done(request, f"其他 {count} 处登录已全部退出", "security.overview")
