"""Saying events in people's words: who and what stands behind each id, what each right, kind and field is called."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from jijiao.accounts.models import Account, Hat, Role
from jijiao.accounts.permissions import NAMES
from jijiao.administrators.models import Invitation
from jijiao.audit.models import Event
from jijiao.audit.particulars import As, particular
from jijiao.audit.tags import Tag
from jijiao.audit.words import subject_word, tag_word
from jijiao.certificates.models import Certificate
from jijiao.changes.facts import BY_NAME
from jijiao.changes.models import UnitChange
from jijiao.credits.models import Entry
from jijiao.declarations.models import Declaration
from jijiao.lib.clock import SHANGHAI
from jijiao.lib.ids import row_id
from jijiao.people.models import Person
from jijiao.person_changes.facts import GROUP_NAMES
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Review
from jijiao.roster.models import Batch
from jijiao.roster.sheet import COLUMNS
from jijiao.units.models import Department, Region, Unit

# in the order in which a value is tried: what is not known stays as it was written down
WORDS: dict[As, Mapping[str, str]] = {
    As.PERMISSION: {str(key): word for key, word in NAMES.items()},
    As.GROUP: dict(GROUP_NAMES),
    As.PURPOSE: {key: str(word) for key, word in UnitChange.Purpose.choices},
    As.WAY: {key: str(word) for key, word in Invitation.Way.choices},
    As.RANGE: {key: str(word) for key, word in Hat.Range.choices},
    As.STATUS: {key: str(word) for key, word in Person.Status.choices},
    As.COLUMN: dict(COLUMNS),
}
ROWS: dict[As, Callable[[], Any]] = {
    As.ACCOUNT: Account.objects.all,
    As.HAT: lambda: Hat.everywhere.select_related("account", "unit", "role"),
    As.UNIT: Unit.everywhere.all,
    As.DEPARTMENT: Department.everywhere.all,
    As.PERSON: Person.everywhere.all,
    As.ROLE: Role.everywhere.all,
}
OBJECTS: dict[str, Callable[[], Any]] = {
    "declarations.declaration": lambda: Declaration.everywhere.only("title"),
    "credits.entry": lambda: Entry.everywhere.only("title"),
    "certificates.certificate": lambda: Certificate.everywhere.only("number"),
    "reviews.review": lambda: Review.everywhere.only("kind"),
}
SUBJECTS = {
    "accounts.account": As.ACCOUNT,
    "accounts.hat": As.HAT,
    "accounts.role": As.ROLE,
    "people.person": As.PERSON,
    "units.department": As.DEPARTMENT,
    "units.unit": As.UNIT,
}


class Teller:
    """Tells `events`; every table that is needed is asked once, however many events there are.

    With `owner` it is told to the person of this account: what is their own is called so.
    """

    def __init__(self, events: Iterable[Event], *, owner: int | None = None) -> None:
        self.events = list(events)
        self.owner = owner

    def word(self, event: Event) -> str:
        """A password that another set was reset, one that nobody was signed in for was recovered."""
        if event.tag == Tag.ACCOUNT_PASSWORD and event.account_id != event.subject_id:
            return "重置密码" if event.account_id else "找回后重设密码"
        return tag_word(event.tag)

    def unit(self, event: Event) -> str:
        return self._name(As.UNIT, event.about_unit_id) if event.about_unit_id else ""

    def subject(self, event: Event) -> str:
        """账号：李建国, 学时申报：临床护理路径研究; a row that is gone or has no name by its number."""
        label, pk = subject_word(event.subject), event.subject_id
        if not pk:
            return label
        if event.subject in SUBJECTS:
            said = SUBJECTS[event.subject]
            if self.owner is not None and said in (As.ACCOUNT, As.PERSON):
                return "本人账号" if said == As.ACCOUNT else "本人档案"
            name = self._post(pk) if self.owner is not None and said == As.HAT else self._names[said].get(pk, "")
        else:
            name = self._objects.get((event.subject, pk), "")
        return f"{label}：{name}" if name else f"{label} 编号 {pk}"

    def particulars(self, event: Event) -> list[tuple[str, str]]:
        """What else was written down, label and value; nothing that is empty or did not happen."""
        return self._pairs(event.tag, event.particulars)

    def _pairs(self, tag: str, particulars: Mapping[str, Any]) -> list[tuple[str, str]]:
        told = (
            (particular(tag, name).label, self._said(tag, name, particular(tag, name).said, value))
            for name, value in particulars.items()
        )
        return [(label, text) for label, text in told if text]

    def _said(self, tag: str, name: str, said: As, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, dict):
            return self._dict(tag, said, value)
        if isinstance(value, list):
            return "、".join(filter(None, (self._said(tag, name, said, each) for each in value)))
        if said == As.UPWARDS:
            return "上移" if value else "下移"
        if isinstance(value, bool):
            return "是" if value else ""
        return self._name(said, value, name)

    def _dict(self, tag: str, said: As, value: dict[str, Any]) -> str:
        if said == As.COLUMN:
            return "、".join(heading for heading, column in value.items() if column)
        return "，".join(f"{label} {text}" for label, text in self._pairs(tag, value))

    def _name(self, said: As, value: Any, name: str = "") -> str:
        """One plain value."""
        if said in ROWS:
            pk = _id(value)
            # roles were once written down by their name
            return str(value) if pk is None else self._names[said].get(pk) or f"编号 {pk}"
        if said in WORDS:
            return WORDS[said].get(str(value), str(value))
        if said == As.KIND:
            return _kind(str(value))
        if said == As.FIELD:
            return _field(str(value))
        if said == As.FACT:
            return dict(BY_NAME[name].choices).get(str(value), str(value))
        if said == As.REGION:
            return self._regions.get(str(value), str(value))
        return _moment(str(value)) if said == As.MOMENT else str(value)

    @cached_property
    def _names(self) -> dict[As, dict[int, str]]:
        wanted: dict[As, set[int]] = {said: set() for said in ROWS}
        for event in self.events:
            if event.subject in SUBJECTS and event.subject_id:
                wanted[SUBJECTS[event.subject]].add(event.subject_id)
            if event.about_unit_id:
                wanted[As.UNIT].add(event.about_unit_id)
            _collect(event.tag, event.particulars, wanted)
        return {said: _named(ROWS[said](), ids) for said, ids in wanted.items()}

    @cached_property
    def _objects(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], str] = {}
        for label, rows in OBJECTS.items():
            ids = {event.subject_id for event in self.events if event.subject == label and event.subject_id}
            if ids:
                found |= {(label, row.pk): _object(row) for row in rows().filter(pk__among=sorted(ids))}
        return found

    @cached_property
    def _posts(self) -> dict[int, str]:
        ids = {event.subject_id for event in self.events if event.subject == "accounts.hat" and event.subject_id}
        return {hat.pk: _post(hat) for hat in ROWS[As.HAT]().filter(pk__among=sorted(ids))} if ids else {}

    def _post(self, pk: int) -> str:
        return self._posts.get(pk, "")

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {region.pk: region.full_name for region in Region.objects.select_related("parent__parent")}


def _collect(tag: str, particulars: Mapping[str, Any], wanted: dict[As, set[int]]) -> None:
    for name, value in particulars.items():
        said = particular(tag, name).said
        if isinstance(value, dict) and said != As.COLUMN:
            _collect(tag, value, wanted)
        elif said in ROWS:
            values = value if isinstance(value, list) else [value]
            wanted[said] |= {pk for pk in map(_id, values) if pk is not None}


def _named(rows: Any, ids: set[int]) -> dict[int, str]:
    return {row.pk: _row(row) for row in rows.filter(pk__among=sorted(ids))} if ids else {}


def _row(row: Any) -> str:
    return f"{row.account.name}（{_post(row)}）" if isinstance(row, Hat) else str(row.name)


def _post(hat: Hat) -> str:
    return f"{hat.unit.name} {hat.role_name}" if hat.unit else hat.role_name or hat.get_kind_display()


def _object(row: Any) -> str:
    if isinstance(row, Review):
        return _kind(row.kind)
    return str(row.number if isinstance(row, Certificate) else row.title)


def _id(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return row_id(value) if isinstance(value, str) else None


def _kind(key: str) -> str:
    """A kind of review, of a post, or of what was done to many people; else as it stands."""
    if key in KINDS:
        return KINDS[key].label
    return str(dict([*Hat.Kind.choices, *Batch.Kind.choices]).get(key, key))


def _field(name: str) -> str:
    """A column of the file or of the account by its label."""
    for model in (Person, Account):
        try:
            return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            continue
    return name


def _moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    except ValueError:
        return text
