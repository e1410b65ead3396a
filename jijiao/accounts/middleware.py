"""Puts the current hat on each request; a hat that ended since is gone on the next one, and its session with it."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from jijiao.accounts.hats import hats_of
from jijiao.accounts.models import Account, Hat

SESSION_KEY = "hat"


class HatMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.hat = current_hat(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def current_hat(request: HttpRequest) -> Hat | None:
    """The hat chosen at sign-in. One that has ended ends the session; without a choice it is the account's first."""
    if "_auth_user_id" not in request.session or not isinstance(request.user, Account):
        return None
    chosen = request.session.get(SESSION_KEY)
    if not chosen:
        return next(iter(hats_of(request.user)), None)
    hats = Hat.everywhere.filter(pk=chosen, account_id=request.user.pk, ended_at__isnull=True)
    hat = hats.select_related("unit", "role").first()
    if hat is None:
        # whoever was dismissed signs in again in the hat that is left, and does not find themselves in it
        logout(request)
    else:
        hat.account = request.user
    return hat
