"""Who works on a job: every change of hands is one conditional UPDATE, right on any database.

A claim is a lease with a fence number that only grows. The lease says when others may take the job over; the fence
makes whoever was taken over powerless, however late they wake up. Nothing hangs on a worker's name.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from jijiao.jobs.models import Job
from jijiao.lib import clock

ATTEMPTS = 3
CANDIDATES = 20
BACK_OFF = (timedelta(seconds=10), timedelta(seconds=60), timedelta(minutes=5))

INTERRUPTED = "任务多次中断，已停止。已经完成的部分有效；请重新发起，仍不成功请联系平台客服，并提供任务编号 {ref}。"
UNEXPECTED = (
    "处理时出现意外错误，已停止。已经完成的部分有效；请稍后重试，仍不成功请联系平台客服，并提供任务编号 {ref}。"
)


def claim(lease: timedelta, *, attempts: int = ATTEMPTS) -> Job | None:
    """Take the next job, or None. Units take turns: whoever was served longest ago comes first."""
    now = clock.now()
    for job in _claimable(now)[:CANDIDATES]:
        if job.attempts >= attempts:
            # only a worker that died leaves a used-up job behind; one that fails says so itself
            _swap(job, state=Job.State.FAILED, error=INTERRUPTED.format(ref=job.ref), finished_at=now, lease_until=None)
        elif _swap(
            job,
            state=Job.State.RUNNING,
            fence=job.fence + 1,
            lease_until=now + lease,
            attempts=job.attempts + 1,
            claimed_at=now,
        ):
            return Job.everywhere.get(pk=job.pk)
    return None


def _claimable(now: datetime) -> QuerySet[Job]:
    served = Job.everywhere.filter(turn=OuterRef("turn"), claimed_at__isnull=False).order_by("-claimed_at")
    waiting = Q(state=Job.State.WAITING, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return (
        Job.everywhere.filter(waiting | abandoned)
        .annotate(served=Subquery(served.values("claimed_at")[:1], output_field=models.DateTimeField()))
        .order_by(F("served").asc(nulls_first=True), "pk")
    )


def _swap(job: Job, **changes: Any) -> bool:
    """Change the row if it still is what was read: same state, same fence, and no heartbeat since."""
    same = Job.everywhere.filter(pk=job.pk, state=job.state, fence=job.fence)
    if job.state == Job.State.RUNNING:
        same = same.filter(lease_until=job.lease_until)
    return same.update(**changes) == 1


def held(job: Job) -> QuerySet[Job]:
    """The job's row as long as this claim holds it; empty for a stale worker."""
    return Job.everywhere.filter(pk=job.pk, state=Job.State.RUNNING, fence=job.fence)


def extend(job: Job, lease: timedelta) -> bool:
    """The heartbeat; False when the claim is lost."""
    return held(job).update(lease_until=clock.now() + lease) == 1


def finish(job: Job, state: str, *, result: dict[str, Any], error: str = "") -> bool:
    """Close the job, or pause it; a stale worker changes nothing."""
    changes = {"state": state, "result": result, "error": error, "note": ""}
    finished = None if state == Job.State.PAUSED else clock.now()
    return held(job).update(**changes, lease_until=None, finished_at=finished) == 1


def release(job: Job) -> bool:
    """Give the job back unharmed: the worker was asked to stop, which is no failed attempt."""
    return held(job).update(state=Job.State.WAITING, lease_until=None, attempts=0) == 1


def put_off(job: Job, *, attempts: int = ATTEMPTS) -> bool:
    """After an unexpected error: again later, or failed for good. Returns True when it will be tried again."""
    used = Job.everywhere.values_list("attempts", flat=True).get(pk=job.pk)
    if used >= attempts:
        finish(job, Job.State.FAILED, result=job.result, error=UNEXPECTED.format(ref=job.ref))
        return False
    later = clock.now() + BACK_OFF[min(used, len(BACK_OFF)) - 1]
    return held(job).update(state=Job.State.WAITING, lease_until=None, run_after=later) == 1
