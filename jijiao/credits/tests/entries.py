"""Entries for the tests of the ledger, and a way to do many things at once with a connection each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import connections

from jijiao.credits.actions import NewEntry
from jijiao.people.models import Person

YEAR = 2026
_numbers = count(1)


def new_entry(person: Person, hours: str = "8", **changes: Any) -> NewEntry:
    """Recognised on-the-job training of one day in March 2026, professional; `changes` replace any field."""
    facts: dict[str, Any] = {
        "person_id": person.pk,
        "unit_id": person.unit_id,
        "year": YEAR,
        "origin": f"test:{next(_numbers)}",
        "subject": "2",
        "form": "LF01",
        "title": "护理技术培训",
        "organizer": "济南示例第一医院",
        "started_on": date(2026, 3, 1),
        "ended_on": date(2026, 3, 1),
        "hours": Decimal(hours),
    }
    return NewEntry(**facts | changes)


def at_once(works: Sequence[Callable[[], Any]], threads: int = 8) -> list[Any]:
    """Run everything in parallel threads, each with its own database connection; results or exceptions, in order."""

    def run(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:  # the caller looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, works))
