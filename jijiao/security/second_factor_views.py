"""Pages of 两步验证, and of what was being submitted when the session ended."""

import segno
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from jijiao.lib import totp
from jijiao.security import drafts, entering, second_factor
from jijiao.security.forms import FirstCodeForm, OwnPasswordForm, SecondStepForm
from jijiao.web.answers import done, show
from jijiao.web.request import Request

ISSUER = "山东专技继教"


def second_step(request: Request) -> HttpResponseBase:
    """登录的第二步, after the right password."""
    found = entering.pending(request)
    if found is None:
        return redirect("portal.login")
    hat, wanted = found
    form = SecondStepForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.catching():
            second_factor.check(hat.account, form.cleaned_data["code"])
            return entering.finish(request, hat, wanted, proved=True)
    return show(request, "security/second_step.html", {"form": form})


def set_up(request: Request) -> HttpResponseBase:
    """开启两步验证: scan, type the first password, keep the recovery codes."""
    account = request.hat.account
    if second_factor.is_on(account.pk):
        return redirect("security.overview")
    form = FirstCodeForm(request.POST if request.method == "POST" else None)
    factor = second_factor.begin(account)
    if form.is_bound and form.is_valid():
        with form.catching():
            codes = second_factor.confirm(account, form.cleaned_data["code"], by=request.hat)
            request.session[second_factor.PROVED] = True
            return render(request, "security/recovery_codes.html", {"codes": codes, "first": True})
    picture = segno.make(totp.address(factor.secret, account.name, ISSUER), error="m", micro=False)
    context = {"form": form, "picture": picture.svg_data_uri(scale=4, border=2), "secret": factor.secret}
    return show(request, "security/set_up.html", context | {"demanded": second_factor.is_demanded(request.hat)})


def recovery_codes(request: Request) -> HttpResponseBase:
    """Ten new recovery codes for the password."""
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.catching():
            codes = second_factor.renew_codes(request.hat.account, form.cleaned_data["password"], by=request.hat)
            return render(request, "security/recovery_codes.html", {"codes": codes})
    return show(request, "security/own_password.html", {"form": form, "title": "更换恢复码"})


def turning_off(request: Request) -> HttpResponseBase:
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.catching():
            second_factor.turn_off(request.hat.account, form.cleaned_data["password"], by=request.hat)
            request.session.pop(second_factor.PROVED, None)
            return done(request, "两步验证已关闭", "security.overview")
    return show(request, "security/own_password.html", {"form": form, "title": "关闭两步验证"})


def draft(request: Request) -> HttpResponseBase:
    """What was being submitted when the session ended: submit it again, or not."""
    found = drafts.of(request, request.hat.account)
    if found is None:
        return redirect("desk.home")
    if request.method == "POST":
        drafts.discard(request)
        return done(request, "已放弃上次提交的内容", "desk.home")
    response: HttpResponse = render(request, "security/draft.html", {"draft": found})
    return response
