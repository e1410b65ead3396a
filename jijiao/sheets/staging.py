"""Rows between their checking and their import: sealed together in blocks, and given back as they were.

A block is kept column by column, as JSON: that packs small, and a column's dates are one conversion.
"""

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
    """What became of row `number`, or will; `reasons` (failed: why, changed: what) hold no number in plain.

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


def block(job: Job, number: int, rows: Sequence[Staged], sheet: Sheet) -> ImportBlock:
    """The rows as a block that is not saved yet."""
    values = list(zip(*(each.row.values.values() for each in rows), strict=True))
    texts = list(zip(*(each.row.cells.values() for each in rows), strict=True))
    kinds = [_kind(column) for column in values]
    packed = {
        "numbers": [each.row.number for each in rows],
        "states": [each.state for each in rows],
        "reasons": [each.reasons for each in rows],
        "kinds": kinds,
        "values": [list(map(PLAIN[kind], column)) for kind, column in zip(kinds, values, strict=True)],
        # most cells read as their value does
        "cells": [[] if cells == column else cells for cells, column in zip(texts, values, strict=True)],
    }
    keys = {each.row.number: key for each in rows if (key := sheet.identity(each.row))}
    sealed = {"rows": _closed(packed), "keys": _closed(keys) if keys else ""}
    return ImportBlock(job=job, ref=random_ref(), number=number, count=len(rows), **sealed)


def opened(staged: ImportBlock, sheet: Sheet) -> list[Staged]:
    """The rows of a block that was not applied yet; they have values alone, see `with_cells`."""
    names = [column.name for column in sheet.columns]
    packed = _unpacked(staged.rows)
    values = [list(map(MEANT[kind], each)) for kind, each in zip(packed["kinds"], packed["values"], strict=True)]
    rows = zip(packed["numbers"], zip(*values, strict=True), packed["states"], packed["reasons"], strict=True)
    return [
        Staged(Row(number, {}, dict(zip(names, meant, strict=True))), state, tuple(reasons))
        for number, meant, state, reasons in rows
    ]


def with_cells(staged: ImportBlock, sheet: Sheet) -> list[Staged]:
    """The rows of a block that was not applied yet, with the cells as they were typed."""
    names = [column.name for column in sheet.columns]
    packed, rows = _unpacked(staged.rows), opened(staged, sheet)
    cells = [texts or column for texts, column in zip(packed["cells"], packed["values"], strict=True)]
    for each, texts in zip(rows, zip(*cells, strict=True), strict=True):
        each.row.cells = dict(zip(names, texts, strict=True))
    return rows


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


def keys(block: ImportBlock) -> dict[int, str]:
    """Row number → what no other row of the file may share."""
    return {int(number): key for number, key in _unpacked(block.keys).items()}


def _unpacked(sealed: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(sealed)))


def _closed(packed: dict[Any, Any]) -> str:
    text = json.dumps(packed, ensure_ascii=False, check_circular=False)
    return base64.b64encode(zlib.compress(text.encode(), 1)).decode()


def _kind(column: Sequence[Any]) -> str:
    """What the cleaned values of a column are beside text, by a key of PLAIN."""
    kinds = {KINDS[kind] for kind in set(map(type, column)) if kind in KINDS}
    if len(kinds) > 1:
        raise TypeError("the cleaner of a column gives values of several kinds")
    return kinds.pop() if kinds else ""


def _same(value: Any) -> Any:
    return value


KINDS = {date: "date", datetime: "moment", Decimal: "number"}
# an answer that was not given is "" or None in any column
PLAIN: dict[str, Callable[[Any], Any]] = {
    "": _same,
    "date": lambda value: value and value.isoformat(),
    "moment": lambda value: value and value.isoformat(),
    "number": lambda value: value if value in ("", None) else str(value),
}
MEANT: dict[str, Callable[[Any], Any]] = {
    "": _same,
    "date": lambda text: text and date.fromisoformat(text),
    "moment": lambda text: text and datetime.fromisoformat(text),
    "number": lambda text: text and Decimal(text),
}
