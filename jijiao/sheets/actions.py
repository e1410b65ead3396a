"""What the owner of an import does with it: name its columns, confirm it, correct a row, take the whole batch back."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import JobRefusal, enqueue, proceed
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.sheets import staging
from jijiao.sheets.importing import Importer, Phase, importer_of
from jijiao.sheets.models import ImportRow, KnownHeading
from jijiao.sheets.outcomes import can_undo
from jijiao.sheets.staging import Outcome, RowOutcome, Staged

EXPIRED = "失败信息只保留 72 小时，现已删除。请重新上传文件。"


class RowRefused(Refusal):
    """A corrected row that still is not right; `errors` are sentences by column name, "" for the whole row."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors


@transaction.atomic
def name_columns(job: Job, headings: Mapping[str, str], *, by: Actor) -> None:
    """Say which heading of the file is which column (column name → heading, "" for none) and check the file again.

    The unit's next file with these headings is not asked about.
    """
    held, work = _held(job, Phase.COLUMNS)
    chosen = {heading: name for name, heading in headings.items() if heading}
    if len(chosen) < len([heading for heading in headings.values() if heading]):
        raise Refusal("同一列只能指定一次，请核对。")
    for column in work.sheet.columns:
        if column.required and column.name not in chosen.values():
            raise Refusal(f"请指定“{column.header}”是文件中的哪一列。", column.name)
    mapped = {heading: chosen.get(heading, "") for heading in held.result["headings"]}
    proceed(held, result={"phase": Phase.CHECK, "mapped": mapped}, by=by)
    for heading, name in mapped.items():
        KnownHeading.objects.update_or_create(
            unit_id=held.unit_id or 0, sheet=work.sheet.key, heading=heading, defaults={"column": name}
        )
    record(by, Tag.IMPORT_COLUMNS, on=held, unit_id=held.unit_id, columns=mapped)


@transaction.atomic
def confirm(job: Job, *, by: Actor) -> None:
    """Let a checked import be written."""
    held, _ = _held(job, Phase.READY)
    proceed(held, result=held.result | {"phase": Phase.APPLY}, by=by)
    record(by, Tag.IMPORT_CONFIRM, on=held, unit_id=held.unit_id, expected=held.result["expected"])


def correct(job: Job, number: int, cells: Mapping[str, str], *, by: Actor) -> str:
    """Put right one failed row in the page; returns what became of it (or will: the import may wait to be confirmed).

    Raises RowRefused when it still is not right, with the new cells kept.
    """
    with transaction.atomic():
        held = _own(job, by)
        work = _importer(held)
        failed = held.import_rows.select_for_update().filter(number=number, state=Outcome.FAILED).first()
        if failed is None or not failed.cells:
            raise Refusal(EXPIRED)
        kept = json.loads(failed.cells) | dict(cells)
        row = work.sheet.row(number, kept)
        reasons = {_name(work, each.column): each.message for each in row.errors}
        waiting = held.state == Job.State.PAUSED
        outcome = RowOutcome(number, Outcome.FAILED) if reasons else _tried(work, held, row, waiting)
        if outcome.state == Outcome.FAILED:
            reasons = reasons or {_name(work, column): told for column, told in map(_parted, outcome.reasons)}
            failed.cells = json.dumps(kept, ensure_ascii=False)
            failed.reasons = list(outcome.reasons) or [str(each) for each in row.errors]
            failed.save(update_fields=["cells", "reasons"])
        else:
            _settle(held, work, failed, Staged(row, outcome.state, outcome.reasons), outcome, waiting)
            record(by, Tag.IMPORT_CORRECT, on=held, unit_id=held.unit_id, row=number)
    if reasons:
        raise RowRefused(reasons)
    return outcome.state


@transaction.atomic
def undo(job: Job, *, by: Actor) -> Job:
    """Ask for the whole batch to be taken back; the job that does it refuses where something rests on it by now."""
    held = _own(job, by)
    if not can_undo(held):
        raise JobRefusal("这次导入已经撤销，或已超过可以撤销的期限。")
    if Job.everywhere.filter(kind=_importer(held).undo, payload={"import": held.pk}).filter(
        state__in=[Job.State.WAITING, Job.State.RUNNING]
    ):
        raise JobRefusal("正在撤销，请稍候。")
    record(by, Tag.IMPORT_UNDO, on=held, unit_id=held.unit_id)
    return enqueue(_importer(held).undo, {"import": held.pk}, by=by)


def _tried(work: Importer, job: Job, row: Any, waiting: bool) -> RowOutcome:
    """What the import's own apply makes of one row; only what it would make while the import waits."""
    run = Run(job)
    if waiting and work.expect:
        return work.expect([row], run)[0]
    prepared = work.prepare([Staged(row)], run) if work.prepare else [row]
    return work.apply(prepared, run)[0]


def _settle(job: Job, work: Importer, failed: ImportRow, staged: Staged, outcome: RowOutcome, waiting: bool) -> None:
    """The row becomes a block of its own: staged while the import waits, part of the manifest once it is applied."""
    last = job.import_blocks.order_by("-number").values_list("number", flat=True).first() or 0
    block = staging.block(job, last + 1, [staged])
    if not waiting:
        block.rows = ""
        block.made, block.trace = staging.traced([outcome])
    block.save()
    failed.delete()
    counts = "expected" if waiting else "counts"
    moved = dict(job.result.get(counts, {}))
    moved[Outcome.FAILED] = moved.get(Outcome.FAILED, 1) - 1
    moved[outcome.state] = moved.get(outcome.state, 0) + 1
    job.result = job.result | {counts: moved} | ({"counts": {Outcome.FAILED: moved[Outcome.FAILED]}} if waiting else {})
    job.save(update_fields=["result"])


def _held(job: Job, phase: Phase) -> tuple[Job, Importer]:
    held = Job.everywhere.select_for_update().get(pk=job.pk)
    if held.state != Job.State.PAUSED or held.result.get("phase") != phase:
        raise JobRefusal("该导入已经继续或结束。")
    return held, _importer(held)


def _own(job: Job, by: Actor) -> Job:
    """The job's row, held; not while a worker has it."""
    held = Job.everywhere.select_for_update().get(pk=job.pk)
    if held.by_account_id != by.account_id:
        raise JobRefusal("只能处理自己发起的任务。")
    if held.is_open:
        raise JobRefusal("正在处理，请完成后再操作。")
    return held


def _importer(job: Job) -> Importer:
    work = importer_of(job)
    if work is None:
        raise JobRefusal("这不是导入任务。")
    return work


def _name(work: Importer, header: str) -> str:
    return next((column.name for column in work.sheet.columns if column.header == header), "")


def _parted(reason: str) -> tuple[str, str]:
    column, mark, message = reason.partition("：")
    return (column, message) if mark else ("", reason)
