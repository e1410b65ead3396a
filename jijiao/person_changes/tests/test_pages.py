"""Pages of 个人信息 and the inbox of 人员信息修改审核."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.people.models import Person
from jijiao.person_changes.facts import values_of, version_of
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.tests.wishes import asked
from jijiao.registration.tests.test_pages import picture
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.4.1", "R2")
AsHat = Callable[[Hat], Client]
EDIT = "/my-file/edit/"


def answers(person: Person, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it: numbers are left empty when they stay."""
    now = values_of(Person.everywhere.get(pk=person.pk)) | dict.fromkeys(("document", "mobile", "email"), "")
    return now | {"base": version_of(Person.everywhere.get(pk=person.pk)), "reason": "与证书不符"} | changes


def test_a_technician_asks_and_the_unit_sees_both_values(cast: Cast, as_hat: AsHat) -> None:
    li = as_hat(cast.li_hat)
    page = li.get(EDIT).content.decode()
    assert cast.li.document not in page
    sent = li.post(
        EDIT, answers(cast.li, title="高级工程师", mobile="13600008888", proofs=picture("证书.png")), follow=True
    )
    assert "手机号已修改；职称的修改申请已提交，等待单位审核" in sent.content.decode()
    change = PersonChange.everywhere.get()
    inbox = as_hat(cast.hospital_admin).get("/reviews/person-change/").content.decode()
    assert "职称名称：工程师 → 高级工程师" in inbox
    record = as_hat(cast.hospital_admin).get(f"/reviews/person-change/{change.review_id}/").content.decode()
    assert ("<del>工程师</del>" in record, "<ins>高级工程师</ins>" in record) == (True, True)
    proof = f"/reviews/person-change/proofs/{change.ref}/1/"
    assert proof in record
    assert as_hat(cast.hospital_admin).get(proof).status_code == 200
    assert as_hat(cast.school_admin).get(proof).status_code == 404
    assert as_hat(cast.hospital_reader).get(proof).status_code == 403


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "高级厨师"}, "系列没有这个职称名称"),
        ({"document": "370000198506301013"}, "证件号"),
        ({"title_on": "1960-01-01"}, "取得时间不能早于出生日期"),
        ({"title": "高级工程师", "reason": ""}, "请填写修改原因"),
        ({"title": "高级工程师"}, "请上传证明材料"),
        ({}, "没有修改任何内容"),
        ({"base": "x", "title": "高级工程师"}, "您的信息已经变更"),
    ],
)
def test_each_mistake_is_said_and_nothing_typed_is_lost(
    cast: Cast, as_hat: AsHat, changes: dict[str, str], message: str
) -> None:
    answer = as_hat(cast.li_hat).post(EDIT, answers(cast.li, school="山东示例大学" if changes else "", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert not changes or "山东示例大学" in page
    assert not PersonChange.everywhere.exists()


def test_a_request_is_followed_and_taken_back(cast: Cast, as_hat: AsHat) -> None:
    [change] = asked(cast.li_hat, title="高级工程师")
    li, address = as_hat(cast.li_hat), f"/my-file/changes/{change.ref}/"
    assert "待审核" in li.get("/my-file/").content.decode()
    assert "济南示例第一医院" in li.get(address).content.decode()
    assert li.get(f"{address}withdrawal/").status_code == 405
    assert as_hat(cast.wang_hat).post(f"{address}withdrawal/").status_code == 404
    assert as_hat(cast.hospital_admin).post(f"{address}withdrawal/").status_code == 403
    assert "已撤回" in li.post(f"{address}withdrawal/", follow=True).content.decode()


def test_many_are_decided_at_once(cast: Cast, as_hat: AsHat) -> None:
    rows = asked(cast.li_hat, title="高级工程师", school="山东示例大学")
    body = {"chosen": [row.review_id for row in rows]}
    client = as_hat(cast.hospital_admin)
    assert "通过" in client.post("/reviews/person-change/approvals/", body, follow=True).content.decode()
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.title, person.school) == ("高级工程师", "山东示例大学")
    again = [row.review_id for row in asked(cast.li_hat, degree="2")]
    client.post("/reviews/person-change/rejections/", {"chosen": again, "note": "证明材料不清晰"})
    assert Person.everywhere.get(pk=cast.li.pk).degree == ""
    assert "驳回" in as_hat(cast.li_hat).get("/my-file/").content.decode()


def test_whoever_is_on_no_roll_is_told(cast: Cast, as_hat: AsHat) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(account=None)
    answer = as_hat(cast.li_hat).get("/my-file/")
    assert answer.status_code == 403
    assert "您还没有登记在任何单位名下" in answer.content.decode()
