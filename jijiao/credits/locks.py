"""Holding the units of people still while their copies of the unit's path are written."""

from collections.abc import Collection

from django.db import connection

from jijiao.people.models import Person
from jijiao.units.models import Unit

UNITS, PEOPLE = Unit._meta.db_table, Person._meta.db_table
SHARE = f"""
SELECT id FROM {UNITS} WHERE id IN (SELECT unit_id FROM {PEOPLE} WHERE id = ANY(%s)) ORDER BY id FOR SHARE
"""  # noqa: S608 - table names of our own models


def hold_units_of(people: Collection[int]) -> None:
    """Share locks on the units of these person ids until the transaction ends.

    SQLite needs none: its transactions are IMMEDIATE, so there is one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SHARE, [sorted(people)])
