"""SQLite's index of the readings of units: a full-text table beside `units_unit`, kept by triggers.

Changing the table's columns makes SQLite's migrations build it anew, without its triggers: so they are looked for
after every migrate, and where they are missing the index is made again from the table.
"""

from typing import Any

from django.db import connections

from jijiao.units.models import Unit

TABLE, INDEX = Unit._meta.db_table, "units_unit_words"
# every word of a reading stands for itself, "=w" and "," too
_MAKE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(
    pinyin, content='{TABLE}', content_rowid='id', tokenize="ascii tokenchars '=,'", prefix='1 2')
"""
_OUT = f"INSERT INTO {INDEX}({INDEX}, rowid, pinyin) VALUES ('delete', old.id, old.pinyin);"  # noqa: S608
_IN = f"INSERT INTO {INDEX}(rowid, pinyin) VALUES (new.id, new.pinyin);"  # noqa: S608
_TRIGGERS = {
    f"{INDEX}_insert": f"AFTER INSERT ON {TABLE} BEGIN {_IN} END",
    f"{INDEX}_delete": f"AFTER DELETE ON {TABLE} BEGIN {_OUT} END",
    f"{INDEX}_update": f"AFTER UPDATE OF pinyin ON {TABLE} WHEN old.pinyin <> new.pinyin BEGIN {_OUT} {_IN} END",
}


def keep_index(using: str = "default", **kwargs: Any) -> None:
    """Make the index and its triggers where they are missing; after every migrate."""
    connection = connections[using]
    if connection.vendor != "sqlite" or TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        if _TRIGGERS.keys() <= {name for (name,) in cursor.fetchall()}:
            return
        cursor.execute(_MAKE)
        for name, what in _TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")  # noqa: S608 - our own table
