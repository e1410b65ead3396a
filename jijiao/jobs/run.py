"""A job while it runs: what its handler is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from jijiao.jobs import claims, files
from jijiao.jobs.models import Job, JobFile
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal

LEASE = timedelta(seconds=60)
# SQLite's busy wait is not fair: without a pause between chunks the pages' writers wait for seconds
SQLITE_PAUSE = 0.02


class LeftOff(BaseException):
    """The run ends between two chunks. Not an Exception, so that no handler's `except Exception` swallows it."""


class LostLease(LeftOff):
    """Another worker has the job; what this one was about to commit is rolled back."""


class Cancelled(LeftOff):
    """Its owner cancelled the job."""


class Stopped(LeftOff):
    """The worker was asked to stop and gives the job back."""


class Run:
    """One claim's work on a job. `payload` and who asked come from the row; rights are derived anew by the handler."""

    def __init__(
        self,
        job: Job,
        *,
        lease: timedelta = LEASE,
        stopping: Callable[[], bool] = lambda: False,
        pause: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.job = job
        self.payload: dict[str, Any] = job.payload
        self.result: dict[str, Any] = deepcopy(job.result)
        self.paused = self.keeps_input = False
        self._lease, self._stopping, self._pause = lease, stopping, pause

    @property
    def cursor(self) -> int:
        """The place reached by what is committed; 0 at the start."""
        return self.job.cursor

    @property
    def by_account_id(self) -> int | None:
        return self.job.by_account_id

    @property
    def by_hat_id(self) -> int | None:
        return self.job.by_hat_id

    @property
    def unit_id(self) -> int | None:
        return self.job.unit_id

    @contextmanager
    def chunk(
        self, *, done: int | None = None, total: int | None = None, cursor: int | None = None, note: str | None = None
    ) -> Iterator[None]:
        """One transaction: the rows written in the block, the cursor, the progress, and the proof of the lease.

        Ends the run with LostLease (rolled back), Cancelled or Stopped (both after the commit).
        """
        reached = {"done": done, "total": total, "cursor": cursor, "note": note}
        changes = {name: value for name, value in reached.items() if value is not None}
        with self._result_kept(), transaction.atomic():
            yield
            # last, so that the row is locked only while the chunk commits and the heartbeat need not wait
            kept = claims.held(self.job).update(
                **changes, result=self.result, lease_until=clock.now() + self._lease, attempts=1
            )
            if not kept:
                raise LostLease(self.job.ref)
        for name, value in changes.items():
            setattr(self.job, name, value)
        self._between_chunks()

    @contextmanager
    def _result_kept(self) -> Iterator[None]:
        """What a chunk put into `result` counts once the chunk is committed, and not before."""
        before = deepcopy(self.result)
        try:
            yield
        except BaseException:
            self.result = before
            raise
        self.job.result = deepcopy(self.result)

    def pause(self, *, keep_input: bool = False) -> None:
        """When the handler returns, leave the job to its owner (待确认) instead of closing it."""
        self.paused, self.keeps_input = True, keep_input

    def progress(self, *, done: int | None = None, total: int | None = None, note: str | None = None) -> None:
        """Tell how far it is, without rows."""
        with self.chunk(done=done, total=total, note=note):
            pass

    def input(self) -> bytes:
        """The uploaded file; a Refusal when it has expired."""
        file = self.job.files.filter(role=JobFile.Role.INPUT).first()
        try:
            if file is not None:
                return files.content_of(file)
        except FileNotFoundError:
            pass
        raise Refusal("上传的文件已过期并删除，请重新上传。")

    def keep(self, name: str, content: bytes) -> None:
        """Add a file that the owner can download for 72 hours. Inside a chunk it comes and goes with it."""
        files.store(self.job, JobFile.Role.OUTPUT, name, content)

    def _between_chunks(self) -> None:
        if connection.vendor == "sqlite":
            self._pause(SQLITE_PAUSE)
        if Job.everywhere.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled(self.job.ref)
        if self._stopping():
            raise Stopped(self.job.ref)
