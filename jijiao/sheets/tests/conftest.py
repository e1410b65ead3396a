"""An import that exists for one test; it writes each person's number into a table that is at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS
from jijiao.jobs.run import Run
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.sheets import importing
from jijiao.sheets.importing import Outcome, RowOutcome
from jijiao.sheets.sheet import Row
from jijiao.sheets.tests.example import PEOPLE

KIND = "tests.import"
Upload = Callable[..., Job]


def put(row: Row) -> RowOutcome:
    if row.values["name"] == "外人":
        return RowOutcome(row.number, Outcome.FAILED, ("证件号：已在其他单位在册",))
    _, new = ContentType.objects.get_or_create(app_label="imported", model=row.values["document"])
    return RowOutcome(row.number, Outcome.CREATED if new else Outcome.SKIPPED)


def apply(rows: list[Row], run: Run) -> list[RowOutcome]:
    return [put(row) for row in rows]


def imported() -> int:
    return ContentType.objects.filter(app_label="imported").count()


@pytest.fixture
def upload(tmp_path: Path, settings: object) -> Iterator[Upload]:
    """`upload(content, by=)` queues the import of a workbook, as a page would."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    importing.importer(KIND, label="导入测试人员", sheet=PEOPLE, apply=apply)

    def start(content: bytes, by: Actor = SYSTEM) -> Job:
        return importing.start(KIND, file=ContentFile(content, name="名单.xlsx"), by=by)

    yield start
    HANDLERS.pop(KIND, None)
