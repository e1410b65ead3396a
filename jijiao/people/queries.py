"""Readings of the register of people."""

from datetime import date
from typing import NamedTuple

from jijiao.accounts.models import Account, document_key
from jijiao.people.credentials import PHOTO, SUB_TABLES, SubTable
from jijiao.people.filing import has_current
from jijiao.people.models import Credential, Paper, Person
from jijiao.units.models import Department, Unit


def open_departments(unit_id: int | None) -> list[Department]:
    """The 内设部门 of a unit that are in use, in its own order; none for a hat without a unit."""
    if unit_id is None:
        return []
    return list(Department.everywhere.filter(unit_id=unit_id, closed_at__isnull=True))


def find_person(document_kind: str, document: str) -> Person | None:
    """Whoever has this clean number, on whichever roll."""
    return Person.everywhere.filter(document_key=document_key(document_kind, document)).select_related("unit").first()


def units_of(account: Account) -> list[Unit]:
    """The units on whose rolls the account's owner stands."""
    return list(Unit.everywhere.filter(people__account=account).distinct())


class Entry(NamedTuple):
    """One entry of a sub-table as pages show it; without `row` it is the current one."""

    values: dict[str, str]
    line: str
    told: list[tuple[str, str]]
    papers: list[Paper]
    row: Credential | None = None


class Shelf(NamedTuple):
    """A sub-table of somebody's file."""

    table: SubTable
    entries: list[Entry]


def shelves_of(person: Person) -> list[Shelf]:
    """The sub-tables, the current entry first, then the latest; three queries however many."""
    rows = sorted(person.credentials.all(), key=lambda row: (row.granted_on or date.min, row.pk), reverse=True)
    papers = list(Paper.everywhere.filter(person=person).exclude(kind=PHOTO).select_related("attachment"))
    shelves = []
    for table in SUB_TABLES.values():
        entries = [_entry(table, person, papers)] if has_current(person, table) else []
        entries += [_entry(table, row, papers) for row in rows if row.kind == table.kind]
        shelves.append(Shelf(table, entries))
    return shelves


def _entry(table: SubTable, row: Person | Credential, papers: list[Paper]) -> Entry:
    values, own = table.values_of(row), row if isinstance(row, Credential) else None
    kept = [each for each in papers if each.kind == table.kind and each.credential_id == (own.pk if own else None)]
    return Entry(values, table.line(values), list(table.told(values)), kept, own)


def photo_of(person: Person) -> Paper | None:
    return Paper.everywhere.filter(person=person, kind=PHOTO).select_related("attachment").first()
