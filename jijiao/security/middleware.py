"""Ends sessions that are over, keeps what they were submitting, and leads people to what they must do first."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from jijiao.security import drafts, second_factor, visits

OPEN = ("portal.logout", "web.display", "portal.health")


class SecurityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "_auth_user_id" in request.session:
            if visits.is_over(request):
                logout(request)
                request.hat = None  # type: ignore[attr-defined]
            elif (first := must_do_first(request)) and request.path not in [reverse(name) for name in (first, *OPEN)]:
                return HttpResponseRedirect(reverse(first))
        response = self.get_response(request)
        if request.method == "POST":
            _look_after_draft(request, response)
        return response


def must_do_first(request: HttpRequest) -> str:
    """The page this session may not go past: changing a password set by another, setting up 两步验证; "" for none."""
    if request.session.get(visits.MUST_CHANGE):
        return "accounts.password"
    hat = getattr(request, "hat", None)
    return "security.second_factor" if hat and second_factor.is_missing(request, hat) else ""


def _look_after_draft(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep what a door turned away; forget it once it was submitted again."""
    if getattr(response, "asks_to_sign_in", False):
        if not drafts.keep(request):
            # in the address: a session to say it in is what whoever sends such requests by the thousand must not get
            response["Location"] += "&lost=1"
    elif drafts.kept(request) and getattr(request, "hat", None) and drafts.was_submitted(request):
        drafts.discard(request)
