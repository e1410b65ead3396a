"""The pages of an import, seen by its owner and by nobody else."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from jijiao.accounts.models import Hat
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.sheets.forms import WorkbookUpload
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests.conftest import Upload
from jijiao.sheets.tests.example import PEOPLE, person
from jijiao.testing.cast import Cast

AsHat = Callable[[Hat], Client]
WRONG = [person(1), *(person(number, level="高") for number in range(2, 60))]


@pytest.mark.covers("M5.4.3.1")
def test_counts_problems_and_the_failed_rows(cast: Cast, as_hat: AsHat, upload: Upload) -> None:
    job = upload(workbook_of(PEOPLE, WRONG), by=cast.hospital_admin)
    owner = as_hat(cast.hospital_admin)
    assert "排队等待处理" in owner.get(f"/jobs/{job.ref}/").content.decode()
    run_waiting()
    page = owner.get(f"/jobs/{job.ref}/").content.decode()
    assert "有 58 条没有导入" in page
    where = '<td class="nowrap">第 3 行</td><td class="nowrap">职称级别</td>'
    assert where + "<td>请从下拉列表中选择（正高级、副高级、中级）</td>" in page
    assert person(2)["document"] not in page
    answer = owner.get(f"/jobs/{job.ref}/failures/")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(openpyxl.load_workbook(BytesIO(answer.content))["测试人员"].iter_rows(values_only=True))
    assert len(rows) == 59
    assert rows[1][1] == person(2)["document"]


def test_others_find_nothing_there(cast: Cast, as_hat: AsHat, upload: Upload) -> None:
    job = upload(workbook_of(PEOPLE, WRONG), by=cast.hospital_admin)
    run_waiting()
    for hat in (cast.hospital_clerk, cast.health_admin, cast.school_admin, cast.li_hat):
        assert as_hat(hat).get(f"/jobs/{job.ref}/failures/").status_code == 404
    assert Client().get(f"/jobs/{job.ref}/failures/").status_code == 302
    assert as_hat(cast.hospital_admin).post(f"/jobs/{job.ref}/failures/").status_code == 405


def test_when_they_are_gone_the_page_says_so(cast: Cast, as_hat: AsHat, upload: Upload) -> None:
    job = upload(workbook_of(PEOPLE, WRONG), by=cast.hospital_admin)
    run_waiting()
    with clock.frozen(clock.now() + timedelta(hours=73)):
        owner = as_hat(cast.hospital_admin)
        assert "失败信息只保留 72 小时，现已删除" in owner.get(f"/jobs/{job.ref}/").content.decode()
        answer = owner.get(f"/jobs/{job.ref}/failures/", follow=True)
    assert "没有可导出的失败信息" in answer.content.decode()


def filled(file: SimpleUploadedFile) -> WorkbookUpload:
    return WorkbookUpload(files=MultiValueDict({"file": [file]}))


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("名单.xls", 10, "这是旧版 Excel（.xls）"),
        ("名单.ods", 10, "这是 ODS 表格。请另存为"),
        ("名单.pdf", 10, "请上传 .xlsx 或 .csv 文件"),
        ("名单.xlsx", 0, "0 字节"),
        ("名单.XLSX", 5 * 1024 * 1024 + 1, "超过5M"),
    ],
)
def test_the_form_refuses_by_name_and_size(name: str, size: int, sentence: str) -> None:
    form = filled(SimpleUploadedFile(name, b"x" * size))
    assert not form.is_valid()
    assert sentence in str(form.errors["file"])


def test_the_form_takes_a_workbook() -> None:
    assert filled(SimpleUploadedFile("名单.XLSX", PEOPLE.template())).is_valid()
    assert filled(SimpleUploadedFile("名单.csv", b"x")).is_valid()
