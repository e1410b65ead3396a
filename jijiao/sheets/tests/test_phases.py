"""An import that shows what it will do before it does it: preview, confirmation, corrections, headers of one's own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from jijiao.jobs.actions import JobRefusal, cancel
from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS, Handler
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.sheets import actions, correcting, importing
from jijiao.sheets.importing import Importer, Outcome, RowOutcome
from jijiao.sheets.models import ImportBlock, ImportRow, KnownHeading
from jijiao.sheets.outcomes import outcome
from jijiao.sheets.sheet import Row
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.conftest import apply, imported
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.sheets.tests.test_header import RIGHT, book_of

pytestmark = pytest.mark.django_db
KIND = "tests.shown"
# 证件号 goes by another name in this unit's files
SHEET = replace(PEOPLE, columns=tuple(
    replace(each, also=("身份证号",), shown=True) if each.name == "document" else each for each in PEOPLE.columns
))  # fmt: skip
OTHER = ["姓名", "身份证号", "职称级别", "取得日期", "本次学时", "工龄"]


def expect(rows: list[Row], run: Run) -> list[RowOutcome]:
    strangers = {row.number for row in rows if row.values["name"] == "外人"}
    wrong = ("证件号：已在其他单位在册",)
    return [
        RowOutcome(row.number, Outcome.FAILED, wrong) if row.number in strangers else RowOutcome(row.number, "created")
        for row in rows
    ]


@pytest.fixture(autouse=True)
def kind(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    HANDLERS[KIND] = Handler(KIND, "导入", Importer(SHEET, apply, 2, expect=expect), context=outcome)
    yield
    HANDLERS.pop(KIND)


def upload(content: bytes) -> Job:
    importing.start(KIND, file=ContentFile(content, name="名单.xlsx"), by=SYSTEM)
    return run_waiting()[0]


def confirmed(job: Job) -> Job:
    actions.confirm(job, by=SYSTEM)
    return run_waiting()[0]


def test_nothing_is_written_before_the_owner_confirms() -> None:
    job = upload(workbook_of(SHEET, [person(1), person(2, level="高"), person(3, name="外人"), person(4)]))
    assert (job.state, imported(), job.files.count()) == (Job.State.PAUSED, 0, 0)
    shown = outcome(job)
    assert dict(shown["expected"]) == {"新增": 2, "更新": 0, "未变": 0, "失败": 2}
    assert (shown["will_do"], shown["headers"]) == (2, ["证件号"])
    assert [number for number, *_ in shown["problems"]] == [3, 4]
    ((label, rows),) = shown["firsts"]
    assert (label, [number for number, *_ in rows]) == ("新增", [2, 5])
    job = confirmed(job)
    assert (job.state, job.done, job.total, imported()) == (Job.State.DONE, 4, 4, 2)
    assert dict(outcome(job)["counts"]) == {"新增": 2, "更新": 0, "未变": 0, "失败": 2}
    with pytest.raises(JobRefusal):
        actions.confirm(job, by=SYSTEM)


def test_what_would_write_nothing_ends_by_itself() -> None:
    job = upload(workbook_of(SHEET, [person(3, name="外人")]))
    assert (job.state, dict(outcome(job)["counts"])["失败"]) == (Job.State.DONE, 1)


def test_a_cancelled_import_has_written_nothing() -> None:
    job = upload(workbook_of(SHEET, [person(1)]))
    cancel(job, by=SYSTEM)
    with pytest.raises(JobRefusal):
        actions.confirm(job, by=SYSTEM)
    assert (run_waiting(), imported()) == ([], 0)


def test_a_worker_that_died_after_the_check_does_not_confirm_by_itself() -> None:
    job = upload(workbook_of(SHEET, [person(1)]))
    Job.everywhere.filter(pk=job.pk).update(state=Job.State.WAITING)
    assert (run_waiting()[0].state, imported()) == (Job.State.PAUSED, 0)


def test_a_row_is_corrected_before_and_after_the_import() -> None:
    job = upload(workbook_of(SHEET, [person(1), person(2, level="高"), person(3, level="低"), person(4, name="外人")]))
    assert correcting.correct(job, 3, {"level": "中级"}, by=SYSTEM) == Outcome.CREATED
    job.refresh_from_db()
    assert (outcome(job)["will_do"], outcome(job)["failed"], imported()) == (2, 2, 0)
    job = confirmed(job)
    assert (imported(), job.result["counts"]) == (2, {"created": 2, "failed": 2})
    with pytest.raises(correcting.RowRefused) as refused:
        correcting.correct(job, 4, {"level": "更低"}, by=SYSTEM)
    assert refused.value.errors.keys() == {"level"}
    with pytest.raises(correcting.RowRefused) as refused:
        correcting.correct(job, 5, {"level": "中级"}, by=SYSTEM)
    assert refused.value.errors == {"document": "已在其他单位在册"}
    assert "更低" in ImportRow.objects.get(number=4).cells
    assert correcting.correct(job, 4, {"level": "中级"}, by=SYSTEM) == Outcome.CREATED
    job.refresh_from_db()
    assert (imported(), job.result["counts"]) == (3, {"created": 3, "failed": 1})
    assert sum(ImportBlock.objects.values_list("count", flat=True)) + ImportRow.objects.count() == 4


def test_headers_of_ones_own_are_asked_about_once() -> None:
    content = book_of(OTHER, [*RIGHT, "5"])
    job = upload(content)
    assert (job.state, job.result["phase"], job.files.count()) == (Job.State.PAUSED, "columns", 1)
    shown = {column.name: heading for column, heading in outcome(job)["chosen"]}
    assert shown == {
        "name": "姓名",
        "document": "身份证号",
        "level": "职称级别",
        "since": "取得日期",
        "hours": "本次学时",
    }
    with pytest.raises(Refusal, match="请指定“证件号”"):
        actions.name_columns(job, shown | {"document": ""}, by=SYSTEM)
    with pytest.raises(Refusal, match="只能指定一次"):
        actions.name_columns(job, shown | {"level": "姓名"}, by=SYSTEM)
    actions.name_columns(job, shown | {"since": ""}, by=SYSTEM)
    job = run_waiting()[0]
    assert (job.result["phase"], outcome(job)["absent"]) == ("ready", ["取得日期"])
    assert confirmed(job).state == Job.State.DONE
    assert imported() == 1
    assert KnownHeading.objects.get(heading="工龄").column == ""
    assert upload(content).result["phase"] == "ready"


def test_without_a_header_or_with_another_template_there_is_nothing_to_ask() -> None:
    for content, sentence in ((book_of(RIGHT, RIGHT), "不是表头"), (book_of(RIGHT[:1]), "不是表头")):
        job = upload(content)
        assert (job.state, sentence in job.error) == (Job.State.FAILED, True)
