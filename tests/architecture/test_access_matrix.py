"""Every address × every principal × every object, foreign and missing ones included × every method.

The addresses are the doors'; what is expected is the written table in `access.py`.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter

from jijiao.audit.models import Event
from jijiao.scoping.models import ScopedModel
from jijiao.testing.cast import Cast
from jijiao.web.checks import doors
from jijiao.web.routes import Door
from tests.architecture.access import HOLDERS, NEEDS, PUBLIC, SIGNED_IN
from tests.architecture.things import Thing
from tests.architecture.world import world

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOBODY = ("visitor", "stranger")
PRINCIPALS = (
    *NOBODY,
    *("province_admin", "jinan_admin", "qingdao_admin", "health_admin", "base_admin"),
    *("operator", "system_officer", "audit_officer"),
    *("hospital_admin", "hospital_clerk", "hospital_reader", "school_admin", "li_hat", "wang_hat"),
)
DONE = {200, 204, 302, 409, 422}


def key(pattern: URLPattern, door: Door) -> str:
    """The name in the table; the doors of the reviews are told apart by their kind."""
    if door.name.startswith("reviews."):
        return f"{door.name} {pattern.pattern.converters['kind'].regex}"
    return door.name


def test_every_door_has_a_line_in_the_matrix_and_every_line_a_door() -> None:
    names = {key(pattern, door) for pattern, door in doors()}
    assert names == set(NEEDS)
    for pattern, door in doors():
        needed = NEEDS[key(pattern, door)]
        assert (door.needs or {"public": PUBLIC, "signed_in": SIGNED_IN}[door.access]) == needed, door.name


def test_the_checks_pass() -> None:
    call_command("check")


def test_everybody_with_a_hat_is_in_the_matrix(cast: Cast) -> None:
    assert set(cast.hats()) == set(PRINCIPALS) - set(NOBODY)


@pytest.mark.parametrize("who", PRINCIPALS)
def test_nobody_passes_a_door_that_is_not_theirs(cast: Cast, who: str) -> None:
    things = world(cast)
    client, wrong = _client(cast, who), []
    for pattern, door in doors():
        for address, thing in _addresses(pattern, door, things):
            for method in METHODS:
                status, effect = _ask(client, method, address)
                if not _as_expected(pattern, door, who, method, thing, status, effect):
                    wrong.append((who, method, address, status, effect))
    assert wrong == []


def _client(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who == "stranger":
        client.force_login(cast.stranger)
    elif who != "visitor":
        hat = cast.hats()[who]
        client.force_login(hat.account)
        session = client.session
        session["hat"] = hat.pk
        session.save()
    return client


def _addresses(pattern: URLPattern, door: Door, things: list[Thing]) -> Iterator[tuple[str, Thing | None]]:
    """The door's address for each object of its model, and for one that does not exist."""
    fixed = {name: _value(name, converter) for name, converter in pattern.pattern.converters.items()}
    rows: list[Thing | None] = [thing for thing in things if door.of and isinstance(thing.row, door.of)]
    for thing in [*rows, None]:
        known = {door.by: _key(door.of, door.by, thing)} if door.of else {}
        yield reverse(pattern.name, kwargs=fixed | known), thing


def _value(name: str, converter: Any) -> Any:
    if name == "kind":
        return converter.regex
    known = {"year": 2026, "number": 1, "n": 1}
    return known.get(name, 10**9 if isinstance(converter, IntConverter) else "x" * 22)


def _key(model: type[ScopedModel] | None, by: str, thing: Thing | None) -> Any:
    if thing is not None:
        return getattr(thing.row, by)
    return 10**9 if by == "pk" else "x" * 22


def _ask(client: Client, method: str, address: str) -> tuple[int, bool]:
    """The status, and whether anything was done; whatever was done is undone, the end of the session included."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        before = Event.objects.count()
        status = client.generic(method, address).status_code
        effect = Event.objects.count() != before
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, effect


def _as_expected(
    pattern: URLPattern, door: Door, who: str, method: str, thing: Thing | None, status: int, effect: bool
) -> bool:
    if method not in door.methods and not (method == "HEAD" and "GET" in door.methods):
        return status == 405 and not effect
    needed = NEEDS[key(pattern, door)]
    if needed == PUBLIC:
        return status < 500
    if who in NOBODY:
        return status == 302 and not effect
    if needed != SIGNED_IN and who not in HOLDERS[needed]:
        return status == 403 and not effect
    if door.of and (thing is None or who not in (thing.held_by if door.own else thing.seen_by)):
        return status == 404 and not effect
    # theirs: it works, or is refused for a reason of its own, but never by accident
    return status in DONE or status in (403, 404)
