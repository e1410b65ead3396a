"""批量导入: upload, check, import, failed rows back, corrected and uploaded again (M5.4.3.1)."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jijiao.accounts.models import Hat, document_key
from jijiao.audit.models import Event
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.people.models import Person
from jijiao.people.tests.rows import Row, good_row, upload
from jijiao.sheets.outcomes import outcome
from jijiao.sheets.responses import WORKBOOK
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]


def import_(client: Client, file: SimpleUploadedFile) -> tuple[Job, dict[str, int]]:
    """Upload, confirm, let the worker work, and give the job with its counts (新增, 更新, 未变, 失败)."""
    job = checked(client, file)
    if job.state == Job.State.PAUSED:
        assert client.post(f"/jobs/{job.ref}/confirmation/").status_code == 302
        job = next(job for job in run_waiting() if job.kind == "people.import")
    return job, dict(outcome(job)["counts"])


def checked(client: Client, file: SimpleUploadedFile, **more: str) -> Job:
    """Upload and let the worker check; the job waits for its confirmation, unless nothing would be written."""
    answer = client.post("/people/import/", {"file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    job = next(job for job in run_waiting() if job.kind == "people.import")
    assert answer["Location"] == f"/jobs/{job.ref}/"
    return job


def wrong_rows(cast: Cast) -> list[Row]:
    """20 rows wrong in 9 ways."""
    bad = [good_row(700 + at, document="370000198506301013") for at in range(3)]
    bad += [good_row(710 + at, mobile="1380000") for at in range(3)]
    bad += [good_row(720 + at, title="高级工程师") for at in range(3)]
    bad += [good_row(730 + at, title_series="医生系列") for at in range(3)]
    bad += [good_row(740 + at, department="不存在的科室") for at in range(3)]
    bad += [good_row(750 + at, name="") for at in range(2)]
    bad += [good_row(760, document=float(make.document(760)[:17]))]
    bad += [good_row(770, document=cast.wang.document), good_row(1003)]
    return bad


def test_three_hundred_rows_with_twenty_wrong_ones(cast: Cast, as_hat: AsHat) -> None:
    good = [good_row(number) for number in range(1001, 1281)]
    good[0] |= {"department": "外科", "name": "甲一"}
    job, counts = import_(as_hat(cast.hospital_admin), upload([*good, *wrong_rows(cast)]))
    assert counts == {"新增": 280, "更新": 0, "未变": 0, "失败": 20}
    assert Person.everywhere.filter(unit=cast.hospital).count() == 281
    assert Person.everywhere.get(name="甲一").department == cast.surgery
    problems = outcome(job)["problems"]
    assert [problem[0] for problem in problems] == list(range(282, 302))
    said = {(column, message[:8]) for _, column, message in problems}
    assert {column for column, _ in said} == {"证件号", "手机号", "职称名称", "职称系列", "工作部门", "姓名"}
    assert len(said) == 9


def test_each_reason_says_row_column_and_what_to_do(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job, _ = import_(client, upload([good_row(1003), *wrong_rows(cast)[-2:]]))
    page = client.get(f"/jobs/{job.ref}/").content.decode()
    assert "第 3 行" in page
    assert f"已在“{cast.school.name}”登记，请先由该单位办理人员调出" in page
    assert "与第2行的证件号重复" in page
    assert cast.wang.document not in page
    assert cast.wang.name not in page
    assert "/people/import/" in page


def test_the_page_names_the_steps_and_offers_the_template(cast: Cast, as_hat: AsHat) -> None:
    answer = as_hat(cast.hospital_admin).get("/people/import/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for word in ("下载模板", "上传", "检查", "确认导入", "结果", "/people/import/template/", "导入文件"):
        assert word in page


def test_unknown_departments_are_told_the_ones_there_are(cast: Cast, as_hat: AsHat) -> None:
    job, _ = import_(as_hat(cast.hospital_admin), upload([good_row(201, department="内科")]))
    assert outcome(job)["problems"] == [(2, "工作部门", "本单位没有“内科”，现有：外科。")]
    job, _ = import_(as_hat(cast.school_admin), upload([good_row(201, department="外科")]))
    assert "还没有建立内设部门" in outcome(job)["problems"][0][2]


def test_the_same_file_twice_makes_no_second_person(cast: Cast, as_hat: AsHat) -> None:
    rows = [good_row(number) for number in range(201, 231)]
    client = as_hat(cast.hospital_admin)
    import_(client, upload(rows))
    changed = [row | {"note": "改过的"} for row in rows]
    job, counts = import_(client, upload(changed))
    assert "30 条已在本单位，未重复导入" in client.get(f"/jobs/{job.ref}/").content.decode()
    assert counts == {"新增": 0, "更新": 0, "未变": 30, "失败": 0}
    assert Person.everywhere.filter(unit=cast.hospital).count() == 31
    assert not Person.everywhere.filter(note="改过的").exists()


def test_the_failed_rows_are_mended_and_uploaded_again(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job, _ = import_(
        client, upload([good_row(201), good_row(202, mobile="1380000"), good_row(203, title="高级工程师")])
    )
    answer = client.get(f"/jobs/{job.ref}/failures/")
    assert answer["Content-Type"] == WORKBOOK
    book = openpyxl.load_workbook(BytesIO(answer.content))
    page = book.worksheets[0]
    head = [cell.value for cell in page[1]]
    assert head[-1] == "错误原因"
    assert "手机号" in str(page.cell(2, len(head)).value)
    page.cell(2, head.index("手机号") + 1).value = "13900000002"
    page.cell(3, head.index("职称名称") + 1).value = "主任医师"
    mended = BytesIO()
    book.save(mended)
    _, counts = import_(client, SimpleUploadedFile("失败信息.xlsx", mended.getvalue(), WORKBOOK))
    assert counts == {"新增": 2, "更新": 0, "未变": 0, "失败": 0}
    assert Person.everywhere.get(document_key=person_key(203)).title_level == "1"


def person_key(number: int) -> str:
    return document_key("111", make.document(number))


def test_what_the_document_states_fills_itself_in_and_dates_may_be_date_cells(cast: Cast, as_hat: AsHat) -> None:
    row = good_row(201, title_on=date(2019, 12, 1), sex="", born_on="")
    import_(as_hat(cast.hospital_admin), upload([row]))
    person = Person.everywhere.get(document_key=person_key(201))
    number = make.document(201)
    assert person.born_on == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert (person.sex, person.title_on, person.title_level) == (
        "1" if int(number[16]) % 2 else "2",
        date(2019, 12, 1),
        "3",
    )


def test_the_year_is_opened_for_whoever_was_imported(cast: Cast, as_hat: AsHat) -> None:
    import_(as_hat(cast.hospital_admin), upload([good_row(201), good_row(202)]))
    assert Person.everywhere.filter(unit=cast.hospital, results__isnull=False).count() == 2


def test_a_right_lost_while_the_job_waits_is_lost(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_clerk)
    client.post("/people/import/", {"file": upload([good_row(201)])})
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role_id=cast.hospital_reader.role_id)
    job = next(job for job in run_waiting() if job.kind == "people.import")
    assert (job.state, "没有批量导入的权限" in job.error) == ("failed", True)
    assert Person.everywhere.filter(unit=cast.hospital).count() == 1


def test_the_trail_says_who_imported(cast: Cast, as_hat: AsHat) -> None:
    job, _ = import_(as_hat(cast.hospital_admin), upload([good_row(201)]))
    event = Event.objects.get(tag="people.import")
    assert (event.account_id, event.subject_id) == (cast.hospital_admin.account_id, job.pk)
    assert Event.objects.filter(tag="person.enrol", account_id=cast.hospital_admin.account_id).count() == 1
