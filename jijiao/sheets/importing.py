"""Importing a workbook: one outcome for every row, right rows in, wrong ones back with their reasons."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet

from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job, random_ref
from jijiao.jobs.registry import HANDLERS, Handler, register
from jijiao.jobs.run import Run
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.sheets.models import ImportRow
from jijiao.sheets.sheet import CellError, Row, Sheet

CHUNK = 500
SHOWN = 100
KEPT = timedelta(hours=72)

Outcome = ImportRow.State


@dataclass(frozen=True)
class RowOutcome:
    """What became of row `number`; `reasons` (for a failed one) are sentences without personal values."""

    number: int
    state: str
    reasons: tuple[str, ...] = ()


Apply = Callable[[list[Row], Run], Sequence[RowOutcome]]


class BadApply(Exception):
    """An import's `apply` left a row without an outcome, or gave it two."""


@dataclass(frozen=True)
class Importer:
    """The work of one kind of import job."""

    sheet: Sheet
    apply: Apply
    chunk: int = CHUNK

    def __call__(self, run: Run) -> None:
        """1. Read the file again, whole or not at all. 2. Skip what is committed. 3. Apply chunk by chunk."""
        rows = self.sheet.read(run.input())
        left = [row for row in rows if row.number > run.cursor]
        run.progress(total=len(rows), note="导入")
        done = len(rows) - len(left)
        for batch in _batches(left, self.chunk):
            done += len(batch)
            with run.chunk(done=done, cursor=batch[-1].number):
                self._settle(batch, run)

    def _settle(self, batch: list[Row], run: Run) -> None:
        clean = [row for row in batch if not row.errors]
        outcomes = {outcome.number: outcome for outcome in (self.apply(clean, run) if clean else ())}
        if set(outcomes) != {row.number for row in clean}:
            raise BadApply(run.job.kind)
        ImportRow.objects.bulk_create(_stored(run.job, row, outcomes.get(row.number)) for row in batch)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _stored(job: Job, row: Row, outcome: RowOutcome | None) -> ImportRow:
    reasons = list(outcome.reasons) if outcome else [str(error) for error in row.errors]
    state = outcome.state if outcome else Outcome.FAILED
    cells = json.dumps(row.cells, ensure_ascii=False) if state == Outcome.FAILED else ""
    return ImportRow(job=job, ref=random_ref(), number=row.number, state=state, reasons=reasons, cells=cells)


def importer(kind: str, *, label: str, sheet: Sheet, apply: Apply, template: str = "sheets/_outcome.html") -> None:
    """Register the import of `sheet` as the job `kind`; call it in the app's jobs.py.

    `apply(rows, run)` gets at most 500 clean rows inside the chunk's transaction, derives the rights of `run.by_hat_id`
    anew, looks things up by set, and returns one RowOutcome for every row. `template` may show more beside the outcome.
    """
    register(Handler(kind, label, Importer(sheet, apply), template=template, context=outcome))


def start(kind: str, *, file: "File[bytes]", payload: dict[str, Any] | None = None, by: Actor) -> Job:
    """Queue the import of an uploaded workbook; the content is checked by the job."""
    return enqueue(kind, payload, by=by, file=file)


def outcome(job: Job) -> dict[str, Any]:
    """What the job's page shows: counts by state, the first problems, and whether the failed rows can be downloaded."""
    counts = Counter(job.import_rows.values_list("state", flat=True))
    failed = failed_rows(job)[:SHOWN]
    problems = [(row.number, *_parted(reason)) for row in failed for reason in row.reasons]
    return {
        "counts": [(label, counts.get(state, 0)) for state, label in Outcome.choices],
        "problems": problems[:SHOWN],
        "more_problems": counts.get(Outcome.FAILED, 0) > len({number for number, *_ in problems[:SHOWN]}),
        "failed": counts.get(Outcome.FAILED, 0),
        "failures_until": _until(job),
    }


def _parted(reason: str) -> tuple[str, str]:
    column, mark, message = reason.partition("：")
    return (column, message) if mark and len(column) <= 20 else ("", reason)


def _until(job: Job) -> Any:
    until = job.finished_at + KEPT if job.finished_at else None
    return until if until and until > clock.now() else None


def failed_rows(job: Job) -> QuerySet[ImportRow]:
    return job.import_rows.filter(state=Outcome.FAILED).order_by("number")


def sheet_of(job: Job) -> Sheet | None:
    """The sheet that an import job reads; None for other jobs."""
    handler = HANDLERS.get(job.kind)
    return handler.work.sheet if handler and isinstance(handler.work, Importer) else None


def failures(job: Job) -> bytes | None:
    """The failed rows as a workbook to correct and upload again; made when asked for, so that none lies on the disk.

    None when there are none, or when 72 hours have passed.
    """
    sheet = sheet_of(job)
    rows = list(failed_rows(job).exclude(cells="")) if sheet and _until(job) else []
    if not sheet or not rows:
        return None
    return sheet.failures(
        Row(row.number, json.loads(row.cells), errors=[CellError(*_parted(reason)) for reason in row.reasons])
        for row in rows
    )


def expire() -> int:
    """Delete the cells of failed rows 72 hours after their job ended; returns how many. Runs periodically."""
    over = ImportRow.objects.filter(job__finished_at__lte=clock.now() - KEPT).exclude(cells="")
    return over.update(cells="")
