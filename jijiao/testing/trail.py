"""Getting past the triggers of the audit trail, as only the owner of the database can: for emptying it between tests,
and for tests that play the one who alters a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

TABLES = ("audit_event", "audit_seal", "audit_verification")


@contextmanager
def triggers_off(open_connection: Any = connection) -> Iterator[None]:
    """Rows of the trail can be changed by SQL inside the block."""
    with open_connection.cursor() as cursor:
        if open_connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%%'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, sql in triggers:
                cursor.execute(sql)


def let_tests_flush() -> None:
    """Tests with real transactions empty every table at their end; only they may, and only so."""
    flush = BaseDatabaseOperations.execute_sql_flush
    if getattr(flush, "passes_triggers", False):
        return

    def passing(self: Any, sql_list: list[str]) -> None:
        with triggers_off(self.connection):
            flush(self, sql_list)

    passing.passes_triggers = True  # type: ignore[attr-defined]
    BaseDatabaseOperations.execute_sql_flush = passing  # type: ignore[method-assign, assignment]
