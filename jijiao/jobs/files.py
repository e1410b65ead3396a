"""The files of jobs: sealed under random names, so that a copied disk shows nobody's numbers."""

import base64
import os
import secrets
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from jijiao.jobs.models import Job, JobFile
from jijiao.lib import clock
from jijiao.vault.seal import seal, unseal

KEPT = timedelta(hours=72)


def store(job: Job, role: JobFile.Role, name: str, content: bytes) -> JobFile:
    """Write `content` sealed and note it as the job's next file; the caller's transaction holds the row."""
    number = job.files.count() + 1
    stored = f"{secrets.token_hex(16)}/{number}"
    path = _root() / stored
    path.parent.mkdir(parents=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(seal(base64.b64encode(content).decode(), stored))
    return JobFile.objects.create(
        job=job,
        number=number,
        role=role,
        name=name[-120:],
        stored=stored,
        size=len(content),
        expires_at=clock.now() + KEPT,
    )


def content_of(file: JobFile) -> bytes:
    """The plain content; FileNotFoundError when it is gone."""
    return base64.b64decode(unseal((_root() / file.stored).read_text(), file.stored))


def exists(file: JobFile) -> bool:
    return (_root() / file.stored).exists()


def remove(*stored: JobFile) -> None:
    """Delete the stored contents. The rows stay, so that the page can say what there was and that it has expired."""
    for file in stored:
        shutil.rmtree((_root() / file.stored).parent, ignore_errors=True)


def sweep(older_than: timedelta) -> int:
    """Delete folders without a row, left by a rolled-back transaction or a killed process; returns how many."""
    known = {stored.split("/")[0] for stored in JobFile.objects.values_list("stored", flat=True)}
    limit = (clock.now() - older_than).timestamp()
    root = _root()
    stray = [path for path in (root.iterdir() if root.exists() else ()) if path.name not in known]
    stray = [path for path in stray if path.stat().st_mtime < limit]
    for path in stray:
        shutil.rmtree(path, ignore_errors=True)
    return len(stray)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs"
