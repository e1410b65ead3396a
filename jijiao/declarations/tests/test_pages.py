"""学时（分）申报 in the browser's words: fill in, add people, preview, submit; records, withdrawal, correction."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from jijiao.accounts.models import Hat
from jijiao.declarations.models import Declaration
from jijiao.declarations.tests.learnings import CONFERENCE, PAPER, TRAINING, decided, declared
from jijiao.testing import make
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]
NEW = "/declarations/new/"


def picture(name: str = "培训通知.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def post(client: Client, step: str, data: dict[str, Any], address: str = NEW, **more: Any) -> str:
    response = client.post(address, data | {"step": step} | more)
    assert response.status_code in (200, 422)
    return response.content.decode()


def through(client: Client, data: dict[str, Any], address: str = NEW) -> Any:
    """Preview, then submit what the preview carries, with the pledge."""
    page = client.post(address, data | {"step": "preview"})
    assert page.status_code == 200, page.content.decode()
    carried: dict[str, Any] = {"step": "submit", "pledge": "1"}
    for name, value in page.context["page"].carried:
        carried.setdefault(name, []).append(value)
    return client.post(address, carried)


@pytest.mark.covers("M5.2.1")
def test_a_unit_declares_training_for_several_people(cast: Cast, as_hat: Enter) -> None:
    other = make.person(cast.hospital, "赵甲")
    client = as_hat(cast.hospital_admin)
    data = TRAINING | {"form": "LF01", "subject": "2", "people": [cast.li.pk, other.pk], "evidence": picture()}
    response = through(client, data)
    assert response.status_code == 302
    receipt = client.get(response["Location"]).content.decode()
    assert "已提交 2 人的学时申报，等待山东省卫生健康委员会审核" in receipt
    assert {row.person for row in Declaration.everywhere.all()} == {cast.li, other}


@pytest.mark.covers("R2")
def test_a_technician_declares_a_paper_and_blank_hours_are_computed(cast: Cast, as_hat: Enter) -> None:
    data = PAPER | {"form": "LF12", "subject": "2", "claimed_hours": "", "evidence": picture()}
    through(as_hat(cast.li_hat), data)
    row = Declaration.everywhere.get()
    assert (int(row.claimed), row.person, row.details["standing"]) == (30, cast.li, "core")


def test_choosing_another_form_keeps_what_has_the_same_name(cast: Cast, as_hat: Enter) -> None:
    page = post(as_hat(cast.li_hat), "fields", TRAINING | {"form": "LF09", "subject": "2"})
    assert "学术会议需要填写" in page
    assert "会议级别" in page
    assert 'value="护理技术岗位培训"' in page
    assert "会议通知、单位证明" in page


def test_hours_are_computed_while_typing(cast: Cast, as_hat: Enter) -> None:
    page = post(as_hat(cast.li_hat), "fields", CONFERENCE | {"form": "LF09", "subject": "2", "claimed_hours": ""})
    assert "12 学时" in page.split('id="summary"')[1]


def test_people_are_found_added_and_taken_off(cast: Cast, as_hat: Enter) -> None:
    people = [make.person(cast.hospital, name) for name in ("赵甲", "赵乙", "钱丙")]
    client = as_hat(cast.hospital_admin)
    page = post(client, "people", {"form": "LF01", "q": "赵"})
    assert "选择人员（共 2 人）" in page
    assert "王秀英" not in page
    page = post(client, "people", {"form": "LF01", "q": "", "people": [people[0].pk, cast.wang.pk]})
    assert f'id="chosen-{people[0].pk}"' in page
    assert f'id="chosen-{cast.wang.pk}"' not in page
    assert "4 人" in post(client, "add_all", {"form": "LF01", "q": ""}).split('id="summary"')[1]
    assert "选择人员（共 1 人）" in post(client, "people", {"q": cast.li.document})


def test_what_is_wrong_is_said_at_its_field_and_files_are_kept(cast: Cast, as_hat: Enter) -> None:
    data = TRAINING | {"form": "LF01", "subject": "2", "title": "", "claimed_hours": "41", "evidence": picture()}
    response = as_hat(cast.hospital_admin).post(NEW, data | {"step": "preview"})
    page = response.content.decode()
    assert response.status_code == 422
    for word in ("请填写培训名称。", "请添加申请人。", "evidence-kept"):
        assert word in page
    assert not Declaration.everywhere.exists()


def test_nothing_is_submitted_without_the_pledge(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.li_hat)
    assert "请勾选承诺" in post(client, "submit", TRAINING | {"form": "LF01", "subject": "2", "evidence": picture()})
    assert not Declaration.everywhere.exists()


@pytest.mark.covers("M5.2.3")
def test_the_list_has_tabs_and_conditions_and_does_not_grow_in_queries(cast: Cast, as_hat: Enter) -> None:
    first = declared(cast.li_hat, cast.li)[0]
    decided(cast.hospital_admin, first, approve=False)
    declared(cast.hospital_admin, cast.li, title="急救培训")
    client = as_hat(cast.hospital_admin)
    page = client.get("/declarations/?state=rejected").content.decode()
    assert "护理技术岗位培训" in page
    assert "急救培训" not in page
    assert "共 1 条" in client.get("/declarations/?text=急救").content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get("/declarations/")
    declared(cast.hospital_admin, *(make.person(cast.hospital, "孙丙") for _ in range(7)))
    with CaptureQueriesContext(connection) as many:
        client.get("/declarations/")
    assert len(many) == len(few) <= 14


@pytest.mark.covers("M5.2.3", "R2")
def test_withdraw_and_correct_from_the_record(cast: Cast, as_hat: Enter) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    client = as_hat(cast.li_hat)
    assert "撤回" in client.get(f"/declarations/{row.pk}/").content.decode()
    client.post(f"/declarations/{row.pk}/withdrawal/")
    assert "修改后再报" in client.get(f"/declarations/{row.pk}/").content.decode()
    address = f"/declarations/{row.pk}/correction/"
    page = client.get(address).content.decode()
    assert 'value="护理技术岗位培训"' in page
    assert 'value="2026-03-06"' in page
    data = TRAINING | {
        "form": "LF01",
        "subject": "2",
        "class_hours": "24",
        "claimed_hours": "24",
        "evidence": picture(),
    }
    assert through(client, data, address).status_code == 302
    again = Declaration.everywhere.get()
    assert (int(again.claimed), again.state) == (24, "pending")


@pytest.mark.parametrize("act", ["withdrawal", "correction"])
def test_writes_are_behind_their_doors(cast: Cast, as_hat: Enter, act: str) -> None:
    address = f"/declarations/{declared(cast.li_hat, cast.li)[0].pk}/{act}/"
    assert Client().post(address).status_code == 302
    assert as_hat(cast.wang_hat).post(address).status_code == 404
    assert as_hat(cast.health_admin).post(address).status_code == 403
    assert as_hat(cast.li_hat).delete(address).status_code == 405


def test_evidence_is_seen_by_those_who_see_the_declaration(cast: Cast, as_hat: Enter) -> None:
    through(as_hat(cast.li_hat), TRAINING | {"form": "LF01", "subject": "2", "evidence": picture()})
    pk = Declaration.everywhere.get().pk
    addresses = (f"/declarations/{pk}/evidence/1/", f"/reviews/declaration/evidence/{pk}/1/")
    for hat, statuses in (
        (cast.li_hat, (200, 403)),
        (cast.hospital_admin, (200, 200)),
        (cast.hospital_reader, (403, 403)),
        (cast.school_admin, (404, 404)),
    ):
        assert tuple(as_hat(hat).get(address).status_code for address in addresses) == statuses, hat


def test_conditions_of_the_records_can_be_left_open_on_every_visit(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.hospital_admin)
    for _ in range(2):
        page = client.get("/declarations/").content.decode()
        for name in ("year", "form", "subject"):
            options = page.split(f'name="{name}"')[1].split("</select>")[0]
            assert '<option value="" selected>全部</option>' in options, name
