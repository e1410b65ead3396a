"""What a person may change of the own file: what at once, what after review and in which groups (domain 3.3.2)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from jijiao.lib.masks import mask_document
from jijiao.people.credentials import EDUCATION, EMPTY, KINDS, SUB_TABLES, TITLES, SubTable, as_text
from jijiao.people.filing import has_current
from jijiao.people.models import Credential, Person
from jijiao.standards.codes.titles import series_choices


@dataclass(frozen=True)
class Section:
    """One form of the own file; the sub-tables have forms of their own."""

    name: str
    title: str
    note: str
    fields: tuple[str, ...]


# shown masked alone, so that nobody reads it over a shoulder
TYPED_ANEW = ("document",)
# 手机号 and 邮箱 are not among them: they change by a code to the new one (security.contacts)
AT_ONCE = ("landline", "native_place", "political")
BASIC = ("nation", "sex", "born_on")
WORK = ("post", "employment", "specialty", "works_since", "first_appointed", "learning_system")
UNIT = "由所在单位审核，通过后生效。"
SECTIONS = {
    each.name: each
    for each in (
        Section("others", "固定电话、籍贯和政治面貌", "修改后立即生效。手机号和邮箱在“个人信息”页更换。", AT_ONCE),
        Section(
            "identity",
            "姓名和证件",
            "由所在单位审核；姓名和证件号同时修改的，还须上级部门审核。",
            ("name", "document_kind", "document"),
        ),
        Section("basic", "基本信息", UNIT, BASIC),
        Section("work", "岗位信息", UNIT, WORK),
    )
}
# what is asked of the reviewer together
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "document": ("document_kind", "document"),
    "basic": BASIC,
    "work": WORK,
    **{table.kind: tuple(table.main.values()) for table in (TITLES, EDUCATION)},
}
# these groups are decided field by field; the fields of the others only make sense together
ONE_BY_ONE = ("basic", "work")
GROUP_NAMES = (("name", "姓名"), ("document", "证件号"), ("basic", "基本信息"), ("work", "岗位信息"), *KINDS)
FIELDS = (*AT_ONCE, *(field for fields in GROUPS.values() for field in fields))
_COLUMNS: dict[str, Any] = {name: Person._meta.get_field(name) for name in FIELDS}
LABELS = {name: str(column.verbose_name) for name, column in _COLUMNS.items()}
_CHOICES = {name: column.choices for name, column in _COLUMNS.items()} | {"title_series": series_choices()}


def values_of(person: Person, fields: Iterable[str] = FIELDS) -> dict[str, str]:
    """Fields as the form sends them: codes, plain text, dates as YYYY-MM-DD."""
    return {field: as_text(getattr(person, field)) for field in fields}


def version_of(person: Person, fields: Iterable[str] = FIELDS) -> str:
    """Tells whether these fields are as they were; says nothing of what is in them."""
    return _version(values_of(person, fields))


def entry_values(table: SubTable, person: Person, entry: Credential | None) -> dict[str, str]:
    """What an entry says; without one the current one, blank when there is none."""
    if entry is not None or has_current(person, table):
        return table.values_of(entry or person)
    return dict.fromkeys(table.names, "")


def entry_version(table: SubTable, person: Person, entry: Credential | None) -> str:
    """Tells whether an entry and the current one beside it are as they were."""
    current = values_of(person, table.main.values())
    return _version(entry_values(table, person, entry) | {f"current {name}": value for name, value in current.items()})


def _version(values: Mapping[str, str]) -> str:
    return salted_hmac("person_changes", json.dumps(values, sort_keys=True)).hexdigest()


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Which fields of `after` differ, with both values."""
    return {field: (before[field], value) for field, value in after.items() if before[field] != value}


def shown(field: str, value: str) -> str:
    """A value as people read it, numbers masked."""
    if not value:
        return EMPTY
    choices: Any = _CHOICES[field]
    if choices:
        return str(dict(choices).get(value, value))
    return mask_document(value) if field == "document" else value


def table_of(group: str) -> SubTable | None:
    """The sub-table that a group of this name is about."""
    return SUB_TABLES.get(group)
