"""批量导入 of 岗位培训: right rows are declared, wrong ones come back with their reasons, twice makes no doubles."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.credits.models import Entry
from jijiao.declarations.importing import start_import
from jijiao.declarations.models import Declaration
from jijiao.declarations.sheet import TRAINING
from jijiao.declarations.tests.learnings import decided, upload
from jijiao.declarations.tests.test_pages import picture
from jijiao.jobs.testing import run_waiting
from jijiao.lib.refusal import Refusal
from jijiao.sheets.outcomes import failed_rows, outcome, parted
from jijiao.sheets.testing import workbook_of
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.2.1")


def row_of(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "name": "李建国",
        "document": cast.li.document,
        "title": "护理技术岗位培训",
        "organizer": "济南示例第一医院",
        "start_date": "2026-03-02",
        "end_date": "2026-03-06",
        "class_hours": "40",
        "exam_result": "合格",
        "subject": "专业科目",
    } | changes


def imported(by: Hat, rows: list[dict[str, Any]]) -> Any:
    file = SimpleUploadedFile("岗位培训.xlsx", workbook_of(TRAINING, rows))
    job = start_import(file, [upload(by)], by=by)
    run_waiting()
    job.refresh_from_db()
    return job


def reasons(job: Any) -> list[str]:
    return [reason for row in failed_rows(job) for reason in row.reasons]


def test_right_rows_are_declared_with_the_batchs_proofs(cast: Cast) -> None:
    other = make.person(cast.hospital, "赵甲")
    job = imported(cast.hospital_admin, [row_of(cast), row_of(cast, name="赵甲", document=other.document)])
    assert reasons(job) == []
    rows = list(Declaration.everywhere.order_by("pk"))
    assert [(row.person, int(row.claimed), row.organizer_type) for row in rows] == [
        (cast.li, 40, "10"),
        (other, 40, "10"),
    ]
    assert len({row.batch for row in rows}) == 1
    assert len({row.proofs.get().attachment_id for row in rows}) == 1
    assert all(one.done for one in decided(cast.health_admin, *rows))
    assert Entry.everywhere.count() == 2


def test_wrong_rows_come_back_with_their_reasons(cast: Cast) -> None:
    job = imported(
        cast.hospital_admin,
        [
            row_of(cast, name="李建华"),
            row_of(cast, document=cast.wang.document, name="王秀英"),
            row_of(cast, subject="公需科目"),
            row_of(cast, start_date="2024-03-02", end_date="2024-03-06"),
            row_of(cast, start_date="2026-03-07"),
            row_of(cast, class_hours="很多"),
            row_of(cast),
        ],
    )
    assert all(parted(reason)[0] in {column.header for column in TRAINING.columns} for reason in reasons(job))
    told = "\n".join(reasons(job))
    for sentence in (
        "姓名：与该证件号",
        "本单位没有此证件号",
        "备案号",
        "结束日期：2024 年度没有开放学时申报",
        "不能早于开始日期",
        "课时",
    ):
        assert sentence in told
    assert Declaration.everywhere.count() == 1
    assert outcome(job)["failed"] == 6


def test_the_same_file_twice_makes_no_doubles(cast: Cast) -> None:
    for expected in (0, 2):
        job = imported(cast.hospital_admin, [row_of(cast), row_of(cast, title="急救培训", class_hours="8")])
        assert len(reasons(job)) == expected
    assert Declaration.everywhere.count() == 2


def test_a_double_within_the_file_is_told(cast: Cast) -> None:
    job = imported(cast.hospital_admin, [row_of(cast), row_of(cast)])
    assert reasons(job) == ["证件号：此人已申报过同一项学习（名称、举办单位、日期相同）。"]


def test_a_technician_imports_nothing(cast: Cast, as_hat: Any) -> None:
    with pytest.raises(Refusal):
        start_import(SimpleUploadedFile("a.xlsx", b""), [upload(cast.li_hat)], by=cast.li_hat)
    assert as_hat(cast.li_hat).get("/declarations/import/").status_code == 403


def test_the_page_offers_template_and_starts_the_job(cast: Cast, as_hat: Any) -> None:
    client = as_hat(cast.hospital_admin)
    assert client.get("/declarations/import/template/").status_code == 200
    assert "下载模板" in client.get("/declarations/import/").content.decode()
    page = client.post("/declarations/import/", {})
    assert page.status_code == 422
    assert "请选择要导入的文件" in page.content.decode()


def test_a_wrong_file_keeps_the_proofs(cast: Cast, as_hat: Any) -> None:
    client = as_hat(cast.hospital_admin)
    old = SimpleUploadedFile("岗位培训.xls", b"old")
    page = client.post("/declarations/import/", {"file": old, "evidence": picture()}).content.decode()
    assert "请另存为" in page
    token = client.post("/declarations/import/", {"evidence": picture()}).context["form"]["evidence"].value()
    kept = {"evidence-kept": token.attachments[0].token("evidence")}
    good = SimpleUploadedFile("岗位培训.xlsx", workbook_of(TRAINING, [row_of(cast)]))
    assert client.post("/declarations/import/", kept | {"file": good}).status_code == 302


def test_a_mended_file_goes_with_the_proofs_of_the_import_before(cast: Cast, as_hat: Any) -> None:
    job = imported(cast.hospital_admin, [row_of(cast, class_hours="很多")])
    proof = Attachment.everywhere.get()
    client = as_hat(cast.hospital_admin)
    again = f"/declarations/import/?again={job.ref}"
    assert again in client.get(f"/jobs/{job.ref}/").content.decode()
    page = client.get(again).content.decode()
    assert "培训通知.jpg" in page
    good = SimpleUploadedFile("岗位培训.xlsx", workbook_of(TRAINING, [row_of(cast)]))
    assert client.post(again, {"evidence-kept": proof.token("evidence"), "file": good}).status_code == 302
    run_waiting()
    assert Declaration.everywhere.get().proofs.get().attachment == proof


def test_a_file_that_cannot_be_read_leads_back_and_strangers_get_no_proofs(cast: Cast, as_hat: Any) -> None:
    broken = SimpleUploadedFile("岗位培训.xlsx", b"not a workbook")
    job = start_import(broken, [upload(cast.hospital_admin)], by=cast.hospital_admin)
    run_waiting()
    client = as_hat(cast.hospital_admin)
    assert f"?again={job.ref}" in client.get(f"/jobs/{job.ref}/").content.decode()
    assert (
        "培训通知.jpg" not in as_hat(cast.school_admin).get(f"/declarations/import/?again={job.ref}").content.decode()
    )
