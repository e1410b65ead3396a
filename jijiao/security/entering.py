"""From a right password to the back office: the second step where the account has one, then where one was going."""

from datetime import datetime, timedelta

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from jijiao.accounts import devices, signing_in
from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.security import drafts, second_factor
from jijiao.web.request import Request

PENDING = "second_step"
PATIENCE = timedelta(minutes=10)


def begin(request: Request, hat: Hat, wanted: str) -> HttpResponseBase:
    """The password was right: in, or to the second step. `wanted` is an address that is checked here."""
    if not second_factor.is_on(hat.account_id):
        return finish(request, hat, wanted)
    request.session[PENDING] = {"hat": hat.pk, "wanted": wanted, "until": (clock.now() + PATIENCE).isoformat()}
    return redirect("security.second_step")


def pending(request: Request) -> tuple[Hat, str] | None:
    """Who stands at the second step and where they want to go."""
    held = request.session.get(PENDING)
    if held is None or datetime.fromisoformat(held["until"]) < clock.now():
        return None
    rows = Hat.everywhere.filter(pk=held["hat"], ended_at__isnull=True, account__is_active=True)
    hat = rows.select_related("account", "unit", "role").first()
    return (hat, held["wanted"]) if hat else None


def finish(request: Request, hat: Hat, wanted: str, *, proved: bool = False) -> HttpResponseBase:
    """Start the session; `proved` says that the second step was taken."""
    request.session.pop(PENDING, None)
    signing_in.enter(request, hat)
    if proved:
        request.session[second_factor.PROVED] = True
    if drafts.take_over(request, hat):
        response: HttpResponseBase = redirect("security.draft")
    else:
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        response = HttpResponseRedirect(wanted) if safe else redirect("desk.home")
    devices.remember(request, response, hat.account)
    return response
