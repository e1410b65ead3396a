"""Readings of the register of people."""

from django.db.models import QuerySet

from jijiao.accounts.models import document_key
from jijiao.people.models import Person
from jijiao.units.models import Department

# the columns of the roster: the narrower the rows, the faster they are made
SHOWN = (
    *("ref", "name", "document", "mobile", "title_series", "title_level", "status"),
    *("unit__name", "department__name"),
)


def open_departments(unit_id: int | None) -> list[Department]:
    """The 内设部门 of a unit that are in use, in its own order; none for a hat without a unit."""
    if unit_id is None:
        return []
    return list(Department.everywhere.filter(unit_id=unit_id, closed_at__isnull=True))


def find_person(document_kind: str, document: str) -> Person | None:
    """Whoever has this clean number, on whichever roll."""
    return Person.everywhere.filter(document_key=document_key(document_kind, document)).select_related("unit").first()


def dressed(rows: QuerySet[Person]) -> QuerySet[Person]:
    """The rows of one page of the roster with what it shows beside them."""
    return rows.select_related("unit", "department").only(*SHOWN)
