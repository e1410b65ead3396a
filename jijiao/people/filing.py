"""Writing the sub-tables of a person's file: an entry more, another, the current one, one less; scans and photo.

Pages and reviews bring clean values as text, under the names of `credentials`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from jijiao.attachments.actions import release
from jijiao.attachments.models import Attachment
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.correcting import correct
from jijiao.people.credentials import PHOTO, SUB_TABLES, SubTable
from jijiao.people.models import Credential, Paper, Person
from jijiao.standards.codes.titles import NO_TITLE

GONE = "这一条已不在档案中"


@transaction.atomic
def enter(
    person: Person,
    kind: str,
    ref: str,
    values: Mapping[str, str],
    *,
    current: bool = False,
    papers: Sequence[Attachment] = (),
    by: Actor,
) -> None:
    """The entry `ref` says this from now on; there is one with it, or it is a new one.

    With `current` it becomes the current one (现职称, 最高学历), and what was current an entry of its own.
    """
    table = SUB_TABLES[kind]
    held = Person.everywhere.select_for_update(of=("self",)).get(pk=person.pk)
    entry = Credential.everywhere.filter(person=held, ref=ref).first()
    if not current:
        entry = _written(entry or Credential(person=held, kind=kind, ref=ref), table, values)
        _keep(held, kind, entry, papers)
    else:
        _step_back(held, table)
        if entry is not None:
            Paper.everywhere.filter(credential=entry).update(credential=None)
            entry.delete()
        correct(held, table.to_main(values), by=by)
        _keep(held, kind, None, papers)
    record(by, Tag.PERSON_FILE, on=held, unit_id=held.unit_id, kind=table.label)


def _step_back(person: Person, table: SubTable) -> None:
    """What was current stays in the file, with its scans."""
    before = table.values_of(person)
    if has_current(person, table):
        former = _written(Credential(person=person, kind=table.kind), table, before)
        Paper.everywhere.filter(person=person, kind=table.kind, credential=None).update(credential=former)


def has_current(person: Person, table: SubTable) -> bool:
    """Whether the person's own row says anything of this kind."""
    if table.kind == "title":
        return person.title_series != NO_TITLE and bool(person.title)
    return bool(person.education) if table.kind == "education" else False


def _written(entry: Credential, table: SubTable, values: Mapping[str, str]) -> Credential:
    for part in table.parts:
        text = values[part.name]
        value: str | date | None = text
        if part.cleaner is None:
            value = date.fromisoformat(text) if text else None
        setattr(entry, part.name, value)
    if table.kind == "title":
        entry.level = table.level(values)
    entry.filed_at = entry.filed_at or clock.now()
    entry.save()
    return entry


def _keep(person: Person, kind: str, entry: Credential | None, papers: Sequence[Attachment]) -> None:
    for attachment in papers:
        Paper.everywhere.create(person=person, kind=kind, credential=entry, attachment=attachment)


def file_papers(person: Person, kind: str, papers: Sequence[Attachment]) -> None:
    """Scans of the current entry, whose values were corrected."""
    _keep(person, kind, None, papers)


@transaction.atomic
def strike(person: Person, ref: str, *, by: Actor) -> None:
    """Take an entry out of the file. Raises Refusal when it is not there any more."""
    entry = Credential.everywhere.filter(person=person, ref=ref).first()
    if entry is None:
        raise Refusal(GONE)
    entry.delete()
    record(by, Tag.PERSON_FILE, on=person, unit_id=person.unit_id, kind=SUB_TABLES[entry.kind].label, removed=True)


@transaction.atomic
def set_photo(person: Person, photo: Attachment | None, *, by: Actor) -> None:
    """照片 is the person's own choice: another one, or none."""
    before = [paper.attachment for paper in Paper.everywhere.filter(person=person, kind=PHOTO)]
    Paper.everywhere.filter(person=person, kind=PHOTO).delete()
    release([each for each in before if photo is None or each.pk != photo.pk], by=by)
    if photo is not None:
        Paper.everywhere.create(person=person, kind=PHOTO, attachment=photo)
    record(by, Tag.PERSON_FILE, on=person, unit_id=person.unit_id, kind="照片", removed=photo is None)
