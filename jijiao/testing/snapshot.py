"""The rows of every table, taken once and put back many times: to assemble the cast anew takes 200 statements."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model


@dataclass(frozen=True)
class Snapshot:
    """Everything in the database, and the objects that stand for it."""

    tables: list[tuple[str, list[tuple[Any, ...]]]]
    objects: bytes

    @classmethod
    def of(cls, made: Any) -> "Snapshot":
        """What the database holds now; `made` are the objects that `put_back` returns each time, new ones."""
        # the framework keeps its own (content types), and numbers them anew when a test has emptied every table
        names = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
        tables = [(name, _rows(name)) for name in names]
        return cls([(table, rows) for table, rows in tables if rows], pickle.dumps(made))

    def put_back(self) -> Any:
        """Write the rows into a database that has none of them, or only those that the migrations made."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.tables:
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT DO NOTHING", rows)  # noqa: S608
        return pickle.loads(self.objects)  # noqa: S301 - our own


T = TypeVar("T")
_taken: dict[Callable[[], Any], Snapshot] = {}


def once(make: Callable[[], T]) -> T:
    """What `make` makes in an empty database: made the first time in this process, put back from then on."""
    if make not in _taken:
        made = make()
        _taken[make] = Snapshot.of(made)
        return made
    back: T = _taken[make].put_back()
    return back


def _is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("jijiao.") and model._meta.managed and not model._meta.proxy


def _rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of our own
        return list(cursor.fetchall())
