"""导出: the filtered list as a file of one's own with masks; whole numbers only when a second one agrees (M5.4.3)."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Letter
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.roster.exporting import Wanted, ask, decide
from jijiao.roster.models import Export
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]
FULL = Wanted("", "csv", ["name", "document", "mobile"], full=True, reason="职称申报")
BODY = {"file_format": "csv", "numbers": "masked", "columns": ["name", "document", "mobile", "unit"]}


def made(client: Client, job: Job) -> bytes:
    """What the owner downloads of the finished job."""
    run_waiting()
    number = job.files.get().number
    return bytes(client.get(f"/jobs/{job.ref}/files/{number}/").content)


def test_the_filtered_list_comes_with_masks_to_its_owner_alone(cast: Cast, as_hat: AsHat) -> None:
    make.person(cast.hospital, "=陈晓东", 501)
    client = as_hat(cast.hospital_admin)
    assert "查询条件" in client.get("/people/export/?name=晓").content.decode()
    answer = client.post("/people/export/", BODY | {"conditions": "name=晓"})
    job = Job.everywhere.get(kind="roster.export")
    assert answer["Location"] == f"/jobs/{job.ref}/"
    text = made(client, job).decode("utf-8-sig")
    assert "'=陈晓东" in text
    assert "李建国" not in text
    assert make.document(501) not in text
    assert f"{make.document(501)[:3]}***********{make.document(501)[-4:]}" in text
    assert as_hat(cast.hospital_clerk).get(f"/jobs/{job.ref}/files/1/").status_code == 404
    assert Event.objects.get(tag=Tag.ROSTER_EXPORT).particulars["count"] == 1


def test_a_workbook_holds_the_chosen_columns(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.health_admin)
    client.post("/people/export/", {"file_format": "xlsx", "columns": ["name", "title_level"]})
    book = load_workbook(BytesIO(made(client, Job.everywhere.get(kind="roster.export"))))
    assert list(book.worksheets[0].values) == [("姓名", "职称级别"), ("李建国", "中级")]


def test_whole_numbers_need_a_second_administrator(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    answer = client.post("/people/export/", BODY | {"numbers": "full", "reason": "职称申报"})
    export = Export.everywhere.get()
    assert answer["Location"] == f"/people/exports/{export.ref}/"
    assert Letter.everywhere.filter(account=cast.hospital_clerk.account, title="导出审批").exists()
    assert not Job.everywhere.filter(kind="roster.export").exists()
    assert client.post(f"/people/exports/{export.ref}/approval/").status_code == 422
    other = as_hat(cast.hospital_clerk)
    assert "同意导出" in other.get(f"/people/exports/{export.ref}/").content.decode()
    other.post(f"/people/exports/{export.ref}/approval/")
    job = Job.everywhere.get(kind="roster.export")
    text = made(client, job).decode("utf-8-sig")
    assert cast.li.document in text
    assert other.get(f"/jobs/{job.ref}/").status_code == 404
    event = Event.objects.get(tag=Tag.PERSON_EXPORT)
    assert (event.subject_id, event.particulars["reason"]) == (cast.li.pk, "导出名单：职称申报（冯经办同意）")
    assert "职称申报" in as_hat(cast.li_hat).get("/my-data/").content.decode()
    assert Letter.everywhere.filter(account=cast.li.account, title="您的完整证件号被导出").exists()
    assert not Event.objects.filter(particulars__icontains=cast.li.document).exists()


def test_a_refused_one_makes_no_file(cast: Cast, as_hat: AsHat) -> None:
    export = ask(FULL, by=cast.hospital_admin)
    client = as_hat(cast.hospital_clerk)
    assert client.post(f"/people/exports/{export.ref}/refusal/").status_code == 422
    client.post(f"/people/exports/{export.ref}/refusal/", {"note": "不需要完整号码"})
    assert not Job.everywhere.filter(kind="roster.export").exists()
    with pytest.raises(Refusal, match="已审批或已过期"):
        decide(export, approve=True, by=cast.hospital_clerk)
    assert "不需要" in Letter.everywhere.get(account=cast.hospital_admin.account, title="导出审批结果").text


def test_what_stands_in_the_way_of_whole_numbers(cast: Cast) -> None:
    with pytest.raises(Refusal, match="另一名可以审批"):
        ask(FULL, by=cast.school_admin)
    with pytest.raises(Refusal, match="只限本单位"):
        ask(Wanted("", "csv", ["name"], full=True, reason="核对"), by=cast.health_admin)
    with pytest.raises(Refusal, match="写明用途"):
        ask(Wanted("", "csv", ["name"], full=True), by=cast.hospital_admin)


def test_a_request_lapses(cast: Cast) -> None:
    export = ask(FULL, by=cast.hospital_admin)
    Export.everywhere.filter(pk=export.pk).update(asked_at=export.asked_at - timedelta(days=8))
    with pytest.raises(Refusal, match="已过期"):
        decide(export, approve=True, by=cast.hospital_clerk)


def test_who_left_the_post_gets_no_file(cast: Cast) -> None:
    export = ask(FULL, by=cast.hospital_admin)
    decide(export, approve=True, by=cast.hospital_clerk)
    Hat.everywhere.filter(pk=cast.hospital_admin.pk).update(ended_at=export.asked_at)
    job = next(job for job in run_waiting(raising=False) if job.kind == "roster.export")
    assert (job.state, job.files.count()) == (Job.State.FAILED, 0)


def test_the_export_is_refused(cast: Cast, as_hat: AsHat) -> None:
    assert as_hat(cast.hospital_admin).put("/people/export/").status_code == 405
    assert as_hat(cast.hospital_reader).post("/people/export/", BODY).status_code == 403
    foreign = as_hat(cast.school_admin).post("/people/export/", BODY | {"conditions": f"document={cast.li.document}"})
    assert foreign.status_code == 422
    assert not Export.everywhere.exists()


@pytest.mark.parametrize("act", ["approval", "refusal"])
def test_the_decision_is_refused(cast: Cast, as_hat: AsHat, act: str) -> None:
    path = f"/people/exports/{ask(FULL, by=cast.hospital_admin).ref}/{act}/"
    assert as_hat(cast.hospital_clerk).get(path).status_code == 405
    assert as_hat(cast.school_admin).post(path).status_code == 404
    assert as_hat(cast.hospital_reader).post(path).status_code == 403
    assert Export.everywhere.get().state == Export.State.WAITING


def test_ten_times_as_many_people_cost_only_the_chunks(cast: Cast) -> None:
    assert Person.everywhere.filter(unit=cast.hospital).count() == 1
    for number in range(30):
        make.person(cast.hospital, f"赵{number}")
    export = ask(Wanted("", "xlsx", ["name", "unit"]), by=cast.hospital_admin)
    [job] = [job for job in run_waiting() if job.kind == "roster.export"]
    assert (export.people, job.done, job.state) == (31, 31, Job.State.DONE)
