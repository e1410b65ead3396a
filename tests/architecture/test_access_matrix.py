"""Every address × every principal × every object, foreign and missing ones included × every method.

The addresses are the doors'; what is expected is the written table in `access.py`. What the answer does not depend on
is not asked again for each object: a wrong method is refused by the door before it looks at anything, a missing
permission before any object is looked up, and HEAD goes the way of GET.
"""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import URLPattern, reverse
from django.urls.converters import IntConverter

from jijiao.testing.cast import Cast, assemble
from jijiao.web.checks import doors
from jijiao.web.routes import Door
from tests.architecture.access import HOLDERS, NEEDS, PUBLIC, SIGNED_IN
from tests.architecture.asking import ask, asker, knock
from tests.architecture.refused import REFUSED
from tests.architecture.things import Thing
from tests.architecture.world import places, world

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOBODY = ("visitor", "stranger")
PRINCIPALS = (
    *NOBODY,
    *("province_admin", "jinan_admin", "qingdao_admin", "health_admin", "base_admin"),
    *("operator", "system_officer", "audit_officer"),
    *("hospital_admin", "hospital_clerk", "hospital_reader", "school_admin", "li_hat", "wang_hat"),
)
# a form without answers: taken, shown again with what is missing, or refused in words
DONE = {"GET": {200}, "HEAD": {200}, "POST": {200, 204, 302, 409, 422}}


class Stage:
    """The cast with everything the doors hand over, and what else stands in addresses."""

    def __init__(self) -> None:
        self.cast: Cast = assemble()
        self.things = world(self.cast)
        self.places = places()

    def addresses(self, pattern: URLPattern, door: Door) -> Iterator[tuple[str, Thing | None]]:
        """The door's address for each object of its model, and for one that does not exist."""
        fixed = {name: _value(name, converter) for name, converter in pattern.pattern.converters.items()}
        fixed |= self.places.get(door.name, {})
        for thing in (thing for thing in self.things if door.name.startswith(thing.at)):
            more = dict(thing.more.get(door.name, {}))
            if door.of and isinstance(thing.row, door.of):
                yield reverse(pattern.name, kwargs=fixed | {door.by: getattr(thing.row, door.by)} | more), thing
            elif thing.row is None and more:
                yield reverse(pattern.name, kwargs=fixed | more), thing
        yield reverse(pattern.name, kwargs=fixed), None


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction around all tests of this module instead of one around each."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage(db: None) -> Iterator[Stage]:
    """Built once for all principals: nobody leaves anything behind, each request is undone by itself."""
    logging.disable(logging.CRITICAL)
    yield Stage()
    logging.disable(logging.NOTSET)


def key(pattern: URLPattern, door: Door) -> str:
    """The name in the table; the doors of the reviews are told apart by their kind."""
    return f"{door.name} {_kind(pattern)}" if door.name.startswith("reviews.") else door.name


def test_every_door_has_a_line_in_the_matrix_and_every_line_a_door() -> None:
    names = {key(pattern, door) for pattern, door in doors()}
    assert names == set(NEEDS)
    assert {name for name, _ in REFUSED} <= names
    for pattern, door in doors():
        needed = NEEDS[key(pattern, door)]
        assert (door.needs or {"public": PUBLIC, "signed_in": SIGNED_IN}[door.access]) == needed, door.name


def test_the_checks_pass() -> None:
    call_command("check")


def test_everybody_with_a_hat_is_in_the_matrix(stage: Stage) -> None:
    assert set(stage.cast.hats()) == set(PRINCIPALS) - set(NOBODY)


def test_every_door_has_an_object_in_the_world_for_somebody(stage: Stage) -> None:
    without = [
        key(pattern, door)
        for pattern, door in doors()
        if door.of and not any(thing and _exists(pattern, door, thing) for _, thing in stage.addresses(pattern, door))
    ]
    assert not without, without


@pytest.mark.parametrize("who", PRINCIPALS)
def test_nobody_passes_a_door_that_is_not_theirs(stage: Stage, who: str) -> None:
    client, wrong = asker(stage.cast, who), []
    for pattern, door in doors():
        for method, address, thing in _asked(stage, pattern, door, who):
            status, written = ask(client, method, address)
            if not _as_expected(pattern, door, who, method, thing, status, written):
                wrong.append((key(pattern, door), method, address, status, written))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("who", PRINCIPALS)
def test_every_door_refuses_the_methods_it_does_not_name(stage: Stage, who: str) -> None:
    """At the door itself; and through the whole house a share of them by each principal, all of them by all."""
    closed = [(pair, method) for pair in doors() for method in METHODS if not _is_open_to(pair[1], method)]
    for (pattern, door), method in closed:
        assert knock(stage.cast, who, pattern, door, method) == 405, (door.name, method)
    client = asker(stage.cast, who)
    for (pattern, door), method in closed[PRINCIPALS.index(who) :: len(PRINCIPALS)]:
        address, _ = next(stage.addresses(pattern, door))
        assert ask(client, method, address) == (405, set()), (door.name, method)


def _asked(stage: Stage, pattern: URLPattern, door: Door, who: str) -> Iterator[tuple[str, str, Thing | None]]:
    """Every object by each of the door's methods; for whoever passes none, one that exists and the missing.

    HEAD goes the way of GET at the door itself: each principal asks so at a share of the doors, all of them at all.
    """
    found = list(_told_apart(stage, pattern, door))
    if not _may_pass(pattern, door, who):
        found = [found[0], *found[1:][-1:]]
    for method in door.methods:
        for address, thing in found:
            yield method, address, thing
    if "GET" in door.methods and (_place(pattern) - PRINCIPALS.index(who)) % len(PRINCIPALS) == 0:
        yield "HEAD", *found[0]


def _told_apart(stage: Stage, pattern: URLPattern, door: Door) -> Iterator[tuple[str, Thing | None]]:
    """Without the second and further objects of one kind that are no objects of this door at all."""
    strangers = set()
    for address, thing in stage.addresses(pattern, door):
        if thing is None or _exists(pattern, door, thing):
            yield address, thing
        elif thing.kind not in strangers:
            strangers.add(thing.kind)
            yield address, thing


@cache
def _place(pattern: URLPattern) -> int:
    """Which of all doors this one is."""
    return [each for each, _ in doors()].index(pattern)


def _is_open_to(door: Door, method: str) -> bool:
    return method in door.methods or (method == "HEAD" and "GET" in door.methods)


def _may_pass(pattern: URLPattern, door: Door, who: str) -> bool:
    needed = NEEDS[key(pattern, door)]
    return needed == PUBLIC or (who not in NOBODY and (needed == SIGNED_IN or who in HOLDERS[needed]))


def _exists(pattern: URLPattern, door: Door, thing: Thing) -> bool:
    """Whether it is an object of this door at all: a review is one of its kind's doors only."""
    return not door.name.startswith(thing.not_at or ("-",)) and _kind(pattern) in ("", thing.kind)


def _kind(pattern: URLPattern) -> str:
    kind = pattern.pattern.converters.get("kind")
    return str(kind.regex) if kind else ""


def _value(name: str, converter: Any) -> Any:
    """What stands in an address where nothing is known: nobody's number, nobody's reference."""
    if name == "kind":
        return converter.regex
    return 10**9 if isinstance(converter, IntConverter) else "x" * 22


def _as_expected(
    pattern: URLPattern, door: Door, who: str, method: str, thing: Thing | None, status: int, written: set[str]
) -> bool:
    if not _may_pass(pattern, door, who):
        return status == (302 if who in NOBODY else 403) and not written
    if door.of and (
        thing is None or who not in (thing.held_by if door.own else thing.seen_by) or not _exists(pattern, door, thing)
    ):
        return status == 404 and not written
    # theirs: it works, or says in words why not now
    return status in DONE[method] or (key(pattern, door), status) in REFUSED
