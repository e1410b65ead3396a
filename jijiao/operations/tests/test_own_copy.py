"""下载我的全部数据: the person alone gets everything that is kept about them, and nothing about anybody else."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.certificates.actions import issue
from jijiao.certificates.tests.test_issue import met
from jijiao.jobs.files import content_of
from jijiao.jobs.models import Job
from jijiao.jobs.worker import Worker
from jijiao.lib.actor import SYSTEM
from jijiao.operations.doubles import references
from jijiao.operations.own_copy import BUDGET
from jijiao.people.models import Credential, Person, Stint
from jijiao.person_changes.tests.wishes import asked
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("R2", "R5")
AsHat = Callable[[Hat], Client]
# rows about a person that are no part of the copy: acts of the unit over many, kept under the unit's own records
OF_THE_UNIT = {"roster.line", "people.paper"}


def copied(client: Client) -> tuple[Job, ZipFile]:
    client.post("/my-data/copy/")
    Worker(heartbeat=False).work_off()
    job = Job.everywhere.get(kind="operations.own_copy")
    return job, ZipFile(BytesIO(content_of(job.outputs[0])))


def test_everything_is_in_it_and_it_is_the_persons_alone(cast: Cast, as_hat: AsHat) -> None:
    Credential.everywhere.create(person=cast.li, kind="honour", name="泰山学者", filed_at=cast.li.enrolled_at)
    asked(cast.li_hat, title="高级工程师")
    asked(cast.wang_hat, title="高级教师", title_series="22")
    issue([met(cast.li)], by=SYSTEM)
    job, archive = copied(as_hat(cast.li_hat))
    whole: dict[str, list[dict[str, Any]]] = json.loads(archive.read("我的数据.json"))
    assert whole["person"][0]["证件号"] == cast.li.document
    assert whole["credentials"][0]["名称"] == "泰山学者"
    assert whole["history"][0]["单位"] == cast.hospital.name
    assert "高级工程师" in whole["changes"][0]["修改后"]
    assert len(whole["certificates"]) == len(whole["results"]) == 1
    assert {row["操作"] for row in whole["trail"]} >= {"申请修改个人信息", "下载本人数据"}
    headers = {header for rows in whole.values() for row in rows for header in row}
    assert all(re.search("[一-龥]", header) for header in headers)
    text = archive.read("我的数据.json").decode()
    assert (cast.wang.document in text, cast.wang.name in text, "argon2" in text) == (False, False, False)
    book = load_workbook(BytesIO(archive.read("我的数据.xlsx")))
    assert "单位履历" in book.sheetnames
    assert str(len(whole["letters"])) in archive.read("说明.txt").decode()
    file = f"/jobs/{job.ref}/files/{job.outputs[0].number}/"
    assert as_hat(cast.li_hat).get(file).status_code == 200
    for hat in (cast.wang_hat, cast.hospital_admin, cast.operator):
        assert as_hat(hat).get(file).status_code == 404


def test_it_is_on_the_record_and_a_few_a_day(cast: Cast, as_hat: AsHat) -> None:
    li = as_hat(cast.li_hat)
    for _ in range(BUDGET):
        assert li.post("/my-data/copy/").status_code == 302
    assert "今天已下载" in li.post("/my-data/copy/").content.decode()
    assert Event.objects.filter(tag=Tag.ACCOUNT_COPY, subject_id=cast.li_hat.account_id).count() == BUDGET
    assert li.get("/my-data/copy/").status_code == 405


def test_an_account_that_is_on_no_roll_gets_what_there_is(cast: Cast, as_hat: AsHat) -> None:
    _, archive = copied(as_hat(cast.hospital_admin))
    whole = json.loads(archive.read("我的数据.json"))
    assert (whole["person"], len(whole["account"]), len(whole["hats"])) == ([], 1, 1)


def test_no_row_about_a_person_is_forgotten(cast: Cast, as_hat: AsHat) -> None:
    _, archive = copied(as_hat(cast.li_hat))
    parts = {
        "people.credential", "person_changes.personchange", "transfers.transfer", "declarations.declaration",
        "credits.entry", "certificates.certificate", "registration.personregistration", Stint._meta.label_lower,
    }  # fmt: skip
    pointing = {key.model._meta.label_lower for key in references()} - OF_THE_UNIT
    assert pointing == parts
    assert Person.everywhere.filter(account=cast.li_hat.account).count() == 1
    assert len(json.loads(archive.read("我的数据.json"))) == 16
