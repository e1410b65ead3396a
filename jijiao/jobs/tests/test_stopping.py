"""Ending early: cancelled by its owner, or given back by a worker that was asked to stop."""

from collections.abc import Callable

import pytest

from jijiao.jobs.actions import JobRefusal, cancel, enqueue
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.jobs.worker import Worker
from jijiao.lib.actor import SYSTEM, Nobody

pytestmark = pytest.mark.django_db

Does = Callable[[Callable[[Run], None]], str]


def count_to_three(run: Run) -> None:
    for number in range(run.cursor + 1, 4):
        with run.chunk(done=number, total=3, cursor=number):
            pass


def test_a_waiting_job_is_cancelled_at_once(does: Does) -> None:
    job = enqueue(does(count_to_three), by=SYSTEM)
    cancel(job, by=SYSTEM)
    assert run_waiting() == []
    assert Job.everywhere.get().state == Job.State.CANCELLED
    with pytest.raises(JobRefusal):
        cancel(job, by=SYSTEM)


def test_a_running_job_stops_after_the_chunk_in_hand(does: Does) -> None:
    def work(run: Run) -> None:
        cancel(run.job, by=SYSTEM)
        count_to_three(run)

    enqueue(does(work), by=SYSTEM)
    (job,) = run_waiting()
    assert (job.state, job.done, job.lease_until) == (Job.State.CANCELLED, 1, None)


def test_nobody_cancels_the_job_of_another(does: Does) -> None:
    job = enqueue(does(count_to_three), by=SYSTEM)
    stranger = Nobody("别人", account_id=7)  # type: ignore[arg-type]
    with pytest.raises(JobRefusal):
        cancel(job, by=stranger)


def test_a_stopping_worker_finishes_the_chunk_and_gives_the_job_back(does: Does) -> None:
    worker = Worker(heartbeat=False, pause=lambda seconds: None)

    def work(run: Run) -> None:
        worker.stop.set()
        count_to_three(run)

    enqueue(does(work), by=SYSTEM)
    worker.work_off()
    job = Job.everywhere.get()
    assert (job.state, job.done, job.lease_until, job.attempts) == (Job.State.WAITING, 1, None, 0)

    does(count_to_three)
    (job,) = run_waiting()
    assert (job.state, job.done) == (Job.State.DONE, 3)
