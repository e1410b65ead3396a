"""Refusals that no view caught, told to the person who asked."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import trigger_client_event

from jijiao.lib.refusal import Refusal

CONFLICT = 409


class RefusalMiddleware:
    """A POST goes back to its page with the sentence on top; a GET, which has no page to go back to, gets its own.

    htmx gets a 409 with the event `refusal`: the page and what was typed into it stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, Refusal):
            return None
        if getattr(request, "htmx", None):
            response = HttpResponse(exception.message, status=CONFLICT, content_type="text/plain; charset=utf-8")
            return trigger_client_event(response, "refusal", {"text": exception.message})
        back = page_it_came_from(request)
        if request.method == "POST" and back:
            messages.error(request, exception.message)
            return HttpResponseRedirect(back)
        return render(request, "web/refusal.html", {"message": exception.message}, status=CONFLICT)


def page_it_came_from(request: HttpRequest) -> str:
    """The path of the referring page if it is one of ours, else an empty string."""
    referrer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
