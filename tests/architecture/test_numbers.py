"""A number that no row can have, where a form or an address gives a row's: refused or passed over, never an error.

SQLite takes 64 bits, PostgreSQL a bigint, Python reads 4,300 digits; and ² is a digit, but no number.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import jijiao
from jijiao.accounts.models import Hat
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
NUMBERS = ("9" * 20, "9" * 4400, "²")
FINE = (200, 302, 404, 409, 422)
HERE = Path(jijiao.__file__).parent
BY_HAND = re.compile(r"\bis(?:digit|decimal|numeric)\(\)")

# address, method, names that a number is sent under, what else is sent
Place = tuple[str, str, tuple[str, ...], dict[str, str]]
UNIT, PERSON = ("superior", "invitation", "region"), ("unit", "department", "title_series")
ASKED: tuple[tuple[str, dict[str, str]], ...] = (("get", {}), ("post", {}), ("post", {"look": "1"}))
PUBLIC: tuple[Place, ...] = (
    *(("registration.unit", method, UNIT, more) for method, more in ASKED),
    *(("registration.base", method, UNIT, more) for method, more in ASKED),
    *(("registration.department", method, UNIT, more) for method, more in ASKED),
    *(("registration.person", method, PERSON, more) for method, more in ASKED),
    ("portal.notices", "get", ("page", "after"), {}),
)
ADMIN: tuple[Place, ...] = (
    *(("reviews.approvals", "post", ("chosen",), more) for more in ({}, {"everything": "1", "seen": "9"})),
    ("reviews.rejections", "post", ("chosen", "reason"), {"note": "理由"}),
    ("reviews.inbox", "get", ("page", "after", "size", "at"), {"sort": "-since"}),
    ("administrators.list", "get", ("page", "after", "role", "department"), {}),
    ("administrators.role_new", "get", ("copy",), {}),
    ("administrators.substitute_end", "post", ("substitution",), {}),
    ("administrators.substitutes", "post", ("absent", "deputy"), {}),
    ("administrators.new", "get", ("draft", "person", "department"), {"way": "choose", "look": "1"}),
    ("administrators.new", "post", ("draft", "person", "department"), {"way": "choose"}),
    ("changes.edit", "get", ("again", "region"), {}),
    ("changes.edit", "post", ("again", "region"), {"look": "1"}),
    ("changes.superior", "get", ("again", "superior"), {}),
    ("changes.superior", "post", ("again", "superior"), {"look": "1"}),
    ("organisation.new", "get", ("parent",), {}),
    ("organisation.new", "post", ("parent",), {"name": "新科室"}),
    ("subordinates.tree", "get", ("at", "page", "after"), {}),
    ("subordinates.new", "get", ("superior", "region"), {}),
    ("subordinates.new", "post", ("superior", "region"), {"look": "1"}),
    ("subordinates.new", "post", ("superior", "region"), {}),
    ("roster.list", "get", ("page", "after", "department"), {}),
    ("roster.departments", "post", ("chosen", "department"), {}),
    ("declarations.new", "post", ("people", "at"), {"step": "search", "form": "paper"}),
    ("transfers.list", "get", ("page", "after"), {}),
)
OF_A_ROW = (
    ("subordinates.merger", "clinic", ("into",)),
    ("subordinates.place", "clinic", ("superior",)),
    ("organisation.parent", "surgery", ("parent",)),
    ("organisation.merger", "surgery", ("target",)),
)


@pytest.mark.parametrize("number", NUMBERS, ids=["20 digits", "4400 digits", "no digit"])
def test_no_number_breaks_a_page_for_everybody(cast: Cast, client: Client, number: str) -> None:
    assert _broken(client, PUBLIC, number) == []


@pytest.mark.parametrize("number", NUMBERS, ids=["20 digits", "4400 digits", "no digit"])
def test_no_number_breaks_a_page_of_an_administrator(cast: Cast, as_hat: As, number: str) -> None:
    client = as_hat(cast.hospital_admin)
    assert _broken(client, ADMIN, number) == []
    for name, of, fields in OF_A_ROW:
        address = reverse(name, args=[getattr(cast, of).pk])
        for more in ({}, {"look": "1"}):
            assert client.post(address, dict.fromkeys(fields, number) | more).status_code in FINE, name


def test_every_row_s_number_is_read_in_one_way() -> None:
    """Elsewhere `isdigit` is asked of what is no row's number: documents, codes, cells of a sheet."""
    others = {
        "audit/anchors.py", "lib/documents.py", "operations/lookup.py", "security/puzzles.py",
        "security/second_factor.py", "sheets/correcting.py", "sheets/writing.py",
    }  # fmt: skip
    found = {str(path.relative_to(HERE)) for path in HERE.rglob("*.py") if BY_HAND.search(path.read_text())}
    assert {path for path in found if "/tests/" not in path} == others


def _broken(client: Client, places: tuple[Place, ...], number: str) -> list[str]:
    client.raise_request_exception = False
    return [place[0] for place in places if _status(client, place, number) not in FINE]


def _status(client: Client, place: Place, number: str) -> int:
    name, method, fields, more = place
    args: dict[str, Any] = {"args": ["person-registration"]} if name.startswith("reviews.") else {}
    answer = getattr(client, method)(reverse(name, **args), dict.fromkeys(fields, number) | more)
    return int(answer.status_code)
