"""The doors: methods, hats, permissions, scopes; and the checks that refuse an address without one."""

from collections.abc import Callable
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.people.models import Person
from jijiao.testing.cast import Cast
from jijiao.web.checks import every_address_has_a_door
from jijiao.web.routes import guarded, public, signed_in


def answer(request: HttpRequest, *handed: object, **kwargs: object) -> HttpResponse:
    return HttpResponse(",".join(str(thing) for thing in handed))


DOOR = guarded("p/<int:pk>/", answer, needs=Permission.PEOPLE_VIEW, of=Person, name="p").callback


def ask(door: Callable[..., object], hat: Hat | None, method: str = "GET", **kwargs: object) -> object:
    request = RequestFactory().generic(method, "/p/")
    request.hat = hat  # type: ignore[attr-defined]
    return door(request, **kwargs)


def test_a_person_within_the_scope_is_handed_over(cast: Cast) -> None:
    response = ask(DOOR, cast.hospital_admin, pk=cast.li.pk)
    assert response.content.decode() == cast.li.name  # type: ignore[attr-defined]
    assert response["Cache-Control"] == "no-store"  # type: ignore[index]


def test_another_units_person_and_a_missing_one_are_404_alike(cast: Cast) -> None:
    for pk in (cast.wang.pk, 10**9):
        with pytest.raises(Http404):
            ask(DOOR, cast.hospital_admin, pk=pk)


def test_without_the_permission_it_is_403(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        ask(DOOR, cast.li_hat, pk=cast.li.pk)


def test_another_verb_is_405(cast: Cast) -> None:
    assert ask(DOOR, cast.hospital_admin, "POST", pk=cast.li.pk).status_code == 405  # type: ignore[attr-defined]


def test_a_visitor_is_asked_to_sign_in_and_htmx_is_told(cast: Cast) -> None:
    assert ask(DOOR, None, pk=1).status_code == 302  # type: ignore[attr-defined]
    request = RequestFactory().get("/p/", headers={"HX-Request": "true"})
    request.hat = None  # type: ignore[attr-defined]
    response = DOOR(request, pk=1)
    assert (response.status_code, response["HX-Trigger"]) == (401, "sessionExpired")


@pytest.mark.parametrize(
    ("pattern", "identifier"),
    [
        (path("bare/", answer), "jijiao.E001"),
        (signed_in("thing/<int:pk>/", answer, name="thing"), "jijiao.E002"),
        (public("open/<int:pk>/", answer, name="open"), None),
    ],
)
def test_an_address_without_a_door_fails_the_checks(pattern: object, identifier: str | None) -> None:
    urls = ModuleType("urls_of_this_test")
    urls.urlpatterns = [pattern]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=urls):
        found = [message.id for message in every_address_has_a_door()]
    assert found == ([identifier] if identifier else [])
