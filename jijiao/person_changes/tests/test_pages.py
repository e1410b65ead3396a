"""Pages of 个人信息 and the inbox of 人员信息修改审核."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.people.credentials import SUB_TABLES
from jijiao.people.models import Credential, Paper, Person
from jijiao.person_changes.facts import SECTIONS, entry_version, values_of, version_of
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.tests.test_entries import filed
from jijiao.person_changes.tests.wishes import asked
from jijiao.registration.tests.forms_filled import picture
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.4.1", "R2")
AsHat = Callable[[Hat], Client]
TITLE = "/my-file/entries/current/title/"


def section(person: Person, name: str, /, **changes: Any) -> dict[str, Any]:
    """A section's form as a browser sends it: numbers are left empty when they stay."""
    person, fields = Person.everywhere.get(pk=person.pk), SECTIONS[name].fields
    now = values_of(person, fields) | ({"document": ""} if "document" in fields else {})
    return now | {"base": version_of(person, fields), "reason": "与证书不符"} | changes


def entry(person: Person, kind: str, row: Credential | None = None, /, **changes: Any) -> dict[str, Any]:
    """The form of an entry; without a row that of the current one."""
    person, table = Person.everywhere.get(pk=person.pk), SUB_TABLES[kind]
    now = table.values_of(row or person) if row or table.main else {}
    return now | {"base": entry_version(table, person, row), "reason": "与证书不符"} | changes


def test_a_technician_asks_and_the_unit_sees_both_values(cast: Cast, as_hat: AsHat) -> None:
    li = as_hat(cast.li_hat)
    sent = li.post(TITLE, entry(cast.li, "title", name="高级工程师", proofs=picture("证书.png")), follow=True)
    assert "职称的申请已提交，等待单位审核" in sent.content.decode()
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
    ("name", "changes", "message"),
    [
        ("identity", {"document": "370000198506301013"}, "证件号"),
        ("identity", {"name": "李建业", "reason": ""}, "请填写修改原因"),
        ("identity", {"name": "李建业"}, "请上传证明材料"),
        ("identity", {"base": "x", "name": "李建业"}, "您的信息已经变更"),
        ("basic", {"sex": "2"}, "与证件号不一致"),
        ("work", {"works_since": "1960-01-01"}, "参加工作时间不能早于出生日期"),
        ("work", {"first_appointed": "1990"}, "首次聘用年度应在年满 16 周岁之后"),
        ("work", {}, "没有修改任何内容"),
        ("others", {"landline": "12"}, "请填写固定电话"),
    ],
)
def test_each_mistake_of_a_section_is_said_and_nothing_typed_is_lost(
    cast: Cast, as_hat: AsHat, name: str, changes: dict[str, str], message: str
) -> None:
    answer = as_hat(cast.li_hat).post(f"/my-file/edit/{name}/", section(cast.li, name, **changes))
    page = answer.content.decode()
    assert (answer.status_code, message in page) == (422, True)
    assert all(value in page for key, value in changes.items() if key not in ("base", "sex"))
    assert not PersonChange.everywhere.exists()


@pytest.mark.parametrize(
    ("address", "kind", "changes", "message"),
    [
        ("current/title", "title", {"name": "高级厨师"}, "系列没有这个职称名称"),
        ("current/title", "title", {"granted_on": "1960-01-01"}, "取得时间不能早于出生日期"),
        ("current/title/removal", "title", {}, "请上传证明材料"),
        ("new/honour", "honour", {"name": ""}, "请填写称号名称"),
        ("new/education", "education", {"granted_by": "山东示例大学"}, "请选择学历"),
    ],
)
def test_each_mistake_of_an_entry_is_said(
    cast: Cast, as_hat: AsHat, address: str, kind: str, changes: dict[str, str], message: str
) -> None:
    answer = as_hat(cast.li_hat).post(f"/my-file/entries/{address}/", entry(cast.li, kind, **changes))
    page = answer.content.decode()
    assert (answer.status_code, message in page) == (422, True)
    assert all(value in page for value in changes.values())
    assert not PersonChange.everywhere.exists()


def test_what_needs_no_review_changes_at_once(cast: Cast, as_hat: AsHat) -> None:
    answers = section(cast.li, "others", landline="0531-86001234", native_place="370200")
    page = as_hat(cast.li_hat).post("/my-file/edit/others/", answers, follow=True).content.decode()
    assert ("固定电话、籍贯已修改" in page, "山东省青岛市" in page) == (True, True)


def test_an_entry_goes_round_and_its_scan_stays_with_it(cast: Cast, as_hat: AsHat) -> None:
    li, admin = as_hat(cast.li_hat), as_hat(cast.hospital_admin)
    answers = entry(cast.li, "honour", name="泰山学者", level="2", proofs=picture("证书.png"))
    sent = li.post("/my-file/entries/new/honour/", answers, follow=True).content.decode()
    assert "新增学术技术称号的申请已提交" in sent
    admin.post("/reviews/person-change/approvals/", {"chosen": [PersonChange.everywhere.get().review_id]})
    paper, row = Paper.everywhere.get(), Credential.everywhere.get()
    assert "泰山学者，省部级" in li.get("/my-file/").content.decode()
    assert li.get(f"/my-file/papers/{paper.ref}/").status_code == 200
    assert f"/people/papers/{paper.ref}/" in admin.get(f"/people/{cast.li.ref}/").content.decode()
    assert admin.get(f"/people/papers/{paper.ref}/").status_code == 200
    reader = as_hat(cast.hospital_reader)
    shown = reader.get(f"/people/{cast.li.ref}/").content.decode()
    assert ("泰山学者" in shown, "/people/papers/" in shown) == (True, False)
    assert reader.get(f"/people/papers/{paper.ref}/").status_code == 403
    assert as_hat(cast.wang_hat).get(f"/my-file/papers/{paper.ref}/").status_code == 404
    for address in (f"/my-file/entries/{row.ref}/", f"/my-file/entries/{row.ref}/removal/"):
        page = li.get(address)
        assert (page.status_code, "泰山学者" in page.content.decode()) == (200, True)
        assert as_hat(cast.wang_hat).post(address).status_code == 404
        assert admin.post(address).status_code == 403
        assert li.put(address).status_code == 405


def test_a_photo_is_the_persons_own_choice(cast: Cast, as_hat: AsHat) -> None:
    li = as_hat(cast.li_hat)
    for name in ("一.png", "二.png"):
        assert "照片已更新" in li.post("/my-file/photo/", {"photo": picture(name)}, follow=True).content.decode()
    paper = Paper.everywhere.get(kind="photo")
    assert paper.attachment.name == "二.png"
    assert f"/my-file/papers/{paper.ref}/" in li.get("/my-file/").content.decode()
    assert "照片已移除" in li.post("/my-file/photo/", {}, follow=True).content.decode()
    assert not Paper.everywhere.exists()


def test_what_came_back_is_asked_for_again_without_typing_it_anew(cast: Cast, as_hat: AsHat) -> None:
    li, admin = as_hat(cast.li_hat), as_hat(cast.hospital_admin)
    li.post(TITLE, entry(cast.li, "title", name="高级工程师", proofs=picture("证书.png")))
    change = PersonChange.everywhere.get()
    admin.post("/reviews/person-change/rejections/", {"chosen": [change.review_id], "note": "证明材料不清晰"})
    record = li.get(f"/my-file/changes/{change.ref}/").content.decode()
    assert "证明材料不清晰" in record
    again = f"{TITLE}?again={change.ref}"
    assert again in record
    assert 'name="name" value="高级工程师"' in li.get(again).content.decode()
    assert 'name="name" value="高级工程师"' not in as_hat(cast.wang_hat).get(again).content.decode()


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


def test_what_does_not_exist_is_not_found(cast: Cast, as_hat: AsHat) -> None:
    filed(cast, "honour", name="泰山学者")
    li = as_hat(cast.li_hat)
    for address in ("edit/pay", "entries/new/pay", "entries/current/honour", "entries/current/education/removal"):
        assert li.get(f"/my-file/{address}/").status_code == 404
