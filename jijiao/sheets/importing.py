"""Importing a workbook: checked and staged, shown before it is written, then one outcome for every row.

A job of a kind that `importer` registered goes through phases, kept in its result. With `expect` it pauses when the
file is checked (and before, where its columns must be named), so that its owner sees what will be before anything is.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db import connection
from django.db.models import Sum

from jijiao.jobs.actions import enqueue
from jijiao.jobs.ahead import made_ahead
from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS, Handler, register
from jijiao.jobs.run import Run
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.sheets import staging
from jijiao.sheets.header import ColumnsDiffer
from jijiao.sheets.models import ImportBlock, ImportRow, KnownHeading
from jijiao.sheets.outcomes import outcome
from jijiao.sheets.sheet import Row, Sheet
from jijiao.sheets.staging import Outcome, RowOutcome, Staged

__all__ = ["BadApply", "Importer", "Outcome", "Phase", "RowOutcome", "importer", "start"]

Apply = Callable[[Any, Run], Sequence[RowOutcome]]
Expect = Callable[[list[Row], Run], Sequence[RowOutcome]]
Prepare = Callable[[list[Staged], Run], Any]


class Phase(StrEnum):
    """How far an import is; the job's state says whether it is being worked on."""

    CHECK = "check"
    COLUMNS = "columns"
    READY = "ready"
    APPLY = "apply"
    APPLIED = "applied"
    UNDONE = "undone"


class BadApply(Exception):
    """An import's `apply` left a row without an outcome, or gave it two."""


@dataclass(frozen=True)
class Importer:
    """The work of one kind of import job; see `importer`."""

    sheet: Sheet
    apply: Apply
    chunk: int = 0
    expect: Expect | None = None
    prepare: Prepare | None = None
    undo: str = ""

    def __call__(self, run: Run) -> None:
        with _uncollected():
            self._go_on(run)

    def _go_on(self, run: Run) -> None:
        try:
            if run.result.get("phase", Phase.CHECK) == Phase.CHECK:
                self._check(run)
        except ColumnsDiffer as differ:
            if not self.expect:
                raise
            run.result |= {"phase": Phase.COLUMNS, "headings": differ.headings, "differ": differ.difference}
        if run.result["phase"] == Phase.APPLY:
            self._apply(run)
        else:
            run.pause(keep_input=run.result["phase"] == Phase.COLUMNS)

    @property
    def size(self) -> int:
        """Rows in a chunk: a commit costs PostgreSQL more, and makes a writing page wait on SQLite."""
        return self.chunk or (2000 if connection.vendor == "postgresql" else 500)

    def _check(self, run: Run) -> None:
        """Read the file, whole or not at all, and stage it block by block; what is staged already is passed over."""
        run.progress(note="打开文件")
        mapped = known_headings(run.unit_id, self.sheet) | run.result.get("mapped", {})
        try:
            file = self.sheet.open(run.input(), mapped)
            done = 0
            for number, batch in enumerate(_batches(file.rows, self.size), start=1):
                done += len(batch)
                if number > run.cursor:
                    self._stage(run, number, batch, done, max(done, file.height - 1))
        except Refusal:
            staging.discard(run.job)
            raise
        with run.chunk(done=0, total=done, cursor=0):
            writes = {Outcome.CREATED, Outcome.CHANGED} & run.result["expected"].keys()
            # what would write nothing need not be confirmed
            phase = Phase.READY if self.expect and writes else Phase.APPLY
            run.result |= {"phase": phase, "rows": done, "absent": file.absent}

    def _stage(self, run: Run, number: int, batch: list[Row], done: int, total: int) -> None:
        clean = [row for row in batch if not row.errors]
        expected = {each.number: each for each in (self.expect(clean, run) if self.expect and clean else ())}
        failed = {each.number: each.reasons for each in expected.values() if each.state == Outcome.FAILED}
        failed |= {row.number: tuple(str(error) for error in row.errors) for row in batch if row.errors}
        right = [_staged(row, expected.get(row.number)) for row in clean if row.number not in failed]
        counts = Counter(each.state for each in right if each.state) + Counter({Outcome.FAILED: len(failed)})
        # sealed before the transaction begins: on SQLite it would make every other writer wait
        block = staging.block(run.job, number, right, self.sheet)
        wrong = [staging.wrong(run.job, row, failed[row.number]) for row in batch if row.number in failed]
        with run.chunk(done=done, total=total, cursor=number, note="检查"):
            run.result["phase"] = Phase.CHECK
            run.result["expected"] = _sum(run.result.get("expected", {}), counts)
            run.result["counts"] = {Outcome.FAILED: run.result["expected"].get(Outcome.FAILED, 0)}
            block.save()
            ImportRow.objects.bulk_create(wrong)

    def _apply(self, run: Run) -> None:
        blocks = run.job.import_blocks
        rows = run.result["rows"]
        left = blocks.filter(number__gt=run.cursor)
        done = rows - (left.aggregate(sum=Sum("count"))["sum"] or 0)
        numbers = list(left.order_by("number").values_list("number", flat=True))
        for block, staged, prepared in made_ahead(lambda number: self._ready(run, number), numbers):
            done += block.count
            with run.chunk(done=done, total=rows, cursor=block.number, note="导入"):
                self._settle(run, block, staged, self.apply(prepared, run) if staged else ())
        with run.chunk(done=rows, total=rows):
            run.result["phase"] = Phase.APPLIED

    def _ready(self, run: Run, number: int) -> tuple[ImportBlock, list[Row], Any]:
        """The block, its rows, and what `apply` gets."""
        block = run.job.import_blocks.get(number=number)
        staged = staging.opened(block, self.sheet)
        rows = [each.row for each in staged]
        return block, rows, self.prepare(staged, run) if self.prepare and staged else rows

    def _settle(self, run: Run, block: ImportBlock, rows: list[Row], outcomes: Sequence[RowOutcome]) -> None:
        by_number = {each.number: each for each in outcomes}
        if set(by_number) != {row.number for row in rows} or len(outcomes) != len(rows):
            raise BadApply(run.job.kind)
        failed = {each.number: each.reasons for each in outcomes if each.state == Outcome.FAILED}
        again = staging.with_cells(block, self.sheet) if failed else ()
        ImportRow.objects.bulk_create(
            staging.wrong(run.job, each.row, failed[each.row.number]) for each in again if each.row.number in failed
        )
        block.made, block.trace = staging.traced(outcomes)
        block.rows = ""
        block.save(update_fields=["rows", "made", "trace"])
        run.result["counts"] = _sum(run.result["counts"], Counter(each.state for each in outcomes))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows are made and dropped by the hundred thousand, in no cycle: the collector would only walk over them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _staged(row: Row, expected: RowOutcome | None) -> Staged:
    return Staged(row, expected.state, expected.reasons) if expected else Staged(row)


def _sum(before: dict[str, int], more: Counter[str]) -> dict[str, int]:
    return dict(Counter(before) + more)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def importer(
    kind: str,
    *,
    label: str,
    sheet: Sheet,
    apply: Apply,
    expect: Expect | None = None,
    prepare: Prepare | None = None,
    undo: str = "",
    template: str = "sheets/_outcome.html",
) -> None:
    """Register the import of `sheet` as the job `kind`; call it in the app's jobs.py.

    `apply(rows, run)` gets clean rows inside a chunk's transaction, derives the rights of `run.by_hat_id` anew, looks
    things up by set, and returns one RowOutcome for every row. `prepare(staged, run)` makes, before the transaction,
    what `apply` then gets in place of the rows. `expect(rows, run)` says what `apply` would do and writes nothing: with
    it the import stops after the check and goes on when its owner confirms. `undo` is the kind of the job that takes
    the whole batch back. `template` may show more beside the outcome.
    """
    work = Importer(sheet, apply, expect=expect, prepare=prepare, undo=undo)
    register(Handler(kind, label, work, template=template, context=outcome))


def start(kind: str, *, file: "File[bytes]", payload: dict[str, Any] | None = None, by: Actor) -> Job:
    """Queue the import of an uploaded workbook; the content is checked by the job."""
    return enqueue(kind, payload, by=by, file=file)


def importer_of(job: Job) -> Importer | None:
    """What does an import job; None for other jobs."""
    handler = HANDLERS.get(job.kind)
    return handler.work if handler and isinstance(handler.work, Importer) else None


def known_headings(unit_id: int | None, sheet: Sheet) -> dict[str, str]:
    """What the unit said before of headers that are not the template's."""
    known = KnownHeading.objects.filter(unit_id=unit_id or 0, sheet=sheet.key)
    return dict(known.values_list("heading", "column"))
