"""Holding a unit still while copies of its path are written."""

from django.db import connection

from jijiao.units.models import Unit

SHARE = f"SELECT id FROM {Unit._meta.db_table} WHERE id = %s FOR SHARE"  # noqa: S608 - our own table's name


def hold_unit(unit_id: int) -> Unit:
    """The unit as it is now, under a share lock until the transaction ends: imports go on side by side, a move waits.

    SQLite needs no lock: its transactions are IMMEDIATE, so there is one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SHARE, [unit_id])
    return Unit.everywhere.get(pk=unit_id)
