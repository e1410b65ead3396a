"""What goes wrong in a job: a refusal ends it, an error is tried again, and nothing ends the worker."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from jijiao.jobs import claims
from jijiao.jobs.actions import JobRefusal, enqueue, retry
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal

pytestmark = pytest.mark.django_db

VALUE = "a secret value"
Does = Callable[[Callable[[Run], None]], str]


def refuse(run: Run) -> None:
    raise Refusal("文件里没有数据。")


def break_down(run: Run) -> None:
    raise ValueError(VALUE)


def test_a_refusal_ends_the_job_with_its_sentence(does: Does) -> None:
    enqueue(does(refuse), by=SYSTEM)
    (job,) = run_waiting()
    assert (job.state, job.error) == (Job.State.FAILED, "文件里没有数据。")
    assert job.finished_at


def test_an_error_is_tried_three_times_with_longer_waits(does: Does) -> None:
    enqueue(does(break_down), by=SYSTEM)
    now = clock.now()
    waits = []
    for _ in range(2):
        with clock.frozen(now):
            (job,) = run_waiting(raising=False)
        assert job.state == Job.State.WAITING
        waits.append(job.run_after - now)
        now = job.run_after
    assert waits == [timedelta(seconds=10), timedelta(seconds=60)]
    with clock.frozen(now):
        (job,) = run_waiting(raising=False)
    assert job.state == Job.State.FAILED
    assert job.ref in job.error


def test_a_poison_row_after_progress_still_ends_the_job(does: Does) -> None:
    def work(run: Run) -> None:
        if run.cursor == 0:
            with run.chunk(done=500, cursor=500):
                pass
        raise ValueError("row 501")

    enqueue(does(work), by=SYSTEM)
    for attempt in range(3):
        with clock.frozen(clock.now() + timedelta(hours=attempt + 1)):
            run_waiting(raising=False)
    job = Job.everywhere.get()
    assert (job.state, job.cursor, job.done) == (Job.State.FAILED, 500, 500)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert claims.claim(timedelta(seconds=60)) is None


def test_a_job_after_a_poisoned_one_is_done(does: Does) -> None:
    kind = does(lambda run: break_down(run) if run.payload.get("poison") else None)
    enqueue(kind, {"poison": True}, by=SYSTEM)
    enqueue(kind, by=SYSTEM)
    assert [job.state for job in run_waiting(raising=False)] == [Job.State.WAITING, Job.State.DONE]


def test_the_log_holds_no_values(does: Does, caplog: pytest.LogCaptureFixture) -> None:
    enqueue(does(break_down), by=SYSTEM)
    with caplog.at_level(logging.ERROR):
        run_waiting(raising=False)
    assert "ValueError" in caplog.text
    assert VALUE not in caplog.text


def test_a_kind_that_no_longer_exists_says_so(does: Does) -> None:
    job = enqueue(does(refuse), by=SYSTEM)
    Job.everywhere.filter(pk=job.pk).update(kind="tests.gone")
    (job,) = run_waiting()
    assert job.state == Job.State.FAILED
    assert "不再支持" in job.error


def test_a_failed_job_can_be_tried_again_a_done_one_cannot(does: Does) -> None:
    job = enqueue(does(refuse), by=SYSTEM)
    run_waiting()
    does(lambda run: None)
    retry(job, by=SYSTEM)
    (job,) = run_waiting()
    assert (job.state, job.error) == (Job.State.DONE, "")
    with pytest.raises(JobRefusal):
        retry(job, by=SYSTEM)
