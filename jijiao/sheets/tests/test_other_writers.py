"""While an import runs, pages that write get their turn: work happens outside of transactions, chunks are small.

How long such a page really waits is measured by `make bench-import-sqlite`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from jijiao.jobs.registry import HANDLERS, Handler
from jijiao.jobs.run import SQLITE_PAUSE, Run
from jijiao.jobs.worker import Worker
from jijiao.lib.actor import SYSTEM
from jijiao.sheets import actions, importing
from jijiao.sheets.importing import Importer, Outcome, RowOutcome
from jijiao.sheets.sheet import Row
from jijiao.sheets.staging import Staged
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.example import PEOPLE, person

KIND = "tests.waiting"


class Watched:
    """An import that notes how large its chunks are and in which of its parts a transaction is open."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.held: dict[str, set[bool]] = {"expect": set(), "prepare": set(), "apply": set()}

    def expect(self, rows: list[Row], run: Run) -> list[RowOutcome]:
        self.held["expect"].add(connection.in_atomic_block)
        return self.apply(rows, run, "expect")

    def prepare(self, staged: list[Staged], run: Run) -> list[Row]:
        self.held["prepare"].add(connection.in_atomic_block)
        self.sizes.append(len(staged))
        return [each.row for each in staged]

    def apply(self, rows: list[Row], run: Run, part: str = "apply") -> list[RowOutcome]:
        self.held[part].add(connection.in_atomic_block)
        return [RowOutcome(row.number, Outcome.CREATED) for row in rows]


@pytest.fixture
def watched(tmp_path: Path, settings: Any) -> Iterator[Watched]:
    settings.MEDIA_ROOT = tmp_path
    found = Watched()
    work = Importer(PEOPLE, found.apply, 10, expect=found.expect, prepare=found.prepare)
    HANDLERS[KIND] = Handler(KIND, "导入", work)
    yield found
    HANDLERS.pop(KIND)


@pytest.mark.django_db(transaction=True)
def test_transactions_are_short_and_others_come_between_them(watched: Watched) -> None:
    pauses: list[float] = []
    content = workbook_of(PEOPLE, [person(number) for number in range(1, 96)])
    job = importing.start(KIND, file=ContentFile(content, name="名单.xlsx"), by=SYSTEM)
    worker = Worker(pause=pauses.append, heartbeat=False, raising=True)
    worker.work_off()
    actions.confirm(job, by=SYSTEM)
    worker.work_off()
    assert watched.held == {"expect": {False}, "prepare": {False}, "apply": {True}}
    assert watched.sizes == [10] * 9 + [5]
    if connection.vendor == "sqlite":
        assert len(pauses) >= 20
        assert set(pauses) == {SQLITE_PAUSE}


def test_on_sqlite_a_chunk_holds_at_most_five_hundred_rows() -> None:
    assert Importer(PEOPLE, lambda rows, run: ()).size == (500 if connection.vendor == "sqlite" else 2000)
