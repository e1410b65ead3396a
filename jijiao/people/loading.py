"""Putting many people into the register in one statement; a number that is there already is passed over.

A model instance for each row and a placeholder for each value cost more than the database does. So rows are prepared
as plain tuples, outside of any transaction (sealing is most of the work), and loaded by COPY on PostgreSQL.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from jijiao.accounts.models import document_key, mobile_key
from jijiao.lib import clock
from jijiao.lib.pinyin import person_reading
from jijiao.lib.references import new_reference
from jijiao.people.facts import FIELDS, PersonFacts
from jijiao.people.models import Person
from jijiao.units.models import Unit
from jijiao.vault.fields import EncryptedText

TABLE = Person._meta.db_table
# what differs from row to row; every other column is the same for all of a load, or left to the database
VARYING = ("ref", "account_id", "department_id", "document_key", "mobile_key", "pinyin", *FIELDS)
COMMON = tuple(
    field
    for field in Person._meta.concrete_fields
    if not (field.attname in VARYING or field.primary_key or field.null or field.has_db_default())
)
_NAMES = {field.attname: str(field.column) for field in Person._meta.concrete_fields}
COLUMNS, SAME = ", ".join(_NAMES[name] for name in VARYING), ", ".join(str(field.column) for field in COMMON)
DOCUMENT, MOBILE, ACCOUNT = VARYING.index("document"), VARYING.index("mobile"), VARYING.index("account_id")
# COPY's text format: what stands for no value, and characters that must not stand for themselves
NOTHING = "\\N"
ESCAPES = {ord(mark): f"\\{letter}" for mark, letter in zip("\\\t\n\r", "\\tnr", strict=True)}
BLANK = {field.attname: field.get_default() for field in Person._meta.concrete_fields if field.attname in FIELDS}


@dataclass(slots=True)
class Draft:
    """Somebody about to be put on a roll; `values` in the order of VARYING, numbers sealed."""

    key: Hashable
    name: str
    document_key: str
    ref: str
    values: list[Any]


def draft(key: Hashable, facts: PersonFacts | Mapping[str, Any], department_id: int | None, number: str = "") -> Draft:
    """`facts` are those of PersonFacts, whole or without those that say nothing; `number` its key, if known."""
    given = BLANK | (asdict(facts) if isinstance(facts, PersonFacts) else dict(facts))
    ref = new_reference()
    number = number or document_key(given["document_kind"], given["document"])
    mobile = mobile_key(given["mobile"]) if given["mobile"] else ""
    values = [ref, None, department_id, number, mobile, person_reading(given["name"])]
    values += [given[name] for name in FIELDS]
    values[DOCUMENT] = _field("document").sealed(given["document"], ref)
    values[MOBILE] = _field("mobile").sealed(given["mobile"], ref)
    return Draft(key, given["name"], number, ref, values)


def load(drafts: Sequence[Draft], home: Unit) -> dict[str, int]:
    """Put those onto the roll of `home` whose number nobody has; key of the number → id of the new person."""
    given = {"unit_id": home.pk, "unit_path": home.path or "", "enrolled_at": clock.now()}
    common = [_prepared(field, given.get(field.attname, field.get_default())) for field in COMMON]
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic(), connection.wrap_database_errors:
                return _copied(drafts, common)
        except IntegrityError:
            # somebody is there by now: the slower way, which passes over them
            return _copied_around(drafts, common)
    return _inserted(drafts, common)


def _copied(drafts: Sequence[Draft], common: list[Any]) -> dict[str, int]:
    """Straight into the table, under numbers drawn before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [TABLE, len(drafts)]
        )
        numbers = [number for (number,) in cursor.fetchall()]
        with cursor.copy(f"COPY {TABLE} (id, {COLUMNS}, {SAME}) FROM STDIN") as copy:
            same = _line(common)
            lines = [f"{number}\t{_line(each.values)}\t{same}\n" for number, each in zip(numbers, drafts, strict=True)]
            copy.write("".join(lines))
    return {each.document_key: number for number, each in zip(numbers, drafts, strict=True)}


def _copied_around(drafts: Sequence[Draft], common: list[Any]) -> dict[str, int]:
    """Through a table of this transaction, since COPY itself cannot pass over a number that is there."""
    same = ", ".join(["%s"] * len(common))
    with connection.cursor() as cursor:
        empty = f"SELECT {COLUMNS} FROM {TABLE} WITH NO DATA"  # noqa: S608 - names of our own model
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS people_incoming ON COMMIT DROP AS {empty}")
        cursor.execute("TRUNCATE people_incoming")
        with cursor.copy(f"COPY people_incoming ({COLUMNS}) FROM STDIN") as copy:
            copy.write("".join(f"{_line(each.values)}\n" for each in drafts))
        cursor.execute(
            f"INSERT INTO {TABLE} ({COLUMNS}, {SAME}) SELECT {COLUMNS}, {same} FROM people_incoming "  # noqa: S608
            "ON CONFLICT DO NOTHING RETURNING document_key, id",
            common,
        )
        return dict(cursor.fetchall())


def _line(values: Sequence[Any]) -> str:
    """Values as a line of COPY's text format: four times as fast as asking the driver about each of them."""
    told = ["" if value is None else value if type(value) is str else str(value) for value in values]
    plain = "".join(told)
    if "\\" in plain or not plain.isprintable():
        told = [text.translate(ESCAPES) for text in told]
    return "\t".join([NOTHING if value is None else text for value, text in zip(values, told, strict=True)])


def _inserted(drafts: Sequence[Draft], common: list[Any]) -> dict[str, int]:
    marks = ", ".join(["%s"] * (len(VARYING) + len(common)))
    rows = [[_as_text(value) for value in each.values] + common for each in drafts]
    with connection.cursor() as cursor:
        target = f"{TABLE} ({COLUMNS}, {SAME})"
        cursor.executemany(f"INSERT INTO {target} VALUES ({marks}) ON CONFLICT DO NOTHING", rows)  # noqa: S608
    refs = {each.ref for each in drafts}
    found = Person.everywhere.filter(document_key__among=[each.document_key for each in drafts]).order_by("pk")
    return {key: pk for key, pk, ref in found.values_list("document_key", "pk", "ref") if ref in refs}


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@cache
def _field(name: str) -> EncryptedText:
    field = Person._meta.get_field(name)
    assert isinstance(field, EncryptedText)  # noqa: S101 - says it to the type checker
    return field


def _prepared(field: "models.Field[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_save(value, connection)
