"""Putting failed rows of an import right in the page: checked again by the same cleaners, nothing typed is lost."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.sheets import duplicates, staging
from jijiao.sheets.actions import importer_for, own
from jijiao.sheets.columns import Column, Row
from jijiao.sheets.importing import Importer
from jijiao.sheets.models import ImportRow
from jijiao.sheets.outcomes import closed, parted
from jijiao.sheets.sheet import Sheet
from jijiao.sheets.staging import Outcome, RowOutcome, Staged

EXPIRED = "失败信息只保留 72 小时，现已删除。请重新上传文件。"
Typed = Mapping[int, Mapping[str, str]]


class RowRefused(Refusal):
    """A corrected row that still is not right; `errors` are sentences by column name, "" for the whole row."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors


@dataclass
class Corrected:
    """What became of rows (or will: the import may wait to be confirmed), and what is wrong still, by row number."""

    states: dict[int, str] = field(default_factory=dict)
    errors: dict[int, dict[str, str]] = field(default_factory=dict)


def correct(job: Job, number: int, cells: Mapping[str, str], *, by: Actor) -> str:
    """`correct_rows` for one row, looked at as a whole: returns what became of it. Raises RowRefused when not right."""
    corrected = correct_rows(job, {number: cells}, again=[number], by=by)
    if number in corrected.errors:
        raise RowRefused(corrected.errors[number])
    return corrected.states[number]


@transaction.atomic
def correct_rows(job: Job, typed: Typed, *, again: Collection[int] = (), by: Actor) -> Corrected:
    """Put failed rows right (row number → column name → text) and let the import have those that now are.

    Only rows whose cells were changed, or that are to be checked `again` as they are, are looked at: nobody meant the
    others. Those still wrong keep what was typed, with what is wrong with it. Raises Refusal when none is kept any
    more, and where the import is closed; its row is held, so that an undoing comes before or after.
    """
    held = own(job, by)
    check_open(held)
    work = importer_for(held)
    failed = _meant(held, typed, again)
    given = {number: json.loads(row.cells) | dict(typed.get(number, {})) for number, row in failed.items()}
    washed = work.sheet.rows(given, duplicates.met(held, work.sheet, given)) if given else []
    waiting = held.state == Job.State.PAUSED
    right = [row for row in washed if not row.errors]
    outcomes = {each.number: each for each in (_tried(work, held, right, waiting) if right else ())}
    corrected = Corrected()
    for row in washed:
        outcome = outcomes.get(row.number)
        if outcome is None or outcome.state == Outcome.FAILED:
            reasons = outcome.reasons if outcome else tuple(str(error) for error in row.errors)
            _keep(failed[row.number], given[row.number], reasons)
            corrected.errors[row.number] = {_name(work.sheet, column): told for column, told in map(parted, reasons)}
        else:
            corrected.states[row.number] = outcome.state
    if corrected.states:
        done = [outcomes[number] for number in corrected.states]
        _settle(work, held, [row for row in right if row.number in corrected.states], done, waiting)
        record(by, Tag.IMPORT_CORRECT, on=held, unit_id=held.unit_id, rows=sorted(corrected.states))
    return corrected


def _meant(job: Job, typed: Typed, again: Collection[int]) -> dict[int, ImportRow]:
    """The failed rows that were changed or are to be checked again, by number, held."""
    kept = job.import_rows.select_for_update().filter(state=Outcome.FAILED).exclude(cells="").order_by("number")
    rows = list(kept.filter(number__in={*typed, *again}))
    if not rows:
        raise Refusal(EXPIRED)
    return {row.number: row for row in rows if row.number in again or _changed(row, typed[row.number])}


def _changed(row: ImportRow, typed: Mapping[str, str]) -> bool:
    cells = json.loads(row.cells)
    return any(_sent(text) != _sent(cells.get(name, "")) for name, text in typed.items())


def _sent(text: str) -> str:
    """As an input of one line sends it back untouched."""
    return text.replace("\r", "").replace("\n", "")


def _tried(work: Importer, job: Job, rows: list[Row], waiting: bool) -> list[RowOutcome]:
    """What the import's own apply makes of the rows; only what it would make while the import waits."""
    run = Run(job)
    if waiting and work.expect:
        return list(work.expect(rows, run))
    prepared = work.prepare([Staged(row) for row in rows], run) if work.prepare else rows
    return list(work.apply(prepared, run))


def _keep(failed: ImportRow, cells: Mapping[str, str], reasons: tuple[str, ...]) -> None:
    failed.cells = json.dumps(cells, ensure_ascii=False)
    failed.reasons = list(reasons)
    failed.save(update_fields=["cells", "reasons"])


def _settle(work: Importer, job: Job, rows: list[Row], outcomes: list[RowOutcome], waiting: bool) -> None:
    """The rows become a block of their own: staged while the import waits, part of the manifest once it is applied."""
    last = job.import_blocks.order_by("-number").values_list("number", flat=True).first() or 0
    told = {each.number: each for each in outcomes}
    staged = [Staged(row, told[row.number].state, told[row.number].reasons) for row in rows]
    block = staging.block(job, last + 1, staged, work.sheet)
    if not waiting:
        block.rows = ""
        block.made, block.trace = staging.traced(outcomes)
    block.save()
    job.import_rows.filter(number__in=told).delete()
    counts = "expected" if waiting else "counts"
    moved = dict(job.result.get(counts, {}))
    moved[Outcome.FAILED] = moved.get(Outcome.FAILED, len(told)) - len(told)
    for each in outcomes:
        moved[each.state] = moved.get(each.state, 0) + 1
    job.result = job.result | {counts: moved} | ({"counts": {Outcome.FAILED: moved[Outcome.FAILED]}} if waiting else {})
    job.save(update_fields=["result"])


def _name(sheet: Sheet, header: str) -> str:
    return next((column.name for column in sheet.columns if column.header == header), "")


def check_open(job: Job) -> None:
    """Raises Refusal where nobody may correct the import's rows any more."""
    if not job.is_open and (told := closed(job)):
        raise Refusal(told)


@dataclass(frozen=True)
class Cell:
    """One cell of the table: the name of its input, whose choices it offers, what it says, what is wrong with it."""

    field: str
    column: Column
    text: str
    wrong: str


@dataclass(frozen=True)
class Line:
    """One failed row as it is shown: what is wrong (header, "" of the whole row, and sentence), and its cells."""

    number: int
    wrong: list[tuple[str, str]]
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """Failed rows to type into."""

    columns: list[Column]
    lines: list[Line]


def table(sheet: Sheet, rows: Sequence[ImportRow], typed: Typed) -> Table:
    """The rows with the columns that must be filled in, that tell who it is, or that are wrong somewhere.

    `typed` is what was sent and could not be kept.
    """
    errors = {row.number: {_name(sheet, column): told for column, told in map(parted, row.reasons)} for row in rows}
    wrong = {name for each in errors.values() for name in each}
    columns = [each for each in sheet.columns if each.required or each.shown or each.name in wrong]
    # what is to be mended is seen without moving the table
    columns.sort(key=lambda column: column.name not in wrong)
    lines = []
    for row in rows:
        texts, told = json.loads(row.cells) | dict(typed.get(row.number, {})), errors[row.number]
        cells = [
            Cell(f"{row.number}-{each.name}", each, texts.get(each.name, ""), told.get(each.name, ""))
            for each in columns
        ]
        lines.append(Line(row.number, [parted(reason) for reason in row.reasons], cells))
    return Table(columns, lines)


def typed_in(sheet: Sheet, posted: Mapping[str, Any]) -> dict[int, dict[str, str]]:
    """What a table was sent back with: row number → column name → text; what is not a cell of the sheet is left."""
    names = {column.name for column in sheet.columns}
    found: dict[int, dict[str, str]] = {}
    for at, text in posted.items():
        number, mark, name = at.partition("-")
        if mark and name in names and is_number(number):
            found.setdefault(int(number), {})[name] = str(text)
    return found


def is_number(text: str) -> bool:
    """Whether it can be the number of a row."""
    return text.isdecimal() and len(text) < 8
