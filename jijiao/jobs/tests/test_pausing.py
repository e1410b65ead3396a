"""A job that waits for its owner between its parts."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from jijiao.jobs import actions
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, VISITOR

Does = Callable[[Callable[[Run], None]], str]
pytestmark = pytest.mark.django_db


def two_parts(run: Run) -> None:
    if run.result.get("part") == 2:
        with run.chunk(done=1, total=1):
            run.result["seen"] = run.cursor
        return
    with run.chunk(done=3, total=3, cursor=3):
        run.result["part"] = 1
    run.pause(keep_input=run.payload.get("keep", False))


def start(does: Does, **payload: bool) -> Job:
    does(two_parts)
    actions.enqueue("tests.work", payload, by=SYSTEM, file=ContentFile(b"x", name="a.xlsx"))
    return run_waiting()[0]


def test_it_goes_on_from_the_start_of_its_next_part(does: Does) -> None:
    job = start(does)
    assert (job.state, job.finished_at, job.is_open, job.files.count()) == (Job.State.PAUSED, None, False, 0)
    assert run_waiting() == []
    actions.proceed(job, result={"part": 2}, by=SYSTEM)
    (job,) = run_waiting()
    assert (job.state, job.done, job.result) == (Job.State.DONE, 1, {"part": 2, "seen": 0})
    with pytest.raises(actions.JobRefusal, match="已经继续或结束"):
        actions.proceed(job, result={}, by=SYSTEM)


def test_it_may_keep_what_was_uploaded(does: Does, settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    job = start(does, keep=True)
    assert job.files.count() == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    actions.proceed(job, result={"part": 2}, by=SYSTEM)
    run_waiting()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_its_owner_alone_lets_it_go_on_or_drops_it(does: Does) -> None:
    job = start(does)
    stranger = Job.everywhere.get(pk=job.pk)
    stranger.by_account_id = 7
    with pytest.raises(actions.JobRefusal):
        actions.proceed(stranger, result={}, by=VISITOR)
    actions.cancel(job, by=SYSTEM)
    assert Job.everywhere.get().state == Job.State.CANCELLED


def test_left_alone_for_three_days_it_is_cancelled(does: Does) -> None:
    start(does)
    actions.expire()
    assert Job.everywhere.get().state == Job.State.PAUSED
    with clock.frozen(clock.now() + timedelta(hours=73)):
        actions.expire()
    assert Job.everywhere.get().state == Job.State.CANCELLED


def test_what_a_failed_chunk_put_into_the_result_does_not_count(does: Does) -> None:
    def breaks(run: Run) -> None:
        with run.chunk(done=1):
            run.result["rows"] = 1
        with run.chunk(done=2):
            run.result["rows"] = 2
            raise ValueError

    does(breaks)
    actions.enqueue("tests.work", by=SYSTEM)
    (job,) = run_waiting(raising=False)
    assert job.result == {"rows": 1}
