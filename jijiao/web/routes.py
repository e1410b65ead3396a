"""The doors: every address says who may enter and hands the view what it may see.

`guarded` needs a permission, `signed_in` any hat, `public` nobody. A pattern mounted any other way is refused by the
system check `jijiao.E001`; an object address without `of` by `jijiao.E002`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from jijiao.scoping.models import ScopedModel
from jijiao.scoping.scope import Scope

Access = Literal["guarded", "signed_in", "public"]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Door:
    """What stands between an address and its view."""

    view: View
    name: str
    access: Access
    methods: tuple[str, ...]
    needs: str | None = None
    of: type[ScopedModel] | None = None
    own: bool = False
    by: str = "pk"

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method not in self.methods and not (request.method == "HEAD" and "GET" in self.methods):
            return HttpResponseNotAllowed(self.methods)
        if request.method == "HEAD":
            # answered as GET is, by every view; the server leaves the body out
            request.method = "GET"
        if self.access == "public":
            request.scope = Scope()  # type: ignore[attr-defined]
            return self.view(request, **kwargs)
        hat = request.hat  # type: ignore[attr-defined]
        if hat is None:
            return ask_to_sign_in(request)
        request.scope = hat.scope(self.needs) if self.needs else hat.own_scope()  # type: ignore[attr-defined]
        if self.needs and request.scope.empty:  # type: ignore[attr-defined]
            raise PermissionDenied("您的角色没有这项权限，请联系本单位的超级管理员分配。")
        # without a permission an object is the account's own, in whatever hat it was made
        scope = request.scope if self.needs else Scope(account_id=hat.account_id)  # type: ignore[attr-defined]
        handed = [self._fetch(scope, kwargs)] if self.of else []
        response = self.view(request, *handed, **kwargs)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

    def _fetch(self, scope: Scope, kwargs: dict[str, Any]) -> ScopedModel:
        assert self.of is not None  # noqa: S101 - the caller looked
        rows = self.of.objects.at_desks(scope) if self.own else self.of.objects.within(scope)
        found: ScopedModel | None = rows.filter(**{self.by: kwargs.pop(self.by)}).first()
        if found is None:
            raise Http404
        return found


def guarded(
    route: str,
    view: View,
    *,
    needs: str,
    name: str,
    of: type[ScopedModel] | None = None,
    own: bool = False,
    by: str = "pk",
    methods: Sequence[str] = ("GET",),
) -> URLPattern:
    """For hats that hold the permission; with `of` the view gets the object, seen (or, with `own`, held) by them."""
    return path(route, Door(view, name, "guarded", tuple(methods), needs, of, own, by), name=name)


def signed_in(
    route: str,
    view: View,
    *,
    name: str,
    of: type[ScopedModel] | None = None,
    by: str = "pk",
    methods: Sequence[str] = ("GET",),
) -> URLPattern:
    """For every hat; objects are the account's own."""
    return path(route, Door(view, name, "signed_in", tuple(methods), None, of, False, by), name=name)


def public(
    route: str, view: View, *, name: str, methods: Sequence[str] = ("GET",), extra: dict[str, Any] | None = None
) -> URLPattern:
    """For everybody; the view sees no scoped object through the door. `extra` are fixed arguments of the view."""
    return path(route, Door(view, name, "public", tuple(methods)), extra, name=name)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; an htmx request is told by an event, so that the page keeps what was typed."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Trigger": "sessionExpired"})
    # an address that takes only POST is no place to come back to
    where = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk.home")
    response = redirect(f"{reverse('portal.login')}?{urlencode({'next': where})}")
    # for whoever keeps what was being submitted (jijiao.security)
    response.asks_to_sign_in = True  # type: ignore[attr-defined]
    return response
