"""What people and the clock do with jobs: ask for one, cancel it, try it again, let old files go."""

from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from jijiao.jobs import files
from jijiao.jobs.models import Job, JobFile, random_ref
from jijiao.jobs.registry import HANDLERS
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal

STRAY_AFTER = timedelta(days=1)


class JobRefusal(Refusal):
    """The job is no longer in a state in which that can be done."""


@transaction.atomic
def enqueue(kind: str, payload: dict[str, Any] | None = None, *, by: Actor, file: "File[bytes] | None" = None) -> Job:
    """Ask for a job of `kind`, in the caller's transaction: it is seen by workers once that commits.

    `payload` is JSON and holds ids, never personal values. `file` is stored sealed and deleted when the job is over.
    """
    now = clock.now()
    job = Job.everywhere.create(
        ref=random_ref(),
        kind=kind,
        label=HANDLERS[kind].label,
        payload=payload or {},
        by_account_id=by.account_id,
        # a hat is a row; VISITOR and SYSTEM are not
        by_hat_id=getattr(by, "pk", None),
        unit_id=by.unit_id,
        turn=_turn(by),
        run_after=now,
        created_at=now,
    )
    if file is not None:
        file.seek(0)
        files.store(job, JobFile.Role.INPUT, file.name or "上传文件", file.read())
    return job


def _turn(by: Actor) -> str:
    if by.unit_id is not None:
        return f"unit:{by.unit_id}"
    if by.account_id is not None:
        return f"account:{by.account_id}"
    return "system"


@transaction.atomic
def cancel(job: Job, *, by: Actor) -> bool:
    """Stop a job of one's own: at once while it waits (True), after the chunk in hand while it runs."""
    _own(job, by)
    waiting = Job.everywhere.filter(pk=job.pk, state__in=[Job.State.WAITING, Job.State.PAUSED])
    if waiting.update(state=Job.State.CANCELLED, finished_at=clock.now()):
        _drop_inputs(job)
        return True
    if not Job.everywhere.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True):
        raise JobRefusal("该任务已经结束，不能取消。")
    return False


@transaction.atomic
def retry(job: Job, *, by: Actor) -> None:
    """Continue a failed job of one's own from where it stopped, while its file is kept."""
    _own(job, by)
    if not can_retry(job):
        raise JobRefusal("上传的文件已删除，请从原来的页面重新上传。")
    failed = Job.everywhere.filter(pk=job.pk, state=Job.State.FAILED)
    again = {"state": Job.State.WAITING, "attempts": 0, "error": "", "run_after": clock.now(), "finished_at": None}
    if not failed.update(**again, cancel_asked=False):
        raise JobRefusal("只有未完成的任务可以重试。")


@transaction.atomic
def proceed(job: Job, *, result: dict[str, Any], by: Actor) -> None:
    """Let a paused job of one's own go on from the start of its next part; `result` tells its handler which that is."""
    _own(job, by)
    again = {"state": Job.State.WAITING, "attempts": 0, "run_after": clock.now(), "result": result}
    paused = Job.everywhere.filter(pk=job.pk, state=Job.State.PAUSED)
    if not paused.update(**again, done=0, total=0, cursor=0):
        raise JobRefusal("该任务已经继续或结束。")


def can_retry(job: Job) -> bool:
    """Whether what the job reads is still there."""
    inputs = job.files.filter(role=JobFile.Role.INPUT)
    return not any(file.expired or not files.exists(file) for file in inputs)


def _own(job: Job, by: Actor) -> None:
    if job.by_account_id != by.account_id:
        raise JobRefusal("只能处理自己发起的任务。")


def _drop_inputs(job: Job) -> None:
    stored = list(job.files.filter(role=JobFile.Role.INPUT))
    transaction.on_commit(lambda: files.remove(*stored))


def expire() -> int:
    """Delete the content of files past their time, and strays; returns how many. Runs periodically.

    A job that its owner has not gone on with in that time is cancelled.
    """
    waited = Job.everywhere.filter(state=Job.State.PAUSED, claimed_at__lte=clock.now() - files.KEPT)
    waited.update(state=Job.State.CANCELLED, finished_at=clock.now())
    old = [file for file in JobFile.objects.filter(expires_at__lte=clock.now()) if files.exists(file)]
    files.remove(*old)
    return len(old) + files.sweep(STRAY_AFTER)
