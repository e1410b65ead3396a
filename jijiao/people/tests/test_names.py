"""A known number under another name (domain 5.8): not written over, but told; equal names are not refused for a dot."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jijiao.accounts.models import Account, Hat
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Letter
from jijiao.lib.names import same_name
from jijiao.people.models import Person
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import checked, import_
from jijiao.people.tests.test_new import TYPED
from jijiao.sheets import actions, correcting
from jijiao.sheets.outcomes import outcome
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]


@pytest.mark.parametrize("renew", ["", "on"])
def test_another_name_than_on_the_own_roll_fails_and_writes_nothing(cast: Cast, as_hat: AsHat, renew: str) -> None:
    before = Person.everywhere.filter(pk=cast.li.pk).values().get()
    client = as_hat(cast.hospital_admin)
    job = checked(client, upload([good_row(201, name="李改名", document=cast.li.document), good_row(202)]), renew=renew)
    assert job.result["expected"] == {"created": 1, "failed": 1}
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    job.refresh_from_db()
    assert job.result["counts"] == {"created": 1, "failed": 1}
    assert outcome(job)["problems"] == [
        (
            2,
            "姓名",
            f"该证件号在本单位登记的姓名是“{cast.li.name}”，与所填姓名不一致。请核对；确属更名的，请在人员信息修改中办理。",
        )
    ]
    assert Person.everywhere.filter(pk=cast.li.pk).values().get() == before
    assert not Letter.everywhere.filter(account=cast.li.account_id).exists()


def test_the_owner_of_an_account_is_not_told_by_name(cast: Cast, as_hat: AsHat) -> None:
    clerk = cast.hospital_clerk.account
    client = as_hat(cast.hospital_admin)
    job, counts = import_(client, upload([good_row(201, name="另一人", document=clerk.document)]))
    assert counts["失败"] == 1
    ((_, column, told),) = outcome(job)["problems"]
    assert (column, told.startswith("该证件号已有账号，登记的姓名与所填的不一致")) == ("姓名", True)
    assert clerk.name not in client.get(f"/jobs/{job.ref}/").content.decode()
    assert not Person.everywhere.filter(document_key=clerk.document_key).exists()
    # put right in the page, the account is linked as always
    correcting.correct_rows(job, {2: {"name": clerk.name}}, by=cast.hospital_admin)
    assert Person.everywhere.get(document_key=clerk.document_key).account == clerk


def test_whoever_opened_an_account_since_the_check_is_told_apart(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job = checked(client, upload([good_row(901), good_row(902)]))
    make.account("别的人", 901)
    make.person(cast.hospital, "别的名", 902)
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    job.refresh_from_db()
    assert job.result["counts"] == {"failed": 2}
    assert [row.reasons[0][:8] for row in job.import_rows.order_by("number")] == [
        "姓名：该证件号已",
        "姓名：该证件号在",
    ]
    assert json.loads(job.import_rows.get(number=2).cells)["name"] == "赵晓明"


def test_it_stands_at_the_name_when_adding_by_hand(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    for number, sentence in (
        (cast.li.document, f"登记的姓名是“{cast.li.name}”"),
        (cast.hospital_clerk.account.document, "该证件号已有账号"),
    ):
        answer = client.post("/people/new/", TYPED | {"document": number})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
        assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("阿依古丽·买买提", "阿依古丽•买买提", True),
        ("阿依古丽·买买提", "阿依古丽.买买提", True),
        ("阿依古丽·买买提", "阿依古丽 · 买买提", True),
        ("李 建国", "李建国", True),
        ("ＡＮＮＡ  Smith", "Anna Smith", True),
        ("李建国", "李建囯", False),
        ("阿依古丽·买买提", "阿依古丽买买提", False),
    ],
)  # fmt: skip
def test_what_makes_two_names_one(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_an_equal_name_of_an_old_account_is_no_other(cast: Cast, as_hat: AsHat) -> None:
    clerk = cast.hospital_clerk.account
    Account.objects.filter(pk=clerk.pk).update(name="阿依古丽•买买提")
    _, counts = import_(
        as_hat(cast.hospital_admin), upload([good_row(201, name="阿依古丽·买买提", document=clerk.document)])
    )
    assert counts["新增"] == 1


def test_whoever_is_brought_up_to_date_gets_one_letter(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    own = good_row(203, name=cast.li.name, document=cast.li.document, mobile="13712345678", note="骨干")
    job = checked(client, upload([own, good_row(201), good_row(202)]), renew="on")
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    letter = Letter.everywhere.get(title="登记信息已更新")
    assert (letter.account_id, letter.to) == (cast.li.account_id, "/my-file/")
    assert "更新了您的手机号、备注" in letter.text
    assert "13712345678" not in letter.text
    job.refresh_from_db()
    actions.undo(job, by=cast.hospital_admin)
    run_waiting()
    assert "手机号、备注已恢复" in Letter.everywhere.get(title="登记信息已恢复").text
    assert Letter.everywhere.filter(account=cast.li.account_id).count() == 2


def test_names_are_compared_without_a_query_for_each(cast: Cast, as_hat: AsHat) -> None:
    counts = []
    for start, many in ((2000, 5), (3000, 60)):
        for number in range(start, start + many, 2):
            make.person(cast.hospital, "别的名", number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            checked(as_hat(cast.hospital_admin), upload([good_row(number) for number in range(start, start + many)]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
