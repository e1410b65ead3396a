"""二维码: the links of many people as files to print, some hundred people in each.

A file takes seconds to typeset, and on SQLite a transaction lets nobody else write. So the links are drawn before the
transaction that opens them: a card of somebody who gets none by then leads nowhere.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.people.activating import VALID, new_secret, why_not
from jijiao.people.models import Person
from jijiao.roster.links import sheet

IN_A_FILE = 500


class Printed(NamedTuple):
    """A file, and the secrets in it by the person's id; without a name when there is nobody to print for."""

    end: int
    name: str
    content: bytes
    secrets: dict[int, str]


def files(meant: Sequence[int], start: int, hat: Hat) -> Iterator[Printed]:
    """One for each part of `meant` from `start` on; `end` is where its part ends."""
    parts = -(-len(meant) // IN_A_FILE)
    for at in range(start, len(meant), IN_A_FILE):
        part = meant[at : at + IN_A_FILE]
        found = Person.everywhere.filter(pk__in=part, unit_id=hat.unit_id or 0).in_bulk()
        people = [found[pk] for pk in part if pk in found and not why_not(found[pk])]
        number = f"-{at // IN_A_FILE + 1:0{len(str(parts))}d}" if parts > 1 else ""
        secrets = {person.pk: new_secret() for person in people}
        name = f"激活二维码{clock.today():%Y%m%d}{number}.pdf" if people else ""
        yield Printed(at + len(part), name, _drawn(people, secrets, hat) if people else b"", secrets)


def address(secret: str) -> str:
    """The link itself."""
    return f"{settings.SITE_URL}{reverse('roster.activation', args=[secret])}"


def _drawn(people: Sequence[Person], secrets: dict[int, str], hat: Hat) -> bytes:
    until = f"{clock.today() + VALID:%Y-%m-%d}"
    lines = [(person.name, person.masked_document, address(secrets[person.pk])) for person in people]
    return sheet(hat.unit.name if hat.unit else "", until, lines)
