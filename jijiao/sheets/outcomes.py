"""What the page of an import shows: what is expected, what became of the rows, and the failed ones to take away."""

import json
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS
from jijiao.lib import clock
from jijiao.sheets import staging
from jijiao.sheets.header import FIXED, likely
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.sheet import CellError, Row, Sheet

SHOWN = 100
# failed rows in one workbook: whoever has more corrects their own file
AT_ONCE = 5000
# failed rows that are offered as a table to type into, and how many of them at a time
IN_A_TABLE, A_PAGE = 300, 50
FIRST = 10
FIRST_BLOCKS = 5
KEPT = timedelta(hours=72)
UNDOABLE = timedelta(days=30)
# state and phase in which failed rows may be corrected
OPEN = ((Job.State.PAUSED, "ready"), (Job.State.DONE, "applied"))
# by phase, on the way 下载模板, 上传, 检查, 确认导入, 结果
STEPS = {"check": 3, "columns": 3, "ready": 4, "apply": 4, "applied": 6, "undone": 6}

Outcome = ImportRow.State


def outcome(job: Job) -> dict[str, Any]:
    """What the job's page shows in the phase it is in."""
    phase = job.result.get("phase", "")
    shown: dict[str, Any] = {"phase": phase, "paused": job.state == Job.State.PAUSED} | _course(job) | _done(job)
    if shown["paused"] and phase == "ready":
        shown |= _preview(job)
    elif shown["paused"] and phase == "columns":
        shown |= _columns(job)
    return shown


def _course(job: Job) -> dict[str, Any]:
    """Which step it is at, or ended at before its time (`stopped`), and whether it then has written nothing."""
    phase = job.result.get("phase", "")
    ended = job.state in (Job.State.FAILED, Job.State.CANCELLED)
    return {
        "step": STEPS.get(phase, STEPS["check"]),
        "stopped": job.get_state_display() if ended and phase not in ("applied", "undone") else "",
        "untouched": ended and phase not in ("apply", "applied", "undone"),
    }


def _done(job: Job) -> dict[str, Any]:
    """Counts by state, the first problems, and whether the failed rows can be downloaded."""
    counts = job.result.get("counts", {})
    failed, correctable = failed_rows(job)[:SHOWN], not closed(job)
    problems = [(row.number, *parted(reason)) for row in failed for reason in row.reasons]
    return {
        "counts": [(label, counts.get(state, 0)) for state, label in Outcome.choices],
        "problems": problems[:SHOWN],
        "correctable": correctable,
        # more than fit a table are mended in the file
        "in_a_table": correctable and 0 < counts.get(Outcome.FAILED, 0) <= IN_A_TABLE,
        "more_problems": counts.get(Outcome.FAILED, 0) > len({number for number, *_ in problems[:SHOWN]}),
        "failed": counts.get(Outcome.FAILED, 0),
        "made": counts.get(Outcome.CREATED, 0),
        "failures_until": _until(job),
        "can_undo": can_undo(job),
        "being_undone": being_undone(job),
    }


def _preview(job: Job) -> dict[str, Any]:
    """How many rows will be what, and the first of each with the numbers masked."""
    sheet = sheet_of(job)
    expected = job.result["expected"]
    first: dict[str, list[staging.Staged]] = {}
    for block in job.import_blocks.order_by("number")[:FIRST_BLOCKS]:
        for each in staging.with_cells(block, sheet) if sheet else ():
            first.setdefault(each.state, [])
            if len(first[each.state]) < FIRST:
                first[each.state].append(each)
    columns = [column for column in (sheet.columns if sheet else ()) if column.shown]
    return {
        "expected": [(label, expected.get(state, 0)) for state, label in Outcome.choices],
        "will_do": expected.get(Outcome.CREATED, 0) + expected.get(Outcome.CHANGED, 0),
        "headers": [column.header for column in columns],
        "firsts": [
            (label, [(each.row.number, [_cell(each, column) for column in columns], each.reasons) for each in rows])
            for state, label in Outcome.choices
            if (rows := first.get(state, []))
        ],
        "absent": job.result.get("absent", []),
    }


def _cell(each: staging.Staged, column: Any) -> str:
    text = each.row.cells[column.name]
    return column.mask(text) if column.mask and text else text


def _columns(job: Job) -> dict[str, Any]:
    """The sheet's columns, each with the heading that probably means it."""
    sheet, headings = sheet_of(job), job.result["headings"]
    meant = likely(sheet, headings) if sheet else {}
    chosen = [(column, meant.get(column.name, "").removeprefix(FIXED)) for column in (sheet.columns if sheet else ())]
    return {"headings": headings, "chosen": chosen, "differ": job.result["differ"]}


def parted(reason: str) -> tuple[str, str]:
    """The header that a reason speaks of ("" of the whole row), and what it says."""
    column, mark, message = reason.partition("：")
    return (column, message) if mark and len(column) <= 20 else ("", reason)


def _until(job: Job) -> Any:
    """Until when the failed rows are kept; while the job waits for its owner, three days from its check."""
    since = job.finished_at or (job.claimed_at if job.state == Job.State.PAUSED else None)
    until = since + KEPT if since else None
    return until if until and until > clock.now() else None


def closed(job: Job) -> str:
    """Why its rows cannot be corrected in the page, now or any more; "" where they can.

    What came into an import after its undoing, or into one that never ends, nobody could take back.
    """
    phase = job.result.get("phase", "")
    if phase == "undone":
        return "这次导入已经撤销，不能再改正其中的行。请改正文件后重新上传。"
    if being_undone(job):
        return "正在撤销这次导入，不能改正其中的行。"
    if (job.state, phase) in OPEN:
        return ""
    return "这次导入没有完成，不能再改正其中的行。请改正文件后重新上传。"


def being_undone(job: Job) -> bool:
    """Whether a job that takes it back waits or runs."""
    handler = HANDLERS.get(job.kind)
    undoing = Job.everywhere.filter(kind=getattr(handler and handler.work, "undo", ""), payload={"import": job.pk})
    return undoing.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).exists()


def can_undo(job: Job) -> bool:
    """Whether there is something that may be taken back: a month long, and while nothing is being worked on."""
    handler = HANDLERS.get(job.kind)
    made = any(job.result.get("counts", {}).get(state) for state in (Outcome.CREATED, Outcome.CHANGED))
    ended = job.finished_at and job.finished_at + UNDOABLE > clock.now()
    return bool(made and ended and getattr(handler and handler.work, "undo", "") and job.result["phase"] != "undone")


def failed_rows(job: Job) -> QuerySet[ImportRow]:
    return job.import_rows.filter(state=Outcome.FAILED).order_by("number")


def sheet_of(job: Job) -> Sheet | None:
    """The sheet that an import job reads; None for other jobs."""
    handler = HANDLERS.get(job.kind)
    return getattr(handler and handler.work, "sheet", None)


def failures(job: Job) -> bytes | None:
    """The failed rows as a workbook to correct and upload again; made when asked for, so that none lies on the disk.

    None when there are none, or when 72 hours have passed.
    """
    sheet = sheet_of(job)
    rows = list(failed_rows(job).exclude(cells="")[:AT_ONCE]) if sheet and _until(job) else []
    if not sheet or not rows:
        return None
    return sheet.failures(
        Row(row.number, json.loads(row.cells), errors=[CellError(*parted(reason)) for reason in row.reasons])
        for row in rows
    )


def expire() -> int:
    """Delete what was staged, and failed rows' cells, 72 hours after their job ended; returns how many. Periodic.

    What undoing needs goes after a month.
    """
    ended, long_ago = clock.now() - KEPT, clock.now() - UNDOABLE
    rows = ImportRow.objects.filter(job__finished_at__lte=ended).exclude(cells="").update(cells="")
    blocks = ImportBlock.objects.filter(job__finished_at__lte=ended)
    rows += blocks.exclude(rows="", keys="").update(rows="", keys="")
    return rows + ImportBlock.objects.filter(job__finished_at__lte=long_ago).exclude(trace="").update(trace="")
