"""What the owner of an import does with it: name its columns, confirm it, take the whole batch back."""

from collections.abc import Mapping

from django.db import transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import JobRefusal, enqueue, proceed
from jijiao.jobs.models import Job
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.sheets.header import FIXED, fixable
from jijiao.sheets.importing import Importer, Phase, importer_of
from jijiao.sheets.models import KnownHeading
from jijiao.sheets.outcomes import being_undone, can_undo


@transaction.atomic
def name_columns(job: Job, headings: Mapping[str, str], *, by: Actor) -> None:
    """Say which heading of the file is which column (column name → heading, "" for none) and check the file again.

    In place of a heading may stand FIXED and one value for all rows, for a column that the file lacks.
    The unit's next file with these headings is not asked about.
    """
    held, work = _held(job, Phase.COLUMNS)
    fixed = {name: text.removeprefix(FIXED) for name, text in headings.items() if text.startswith(FIXED)}
    places = {name: heading for name, heading in headings.items() if heading and name not in fixed}
    chosen = {heading: name for name, heading in places.items()}
    if len(chosen) < len(places):
        raise Refusal("同一列只能指定一次，请核对。")
    mapped = {heading: chosen.get(heading, "") for heading in held.result["headings"]}
    for column in work.sheet.columns:
        allowed = fixable(column)
        if column.required and column.name not in places and fixed.get(column.name) not in allowed:
            raise Refusal(f"请指定“{column.header}”是文件中的哪一列。", column.name)
        if allowed:
            mapped[f"{FIXED}{column.name}"] = fixed.get(column.name, "")
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


@transaction.atomic
def undo(job: Job, *, by: Actor) -> Job:
    """Ask for the whole batch to be taken back; the job that does it refuses where something rests on it by now."""
    held = own(job, by)
    if being_undone(held):
        raise JobRefusal("正在撤销，请稍候。")
    if not can_undo(held):
        raise JobRefusal("这次导入已经撤销，或已超过可以撤销的期限。")
    record(by, Tag.IMPORT_UNDO, on=held, unit_id=held.unit_id)
    return enqueue(importer_for(held).undo, {"import": held.pk}, by=by)


def _held(job: Job, phase: Phase) -> tuple[Job, Importer]:
    held = Job.everywhere.select_for_update().get(pk=job.pk)
    if held.state != Job.State.PAUSED or held.result.get("phase") != phase:
        raise JobRefusal("该导入已经继续或结束。")
    return held, importer_for(held)


def own(job: Job, by: Actor) -> Job:
    """The job's row, held; not while a worker has it."""
    held = Job.everywhere.select_for_update().get(pk=job.pk)
    if held.by_account_id != by.account_id:
        raise JobRefusal("只能处理自己发起的任务。")
    if held.is_open:
        raise JobRefusal("正在处理，请完成后再操作。")
    return held


def importer_for(job: Job) -> Importer:
    work = importer_of(job)
    if work is None:
        raise JobRefusal("这不是导入任务。")
    return work
