"""Background work in tests: done at once, in the test's own transaction."""

from jijiao.jobs.models import Job
from jijiao.jobs.worker import Worker


def run_waiting(*, raising: bool = True) -> list[Job]:
    """Do every job that can be claimed now and return them as they ended.

    With `raising` an unexpected error of a handler comes out here; without it, it is treated as a worker treats it.
    """
    worker = Worker(pause=lambda seconds: None, heartbeat=False, raising=raising)
    return [Job.everywhere.get(pk=job.pk) for job in worker.work_off()]
