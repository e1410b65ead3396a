"""Getting the next piece ready while the database works on the present one."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from django.db import connection

Item = TypeVar("Item")
Made = TypeVar("Made")


def made_ahead(make: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
    """`make(item)` for each item in order, one item ahead, in a thread with a connection of its own.

    Only where that connection sees what is committed: on SQLite, and inside a transaction, each is made when it is due.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield from map(make, items)
        return
    with ThreadPoolExecutor(1) as thread:
        try:
            due: Future[Made] | None = None
            for item in items:
                following = thread.submit(copy_context().run, make, item)
                if due is not None:
                    yield due.result()
                due = following
            if due is not None:
                yield due.result()
        finally:
            thread.submit(connection.close)
