"""A chunk commits its rows, its place and its progress together, or nothing of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from jijiao.jobs import claims
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.jobs.run import LostLease, Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=60)
Does = Callable[[Callable[[Run], None]], str]


def write(name: str) -> None:
    """A row in some table."""
    ContentType.objects.create(app_label="tests", model=name)


def written() -> int:
    return ContentType.objects.filter(app_label="tests").count()


def claimed(kind: str) -> Run:
    enqueue(kind, by=SYSTEM)
    job = claims.claim(LEASE)
    assert job is not None
    return Run(job)


def test_progress_result_and_rows_are_committed_together(does: Does) -> None:
    def work(run: Run) -> None:
        for number in (1, 2, 3):
            run.result["last"] = number
            with run.chunk(done=number, total=3, cursor=number * 10, note="导入"):
                write(str(number))

    enqueue(does(work), by=SYSTEM)
    (job,) = run_waiting()
    assert (job.state, job.done, job.total, job.cursor) == (Job.State.DONE, 3, 3, 30)
    assert job.result == {"last": 3}
    assert job.percent == 100
    assert written() == 3


def test_a_failing_chunk_leaves_nothing(does: Does) -> None:
    run = claimed(does(lambda run: None))

    def fail() -> None:
        with run.chunk(cursor=7):
            write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert written() == 0
    assert Job.everywhere.get().cursor == 0


def test_a_worker_whose_lease_was_taken_writes_nothing(does: Does) -> None:
    stale = claimed(does(lambda run: None))
    with clock.frozen(clock.now() + LEASE * 2):
        fresh = claims.claim(LEASE)
    assert fresh is not None
    assert fresh.fence == stale.job.fence + 1
    with pytest.raises(LostLease), stale.chunk(cursor=5):
        write("stale")
    assert written() == 0
    assert not claims.extend(stale.job, LEASE)
    assert not claims.finish(stale.job, Job.State.DONE, result={})
    assert not claims.release(stale.job)
    assert not claims.put_off(stale.job)
    row = Job.everywhere.get()
    assert (row.state, row.fence, row.cursor) == (Job.State.RUNNING, fresh.fence, 0)


def test_the_next_claim_goes_on_from_the_cursor(does: Does) -> None:
    run = claimed(does(lambda run: None))
    with run.chunk(done=500, cursor=501):
        write("first")
    with clock.frozen(clock.now() + LEASE * 2):
        job = claims.claim(LEASE)
    assert job is not None
    assert Run(job).cursor == 501


def test_sqlite_lets_others_write_between_chunks(does: Does) -> None:
    pauses: list[float] = []
    run = Run(claimed(does(lambda run: None)).job, pause=pauses.append)
    with run.chunk(done=1):
        pass
    from django.db import connection

    assert pauses == ([0.02] if connection.vendor == "sqlite" else [])
