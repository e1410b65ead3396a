"""Marks beside somebody's state: what apps above know of a person and the person's page shows (调转中)."""

from collections.abc import Callable
from dataclasses import dataclass

from jijiao.accounts.models import Hat
from jijiao.people.models import Person


@dataclass(frozen=True)
class Mark:
    """`word`, and `to`, the page about it for whoever may open that; one that `holds` keeps people on the roll."""

    word: str
    to: str = ""
    holds: bool = False


# an app adds its own when it is ready: given the person and who looks, a mark or none
markers: list[Callable[[Person, Hat], Mark | None]] = []


def marks_of(person: Person, *, by: Hat) -> list[Mark]:
    """Every mark that the person has now, as this hat may read it."""
    return [mark for marker in markers if (mark := marker(person, by)) is not None]
