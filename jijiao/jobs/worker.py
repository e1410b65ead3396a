"""The worker: claims a job, does it, says how it ended; stops cleanly when asked to."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import close_old_connections, connection

from jijiao.jobs import claims, files, periodic
from jijiao.jobs.models import Job, JobFile
from jijiao.jobs.registry import HANDLERS
from jijiao.jobs.run import LEASE, Cancelled, LostLease, Run, Stopped
from jijiao.lib.refusal import Refusal

log = logging.getLogger(__name__)

UNKNOWN = "平台升级后不再支持这项任务，请从原来的页面重新发起。"


class Worker:
    """`pause` waits that many seconds between chunks on SQLite; `attempts` without progress make a job fail."""

    def __init__(
        self,
        *,
        lease: timedelta = LEASE,
        attempts: int = claims.ATTEMPTS,
        pause: Callable[[float], None] = time.sleep,
        heartbeat: bool = True,
        raising: bool = False,
    ) -> None:
        self.lease, self.attempts, self.pause = lease, attempts, pause
        self.heartbeat, self.raising = heartbeat, raising
        self.stop = threading.Event()

    def work_off(self) -> list[Job]:
        """Do jobs until none can be claimed or a stop is asked for; returns those worked on."""
        worked = []
        while not self.stop.is_set() and (job := claims.claim(self.lease, attempts=self.attempts)):
            self.work_on(job)
            worked.append(job)
        return worked

    def work_forever(self, poll: float) -> None:
        """Until a stop is asked for: what the clock asks for, then one job; looks again every `poll` seconds."""
        while not self.stop.is_set():
            close_old_connections()
            self._by_the_clock()
            job = None if self.stop.is_set() else claims.claim(self.lease, attempts=self.attempts)
            if job:
                self.work_on(job)
            else:
                self.stop.wait(poll)

    def _by_the_clock(self) -> None:
        """A database that is away for a moment is no reason to end."""
        try:
            periodic.run_due()
        except Exception as error:
            log.warning("periodic acts: %s", type(error).__name__)

    def work_on(self, job: Job) -> None:
        """Do one claimed job and write down how it ended; nothing a job does ends the worker."""
        run = Run(job, lease=self.lease, stopping=self.stop.is_set, pause=self.pause)
        try:
            with self._beating(job):
                self._do(run)
        except LostLease:
            log.warning("job %s was taken over by another worker", job.ref)
        except Cancelled:
            self._close(run, Job.State.CANCELLED)
        except Stopped:
            claims.release(job)
        except Refusal as refusal:
            self._close(run, Job.State.FAILED, refusal.message)
        except Exception as error:
            if self.raising:
                raise
            _log_without_values(job, error)
            claims.put_off(job, attempts=self.attempts)

    def _do(self, run: Run) -> None:
        handler = HANDLERS.get(run.job.kind)
        if handler is None:
            raise Refusal(UNKNOWN)
        handler.work(run)
        self._close(run, Job.State.PAUSED if run.paused else Job.State.DONE)

    def _close(self, run: Run, state: str, error: str = "") -> None:
        if claims.finish(run.job, state, result=run.result, error=error) and not run.keeps_input:
            inputs = run.job.files.filter(role=JobFile.Role.INPUT)
            files.remove(*inputs)
            if state == Job.State.PAUSED:
                # it goes on without them; a row without its file would say that nothing can go on
                inputs.delete()

    @contextmanager
    def _beating(self, job: Job) -> Iterator[None]:
        """Extend the lease from a thread while the block runs, so that a long chunk is not taken for a dead worker."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(job, over), daemon=True)
        if self.heartbeat:
            thread.start()
        try:
            yield
        finally:
            over.set()
            if self.heartbeat:
                thread.join()

    def _beat(self, job: Job, over: threading.Event) -> None:
        try:
            while not over.wait(self.lease.total_seconds() / 4):
                try:
                    if not claims.extend(job, self.lease):
                        return
                except Exception as error:
                    # a beat may fail (the database is away for a moment); the fence guards what matters
                    log.warning("heartbeat of job %s: %s", job.ref, type(error).__name__)
        finally:
            connection.close()


def _log_without_values(job: Job, error: Exception) -> None:
    """Where it failed and with what type; the message may quote a person's values (a duplicate key does)."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("job %s (%s) failed: %s\n%s", job.ref, job.kind, type(error).__name__, frames)
