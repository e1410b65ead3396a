"""A job's files: sealed while they lie there, gone when they are no longer needed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from jijiao.jobs import files
from jijiao.jobs.actions import JobRefusal, enqueue, expire, retry
from jijiao.jobs.models import Job, JobFile
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal

pytestmark = pytest.mark.django_db

Does = Callable[[Callable[[Run], None]], str]
SECRET = "370000197501017007"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def upload() -> "ContentFile[bytes]":
    return ContentFile(SECRET.encode(), name="../../名单.xlsx")


def test_an_upload_is_sealed_private_and_named_at_random(does: Does, media: Path) -> None:
    job = enqueue(does(lambda run: None), by=SYSTEM, file=upload())
    (path,) = stored(media)
    assert SECRET.encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.parent == media / "jobs"
    assert files.content_of(job.files.get()) == SECRET.encode()


@pytest.mark.parametrize("ends", ["done", "refused"])
def test_the_upload_is_deleted_when_the_job_is_over(does: Does, media: Path, ends: str) -> None:
    def work(run: Run) -> None:
        assert run.input() == SECRET.encode()
        if ends == "refused":
            raise Refusal("不行。")

    job = enqueue(does(work), by=SYSTEM, file=upload())
    run_waiting()
    assert stored(media) == []
    if ends == "refused":
        with pytest.raises(JobRefusal, match="重新上传"):
            retry(job, by=SYSTEM)


def test_an_upload_outlives_an_error_so_that_the_job_can_go_on(does: Does, media: Path) -> None:
    def work(run: Run) -> None:
        raise ValueError

    enqueue(does(work), by=SYSTEM, file=upload())
    run_waiting(raising=False)
    assert len(stored(media)) == 1


def test_outputs_expire_after_72_hours(does: Does, media: Path) -> None:
    def work(run: Run) -> None:
        with run.chunk():
            run.keep("导出.xlsx", b"content")

    enqueue(does(work), by=SYSTEM)
    (job,) = run_waiting()
    (output,) = job.outputs
    with clock.frozen(clock.now() + timedelta(hours=71)):
        assert expire() == 0
        assert files.content_of(output) == b"content"
    with clock.frozen(clock.now() + timedelta(hours=73)):
        assert output.expired
        assert expire() == 1
    assert stored(media) == []
    assert JobFile.objects.count() == 1


def test_files_without_a_row_are_swept_after_a_day(does: Does, media: Path) -> None:
    job = enqueue(does(lambda run: None), by=SYSTEM, file=upload())
    job.files.all().delete()
    assert expire() == 0
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert expire() == 1
    assert stored(media) == []
    assert Job.everywhere.count() == 1
