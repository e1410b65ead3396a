"""`manage.py work` as its own process, on the test's database."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS, Handler
from jijiao.lib.actor import SYSTEM

MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]


@pytest.fixture
def waiting(transactional_db: None) -> Job:
    """A job that the other process knows nothing about: it ends with a sentence."""
    HANDLERS["tests.foreign"] = Handler("tests.foreign", "外来任务", lambda run: None)
    job = enqueue("tests.foreign", by=SYSTEM)
    HANDLERS.pop("tests.foreign")
    return job


def test_once_works_off_the_queue_and_ends(waiting: Job, child_environment: dict[str, str]) -> None:
    subprocess.run([*MANAGE, "work", "--once"], env=child_environment, check=True, timeout=60)
    waiting.refresh_from_db()
    assert waiting.state == Job.State.FAILED
    assert "不再支持" in waiting.error


def test_asked_to_stop_it_ends_cleanly(transactional_db: None, child_environment: dict[str, str]) -> None:
    worker = subprocess.Popen([*MANAGE, "work", "--poll", "30"], env=child_environment, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    with worker:
        # it says when it listens to signals
        assert worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
