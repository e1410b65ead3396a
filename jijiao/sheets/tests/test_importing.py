"""An import: right rows are in, wrong ones come back with their reasons, every row has exactly one outcome."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS, Handler
from jijiao.jobs.run import Run
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.sheets import outcomes
from jijiao.sheets.importing import BadApply, Importer, RowOutcome
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.sheet import Row
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.conftest import KIND, Upload, apply, imported
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.testing import make

pytestmark = pytest.mark.django_db

MIXED = [person(1), person(2, level="高"), person(3, name="外人"), person(4), person(1)]


def counts(job: Job) -> dict[str, int]:
    return dict(outcomes.outcome(job)["counts"])


def test_right_rows_are_in_and_wrong_ones_are_told(upload: Upload) -> None:
    upload(workbook_of(PEOPLE, MIXED))
    (job,) = run_waiting()
    assert (job.state, job.done, job.total, job.cursor) == (Job.State.DONE, 5, 5, 1)
    assert imported() == 2
    assert counts(job) == {"新增": 2, "更新": 0, "未变": 1, "失败": 2}
    assert outcomes.outcome(job)["problems"] == [
        (3, "职称级别", "请从下拉列表中选择（正高级、副高级、中级）"),
        (4, "证件号", "已在其他单位在册"),
    ]


def test_the_same_file_twice_makes_no_duplicates(upload: Upload) -> None:
    for _ in range(2):
        upload(workbook_of(PEOPLE, MIXED))
        (job,) = run_waiting()
    assert imported() == 2
    assert counts(job)["未变"] == 3


def test_failed_rows_are_corrected_and_uploaded_as_they_are(upload: Upload) -> None:
    upload(workbook_of(PEOPLE, MIXED))
    (job,) = run_waiting()
    content = outcomes.failures(job)
    assert content
    book = openpyxl.load_workbook(BytesIO(content))
    page = book["测试人员"]
    assert [page["F2"].value, page["F3"].value] == [
        "职称级别：请从下拉列表中选择（正高级、副高级、中级）",
        "证件号：已在其他单位在册",
    ]
    page["C2"], page["A3"] = "中级", "本单位人"
    saved = BytesIO()
    book.save(saved)
    upload(saved.getvalue())
    (again,) = run_waiting()
    assert counts(again) == {"新增": 2, "更新": 0, "未变": 0, "失败": 0}
    assert outcomes.failures(again) is None


def test_an_interrupted_import_goes_on_where_it_stopped(upload: Upload) -> None:
    seen: list[int] = []

    def breaks_once(rows: list[Row], run: Run) -> list[RowOutcome]:
        seen.extend(row.number for row in rows)
        outcomes = apply(rows, run)
        if rows[0].number == 6 and seen.count(6) == 1:
            raise ValueError
        return outcomes

    HANDLERS[KIND] = Handler(KIND, "导入", Importer(PEOPLE, breaks_once, 2))
    upload(workbook_of(PEOPLE, [person(number) for number in range(1, 8)]))
    (job,) = run_waiting(raising=False)
    assert (job.state, job.cursor, imported()) == (Job.State.WAITING, 2, 4)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        (job,) = run_waiting()
    assert (job.state, job.done, imported()) == (Job.State.DONE, 7, 7)
    assert seen == [2, 3, 4, 5, 6, 7, 6, 7, 8]
    assert job.result["counts"] == {"created": 7}


def test_a_file_that_cannot_be_used_changes_nothing(upload: Upload) -> None:
    upload(b"not a workbook")
    (job,) = run_waiting()
    assert job.state == Job.State.FAILED
    assert "第 1 行不是表头" in job.error
    assert (imported(), ImportRow.objects.count(), ImportBlock.objects.count()) == (0, 0, 0)


def test_rights_lost_on_the_way_stop_the_rest(upload: Upload) -> None:
    def allowed_twice(rows: list[Row], run: Run) -> list[RowOutcome]:
        if run.cursor:
            raise Refusal("您不再有批量导入的权限。")
        return apply(rows, run)

    HANDLERS[KIND] = Handler(KIND, "导入", Importer(PEOPLE, allowed_twice, 2))
    upload(workbook_of(PEOPLE, [person(number) for number in range(1, 6)]))
    (job,) = run_waiting()
    assert (job.state, job.error, imported()) == (Job.State.FAILED, "您不再有批量导入的权限。", 2)
    assert job.result["counts"] == {"created": 2}


@pytest.mark.parametrize("kept", [0, 1])
def test_an_apply_that_forgets_a_row_commits_nothing(upload: Upload, kept: int) -> None:
    HANDLERS[KIND] = Handler(KIND, "导入", Importer(PEOPLE, lambda rows, run: apply(rows, run)[:kept]))
    upload(workbook_of(PEOPLE, [person(1), person(2)]))
    with pytest.raises(BadApply):
        run_waiting()
    assert (imported(), ImportRow.objects.count()) == (0, 0)


def test_queries_do_not_grow_with_the_rows_of_a_chunk(upload: Upload, django_assert_max_num_queries: object) -> None:
    HANDLERS[KIND] = Handler(
        KIND, "导入", Importer(PEOPLE, lambda rows, run: [RowOutcome(row.number, "skipped") for row in rows])
    )
    upload(workbook_of(PEOPLE, [person(number) for number in range(1, 100)]))
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        run_waiting()


def test_no_plain_number_stays_behind(upload: Upload, tmp_path: Path) -> None:
    upload(workbook_of(PEOPLE, MIXED))
    assert not any(make.document(1).encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    (job,) = run_waiting()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, reasons FROM sheets_importrow")
        assert make.document(2) not in str(cursor.fetchall())
        cursor.execute("SELECT rows, trace FROM sheets_importblock")
        assert cursor.fetchall() == [("", "")]
    assert make.document(2) in ImportRow.objects.get(number=3).cells
    assert make.document(2) not in str([job.payload, job.result, job.error])


def test_failed_rows_are_forgotten_after_72_hours(upload: Upload) -> None:
    upload(workbook_of(PEOPLE, MIXED))
    (job,) = run_waiting()
    with clock.frozen(clock.now() + timedelta(hours=73)):
        assert outcomes.failures(job) is None
        assert outcomes.expire() == 2
        assert outcomes.expire() == 0
    assert outcomes.failures(job) is None
    assert counts(job)["失败"] == 2
