"""Who gets which job: once each, in turn, and again only when its worker is dead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from jijiao.jobs import claims
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=60)
Does = Callable[[Callable[[Run], None]], str]


@dataclass(frozen=True)
class Unit:
    """An actor of a unit, without an account."""

    unit_id: int
    account_id: int | None = None
    label: str = "单位"


@pytest.fixture
def kind(does: Does) -> str:
    return does(lambda run: None)


def test_a_job_is_claimed_once(kind: str) -> None:
    enqueue(kind, by=SYSTEM)
    assert claims.claim(LEASE)
    assert claims.claim(LEASE) is None


def test_of_two_who_read_the_same_row_one_gets_it(kind: str) -> None:
    job = enqueue(kind, by=SYSTEM)
    changes = {"state": Job.State.RUNNING, "fence": 1, "lease_until": clock.now()}
    assert claims._swap(job, **changes)
    assert not claims._swap(job, **changes)


def test_a_heartbeat_keeps_others_away(kind: str) -> None:
    enqueue(kind, by=SYSTEM)
    job = claims.claim(LEASE)
    assert job
    with clock.frozen(clock.now() + LEASE * 0.9):
        assert claims.extend(job, LEASE)
    with clock.frozen(clock.now() + LEASE * 1.5):
        assert claims.claim(LEASE) is None
    with clock.frozen(clock.now() + LEASE * 2):
        again = claims.claim(LEASE)
    assert again
    assert (again.pk, again.fence) == (job.pk, job.fence + 1)


def test_a_job_waits_for_its_time(kind: str) -> None:
    job = enqueue(kind, by=SYSTEM)
    Job.everywhere.filter(pk=job.pk).update(run_after=clock.now() + timedelta(minutes=1))
    assert claims.claim(LEASE) is None
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert claims.claim(LEASE)


def test_units_take_turns(kind: str) -> None:
    for unit in (1, 1, 1, 1, 2, 2, 3):
        enqueue(kind, by=Unit(unit))
    served = []
    for step in range(7):
        with clock.frozen(clock.now() + timedelta(seconds=step + 1)):
            job = claims.claim(timedelta(hours=1))
            assert job
            served.append(job.unit_id)
    assert served == [1, 2, 3, 1, 2, 1, 1]


def test_a_job_that_kills_its_worker_three_times_is_given_up(kind: str) -> None:
    enqueue(kind, by=SYSTEM)
    for attempt in range(4):
        with clock.frozen(clock.now() + LEASE * 2 * (attempt + 1)):
            job = claims.claim(LEASE)
            assert (job is None) == (attempt == 3)
    row = Job.everywhere.get()
    assert row.state == Job.State.FAILED
    assert "多次中断" in row.error
    assert row.ref in row.error


def test_progress_makes_the_attempts_start_again(kind: str) -> None:
    enqueue(kind, by=SYSTEM)
    for attempt in range(8):
        with clock.frozen(clock.now() + LEASE * 2 * (attempt + 1)):
            job = claims.claim(LEASE)
            assert job
            with Run(job).chunk(cursor=attempt + 1):
                pass
    assert Job.everywhere.get().cursor == 8
