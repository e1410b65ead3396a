"""Asking for a change of the file's sub-tables: an entry more, another, the current one, one less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.lib.references import new_reference
from jijiao.lib.refusal import Refusal
from jijiao.people.credentials import SubTable
from jijiao.people.filing import GONE, has_current
from jijiao.people.models import Credential, Person
from jijiao.person_changes.actions import ALREADY_OPEN, NOTHING, STALE, Wish, amend, ask, own, seal
from jijiao.person_changes.facts import entry_values, entry_version, values_of, version_of
from jijiao.person_changes.models import PersonChange
from jijiao.standards.codes.titles import NO_TITLE

KNOWN = "档案中已有相同的一条"


@dataclass(frozen=True, kw_only=True)
class EntryWish:
    """`values` clean and as text, under the names of the sub-table; `current`: it becomes 现职称, 最高学历."""

    table: SubTable
    values: Mapping[str, str]
    base: str
    current: bool = False
    reason: str = ""
    proofs: Sequence[str] = ()


@transaction.atomic
def add(person: Person, wish: EntryWish, *, by: Hat) -> PersonChange:
    """An entry more. The first title and the first education are the current ones."""
    held, table = own(person, by), wish.table
    current = bool(table.main) and (wish.current or not has_current(held, table))
    if wish.base != entry_version(table, held, None):
        raise Refusal(STALE)
    if any(dict(wish.values) == entry_values(table, held, each) for each in _entries(held, table)):
        raise Refusal(KNOWN)
    waiting = PersonChange.everywhere.filter(person=held, group=table.kind, act=PersonChange.Act.ADD, open=True)
    if any(each.after == dict(wish.values) for each in waiting):
        raise Refusal(ALREADY_OPEN)
    change = PersonChange(
        person=held, group=table.kind, act=PersonChange.Act.ADD, target=new_reference(), current=current
    )
    before = entry_values(table, held, None) if current else dict.fromkeys(table.names, "")
    seal(change, before, wish.values)
    return ask([change], wish.reason, wish.proofs, by=by)[0]


def _entries(person: Person, table: SubTable) -> list[Credential | None]:
    return [None, *Credential.everywhere.filter(person=person, kind=table.kind)]


@transaction.atomic
def change(entry: Credential, wish: EntryWish, *, by: Hat) -> PersonChange:
    """Other values of an entry that is not the current one, or that it be the current one from now on."""
    held, found = _held(entry, by)
    if wish.base != entry_version(wish.table, held, found):
        raise Refusal(STALE)
    before = entry_values(wish.table, held, found)
    if before == dict(wish.values) and not wish.current:
        raise Refusal(NOTHING)
    asked = PersonChange(person=held, group=entry.kind, target=entry.ref, current=wish.current)
    seal(asked, entry_values(wish.table, held, None) if wish.current else before, wish.values)
    return ask([asked], wish.reason, wish.proofs, by=by)[0]


@transaction.atomic
def remove(entry: Credential, wish: EntryWish, *, by: Hat) -> PersonChange:
    """An entry less."""
    held, found = _held(entry, by)
    asked = PersonChange(person=held, group=entry.kind, act=PersonChange.Act.REMOVE, target=entry.ref)
    seal(asked, entry_values(wish.table, held, found), dict.fromkeys(wish.table.names, ""))
    return ask([asked], wish.reason, wish.proofs, by=by)[0]


def _held(entry: Credential, by: Hat) -> tuple[Person, Credential]:
    held = own(entry.person, by)
    found = Credential.everywhere.filter(person=held, pk=entry.pk).first()
    if found is None:
        raise Refusal(GONE)
    return held, found


def correct_current(person: Person, wish: EntryWish, *, by: Hat) -> PersonChange:
    """Other values of the current entry, which stands in the person's own row."""
    if wish.base != entry_version(wish.table, person, None):
        raise Refusal(STALE)
    return _of_the_row(person, wish.table.to_main(wish.values), wish, by)


def remove_current(person: Person, wish: EntryWish, *, by: Hat) -> PersonChange:
    """No title, no education any more: it was never right."""
    blank = dict.fromkeys(wish.table.main.values(), "")
    return _of_the_row(person, blank | ({"title_series": NO_TITLE} if "title_series" in blank else {}), wish, by)


def _of_the_row(person: Person, answers: Mapping[str, str], wish: EntryWish, by: Hat) -> PersonChange:
    base = version_of(person, answers)
    [asked] = amend(person, Wish(answers=answers, base=base, reason=wish.reason, proofs=wish.proofs), by=by).asked
    return asked


def present(change: PersonChange, table: SubTable) -> Mapping[str, str] | None:
    """What stands now where the request found the values of before; None where the entry has gone."""
    person = Person.everywhere.get(pk=change.person_id)
    entry = Credential.everywhere.filter(person=person, ref=change.target).first()
    if change.act != PersonChange.Act.ADD and entry is None:
        return None
    if change.current:
        return entry_values(table, person, None)
    return entry_values(table, person, entry) if entry else dict.fromkeys(table.names, "")


def present_of_row(change: PersonChange) -> Mapping[str, str]:
    """The same for a group of the person's own row."""
    return values_of(Person.everywhere.get(pk=change.person_id), change.before)
