"""Ends sessions that are over, and leads whoever must change the password to that page and nowhere else."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from jijiao.security import visits

OPEN = ("accounts.password", "portal.logout", "web.display", "portal.health")


class SecurityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "_auth_user_id" in request.session:
            if visits.is_over(request):
                logout(request)
                request.hat = None  # type: ignore[attr-defined]
            elif request.session.get(visits.MUST_CHANGE) and request.path not in [reverse(name) for name in OPEN]:
                return HttpResponseRedirect(reverse("accounts.password"))
        return self.get_response(request)
