"""Rows between their checking and their import: sealed together in blocks, and given back as they were."""

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from jijiao.jobs.models import Job, random_ref
from jijiao.sheets.columns import Row
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.sheet import Sheet

Outcome = ImportRow.State


class RowOutcome(NamedTuple):
    """What became of row `number`, or will; `reasons` (failed: why, changed: what) hold no personal values in plain.

    `subject` is the id of what was created or changed, `trace` what undoing needs beside it (JSON).
    """

    number: int
    state: str
    reasons: tuple[str, ...] = ()
    subject: int | None = None
    trace: Any = None


class Staged(NamedTuple):
    """A right row with what is expected of it; `state` is "" where nobody looked."""

    row: Row
    state: str = ""
    reasons: tuple[str, ...] = ()


def block(job: Job, number: int, rows: Sequence[Staged]) -> ImportBlock:
    """The rows as a block that is not saved yet."""
    # cells and values stand in the order of the sheet's columns
    packed = [
        [row.number, [*row.cells.values()], [*row.values.values()], state, reasons] for row, state, reasons in rows
    ]
    return ImportBlock(job=job, ref=random_ref(), number=number, count=len(rows), rows=_closed(packed))


def opened(staged: ImportBlock, sheet: Sheet) -> list[Staged]:
    """The rows of a block that was not applied yet."""
    names = [column.name for column in sheet.columns]
    return [
        Staged(
            Row(number, dict(zip(names, cells, strict=True)), dict(zip(names, values, strict=True))),
            state,
            tuple(reasons),
        )
        for number, cells, values, state, reasons in json.loads(_text(staged.rows), object_hook=_value)
    ]


def wrong(job: Job, row: Row, reasons: Iterable[str]) -> ImportRow:
    """A row that cannot be imported, with its cells to be corrected; not saved yet."""
    cells = json.dumps(row.cells, ensure_ascii=False)
    return ImportRow(
        job=job, ref=random_ref(), number=row.number, state=Outcome.FAILED, reasons=list(reasons), cells=cells
    )


def traced(outcomes: Iterable[RowOutcome]) -> tuple[list[list[int]], str]:
    """The manifest of outcomes, and their traces as text."""
    outcomes = [each for each in outcomes if each.subject and each.state in (Outcome.CREATED, Outcome.CHANGED)]
    made = [[each.number, each.subject] for each in outcomes if each.subject]
    traces = {str(each.subject): each.trace for each in outcomes if each.trace is not None}
    return made, json.dumps(traces, ensure_ascii=False) if traces else ""


def discard(job: Job) -> None:
    """Forget what was staged of a file that turned out not to be usable."""
    job.import_blocks.all().delete()
    job.import_rows.all().delete()


def _closed(rows: list[Any]) -> str:
    text = json.dumps(rows, ensure_ascii=False, default=_plain, check_circular=False)
    return base64.b64encode(zlib.compress(text.encode(), 1)).decode()


def _text(closed: str) -> bytes:
    return zlib.decompress(base64.b64decode(closed))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    raise TypeError(f"a cleaner of a sheet gave a {type(value).__name__}")


def _value(kept: dict[str, str]) -> Any:
    ((kind, text),) = kept.items()
    makers: dict[str, Callable[[str], Any]] = {"t": datetime.fromisoformat, "d": date.fromisoformat, "n": Decimal}
    return makers[kind](text)
