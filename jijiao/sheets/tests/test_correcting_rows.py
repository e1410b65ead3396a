"""改正失败的行: failed rows as a table in the page; what is right goes in, what is not stays with what was typed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.sheets import outcomes
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.conftest import Upload, imported
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]


@pytest.fixture
def job(cast: Cast, upload: Upload) -> Job:
    """One right row; rows 3 to 6 with a wrong level, row 6 with a wrong number as well."""
    wrong = [person(number, level="高") for number in (2, 3, 4)]
    job = upload(
        workbook_of(PEOPLE, [person(1), *wrong, person(5, level="高", document="123")]), by=cast.hospital_admin
    )
    run_waiting()
    return job


def test_the_message_stands_at_each_cell(job: Job, cast: Cast, as_hat: AsHat) -> None:
    client, address = as_hat(cast.hospital_admin), f"/jobs/{job.ref}/rows/"
    assert f'href="{address}"' in client.get(f"/jobs/{job.ref}/").content.decode()
    page = client.get(address).content.decode()
    for piece in (
        'name="3-level"',
        'aria-describedby="e-3-level"',
        'id="e-6-document"',
        'value="高"',
        "请从下拉列表中选择",
    ):
        assert piece in page
    # what is wrong is told beside the row's number too, and the columns to be mended come first
    assert "<span>职称级别：请从下拉列表中选择（正高级、副高级、中级）</span>" in page
    heads = page.partition('<th scope="col">行号</th>')[2]
    assert heads.startswith('<th scope="col">证件号</th><th scope="col">职称级别</th><th scope="col">姓名</th>')
    # nothing is wrong with the hours, they are not required, and nobody is known by them
    assert 'name="3-hours"' not in page


def test_right_ones_go_in_and_the_others_stay_with_what_was_typed(job: Job, cast: Cast, as_hat: AsHat) -> None:
    client, address = as_hat(cast.hospital_admin), f"/jobs/{job.ref}/rows/"
    typed = {"3-level": "中级", "4-level": " 中级", "5-level": "很高", "6-level": "中级", "6-document": "<b>"}
    answer = client.post(address, typed | {"7-level": "x", "3-nothing": "x", "x-level": "y", "level": "z"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = client.get(address).content.decode()
    for piece in ("已改正 2 行，2 行仍有问题，请再核对。", 'value="很高"', 'value="&lt;b&gt;"'):
        assert piece in page
    job.refresh_from_db()
    assert (imported(), job.result["counts"]) == (3, {"created": 3, "failed": 2})
    assert list(ImportBlock.objects.order_by("number").values_list("count", flat=True)) == [1, 2]
    event = Event.objects.get(tag="import.correct")
    assert (event.particulars, event.subject_id) == ({"rows": [3, 4]}, job.pk)
    client.post(address, {"5-level": "中级", "6-document": person(5)["document"]})
    assert ImportRow.objects.count() == 0
    assert "没有导入" not in client.get(f"/jobs/{job.ref}/").content.decode()


def test_what_cannot_be_kept_now_is_shown_again(job: Job, cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    Job.everywhere.filter(pk=job.pk).update(state=Job.State.WAITING)
    answer = client.post(f"/jobs/{job.ref}/rows/", {"3-level": "不能丢"})
    assert (answer.status_code, imported()) == (422, 1)
    assert "正在处理，请完成后再操作。" in answer.content.decode()
    assert 'value="不能丢"' in answer.content.decode()


def test_a_number_that_a_spreadsheet_spoilt_is_shown(cast: Cast, as_hat: AsHat, upload: Upload) -> None:
    long, short = person(1, document=370000198506301012.0), person(2, name=20260101.0)
    job = upload(workbook_of(PEOPLE, [long, short]), by=cast.hospital_admin)
    run_waiting()
    client, address = as_hat(cast.hospital_admin), f"/jobs/{job.ref}/rows/"
    page = client.get(address).content.decode()
    assert 'value="370000198506301000（末几位可能已丢失）"' in page
    assert 'value="20260101"' in page
    client.post(address, {"2-document": "370000198506301000（末几位可能已丢失）", "3-name": "20260101", "again": ["3"]})
    assert (imported(), ImportRow.objects.get().number) == (1, 2)
    client.post(address, {"2-document": person(1)["document"]})
    assert imported() == 2


def test_so_many_at_a_time_and_only_for_so_long(
    job: Job, cast: Cast, as_hat: AsHat, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = as_hat(cast.hospital_admin), f"/jobs/{job.ref}/rows/"
    monkeypatch.setattr(outcomes, "A_PAGE", 3)
    page = client.get(address).content.decode()
    assert ('name="5-level"' in page, 'name="6-level"' in page, "另有 1 行" in page) == (True, False, True)
    monkeypatch.setattr(outcomes, "IN_A_TABLE", 3)
    assert f'href="{address}"' not in client.get(f"/jobs/{job.ref}/").content.decode()
    for hat in (cast.hospital_clerk, cast.school_admin, cast.li_hat):
        assert as_hat(hat).post(address, {"3-level": "中级"}).status_code == 404
    with clock.frozen(clock.now() + timedelta(hours=73)):
        outcomes.expire()
        answer = as_hat(cast.hospital_admin).post(address, {"3-level": "中级"})
    assert "失败信息只保留 72 小时" in answer.content.decode()
    assert imported() == 1


def test_rows_that_nobody_changed_stay_as_they_are(job: Job, cast: Cast, as_hat: AsHat) -> None:
    client, address = as_hat(cast.hospital_admin), f"/jobs/{job.ref}/rows/"
    # what was wrong with row 4 is right by now, as when a code list grew
    row = ImportRow.objects.get(number=4)
    row.cells = row.cells.replace('"高"', '"中级"')
    row.save(update_fields=["cells"])
    sent = {"3-level": "中级", "4-level": "中级", "5-level": "高", "6-level": "高", "6-document": "123"}
    client.post(address, sent)
    assert (imported(), ImportRow.objects.get(number=4).reasons) == (2, row.reasons)
    answer = client.post(address, sent, follow=True)
    assert "没有改动，未重新检查" in answer.content.decode()
    assert imported() == 2
    client.post(address, sent | {"again": ["4", "x", "99"]})
    assert (imported(), ImportRow.objects.filter(number=4).exists()) == (3, False)
