"""Where an import stands on its way, and the way on when it ended before its time."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.people.models import Person
from jijiao.people.sheet import PEOPLE
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import checked, import_
from jijiao.sheets.responses import WORKBOOK
from jijiao.sheets.tests.test_header import book_of
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]
HEADERS = [column.header for column in PEOPLE.columns]
AGAIN = 'href="/people/import/"'


def steps(page: str) -> list[str]:
    """Each step of the bar as it is read out, the one it is at in brackets."""
    items = re.findall(r"<li class=\"([a-z ]*)\"[^>]*>(.*?)</li>", page.split('class="steps"')[1].split("</ol>")[0])
    texts = [(css, re.sub(r"<span class=\"sect-n\".*?</span>|<[^>]+>", "", text)) for css, text in items]
    return [f"[{text}]" if "now" in css else text for css, text in texts]


def page_of(client: Client, job: Job) -> str:
    return client.get(f"/jobs/{job.ref}/").content.decode()


def file_of(*lines: list[object]) -> SimpleUploadedFile:
    return SimpleUploadedFile("名单.xlsx", book_of(*lines, name="名单"), WORKBOOK)


def test_a_refused_file_stops_at_the_check_and_is_uploaded_again(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    row = [good_row(201).get(column.name, "") for column in PEOPLE.columns]
    job = checked(client, file_of(row, row))
    page = page_of(client, job)
    assert job.error.startswith("第 1 行不是表头")
    assert steps(page) == ["下载模板（已完成）", "上传（已完成）", "[检查（失败）]", "确认导入", "结果"]
    assert (AGAIN in page, "重新上传" in page, "没有写入任何数据" in page) == (True, True, True)
    assert "<dt>新增</dt>" not in page


def test_abandoned_at_the_preview_nothing_was_written(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job = checked(client, upload([good_row(201), good_row(202, mobile="1")]))
    assert steps(page_of(client, job))[3] == "[确认导入]"
    page = client.post(f"/jobs/{job.ref}/cancellation/", follow=True).content.decode()
    assert steps(page)[2:] == ["检查（已完成）", "[确认导入（已取消）]", "结果"]
    assert "已取消，没有写入任何数据。" in page
    for word in ("已完成的部分有效", "这些有效", "手上的一批", "条有误", "操作</th>", f"/jobs/{job.ref}/rows/"):
        assert word not in page
    address = f"/jobs/{job.ref}/rows/"
    for answer in (client.get(address, follow=True), client.post(address, {"3-mobile": "13712345678"}, follow=True)):
        assert "这次导入没有完成，不能再改正" in answer.content.decode()
    assert (AGAIN in page, "失败信息导出" in page) == (True, True)
    assert Person.everywhere.filter(unit=cast.hospital).count() == 1


def test_failed_while_writing_and_done(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_clerk)
    job = checked(client, upload([good_row(201)]))
    client.post(f"/jobs/{job.ref}/confirmation/")
    role = cast.hospital_clerk.role_id
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role_id=cast.hospital_reader.role_id)
    run_waiting()
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role_id=role)
    assert steps(page_of(client, job))[3:] == ["[确认导入（失败）]", "结果"]
    job, _ = import_(client, upload([good_row(202)]))
    assert steps(page_of(client, job))[4] == "结果（已完成）"
    assert "重新上传" not in page_of(client, job)


def test_columns_to_be_named_are_said_once_and_belong_to_the_check(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job = checked(client, file_of(["姓名", "证件", "联系方式", "职称系列"], ["张三", "1", "2", "3"]))
    page = page_of(client, job)
    assert (job.state, steps(page)[2:]) == (Job.State.PAUSED, ["[检查]", "确认导入", "结果"])
    assert "缺少列：“证件类型”、“证件号”" in page
    assert "请指定文件的每一列是什么" in page
    assert "不要删改表头" not in page
    assert (f"/jobs/{job.ref}/columns/" in page, AGAIN in page) == (True, True)
    page = client.post(f"/jobs/{job.ref}/cancellation/", follow=True).content.decode()
    assert steps(page)[2] == "[检查（已取消）]"
