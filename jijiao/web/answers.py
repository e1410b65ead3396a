"""How views answer: a page or the fragment of it that was asked for, and what follows a successful write."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

UNPROCESSABLE = 422


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, parts: Sequence[str] = ()
) -> HttpResponse:
    """The page; for htmx the partial named like the target, if it is one of `parts` ("rows", "drawer").

    A bound form with errors under the name `form` makes it a 422, which htmx swaps in like a success.
    """
    context = dict(context or {})
    htmx = getattr(request, "htmx", None)
    target = htmx.target if htmx else None
    if target in parts:
        template = f"{template}#{target}"
    form = context.get("form")
    failed = isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
    response = render(request, template, context, status=UNPROCESSABLE if failed else 200)
    if parts:
        # the same address answers a page and a fragment: a cache must keep them apart
        patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: HttpRequest, message: str, to: Any, *args: Any) -> HttpResponseBase:
    """After a write: say `message` and go `to` (an address, a URL name with its `args`, an object).

    Asked for from a drawer or a list by htmx: a toast, the drawer closes, the list behind it is fetched again.
    """
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target in ("drawer", "rows"):
        response = HttpResponse(status=204)
        trigger_client_event(response, "toast", {"text": message})
        return trigger_client_event(response, "listChanged", {})
    messages.success(request, message)
    address = resolve_url(to, *args)
    return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)
