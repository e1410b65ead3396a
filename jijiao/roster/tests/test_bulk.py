"""The doors of 批量办理: ticked and all, the page of outcomes, and who is refused (M5.4.3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.people.models import Person
from jijiao.roster import changing
from jijiao.roster.models import Batch
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]
RETIRED = Person.Status.RETIRED


def bodies(cast: Cast) -> dict[str, dict[str, object]]:
    """Each bulk act about 李建国."""
    chosen = {"chosen": [cast.li.pk]}
    return {
        "departments": chosen | {"department": cast.surgery.pk},
        "disabling": chosen | {"status": RETIRED, "reason": "到龄"},
        "enabling": chosen | {"back-reason": "返聘"},
    }


def test_ticked_people_are_disabled_and_the_outcomes_shown(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    other = make.person(cast.clinic, "别院")
    body = bodies(cast)["disabling"] | {"chosen": [cast.li.pk, other.pk]}
    answer = client.post("/people/disabling/", body, follow=True)
    page = answer.content.decode()
    assert "已办理 1 人，1 人未办理" in page
    assert "不是本单位人员" in page
    assert cast.li.document not in page
    assert "退休" in client.get("/people/changes/").content.decode()
    batch = Batch.everywhere.get()
    undone = client.post(f"/people/changes/{batch.ref}/undoing/", follow=True)
    assert "已撤销" in undone.content.decode()
    assert Person.everywhere.get(pk=cast.li.pk).status == Person.Status.ACTIVE


def test_all_that_match_the_conditions(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    make.person(cast.hospital, "陈晓东")
    everything = {"everything": "1", "conditions": "name=晓", "department": cast.surgery.pk}
    assert client.post("/people/departments/", everything | {"seen": "2"}).status_code == 409
    client.post("/people/departments/", everything | {"seen": "1"})
    assert Person.everywhere.get(department=cast.surgery).name == "陈晓东"


def test_one_person_is_disabled_and_enabled_from_the_record(cast: Cast, as_hat: AsHat) -> None:
    client, record = as_hat(cast.hospital_admin), f"/people/{cast.li.ref}/"
    assert f"{record}disable/" in client.get(record).content.decode()
    assert "李建国" in client.get(f"{record}disable/").content.decode()
    assert client.post(f"{record}disable/", {"status": RETIRED}).status_code == 422
    assert client.post(f"{record}disable/", {"status": RETIRED, "reason": "到龄"})["Location"] == record
    assert f"{record}enable/" in client.get(record).content.decode()
    assert client.post(f"{record}enable/", {"reason": "返聘"})["Location"] == record
    assert Person.everywhere.get(pk=cast.li.pk).status == Person.Status.ACTIVE
    assert client.post(f"{record}enable/", {"reason": "返聘"}).status_code == 422


@pytest.mark.parametrize("act", ["departments", "disabling", "enabling"])
def test_a_bulk_act_is_refused(cast: Cast, as_hat: AsHat, act: str) -> None:
    path, body = f"/people/{act}/", bodies(cast)[act]
    assert as_hat(cast.hospital_admin).get(path).status_code == 405
    foreign = body | {"department": make.department(cast.school, "教务处").pk}
    assert as_hat(cast.school_admin).post(path, foreign).status_code == 409
    for who in (cast.hospital_reader, cast.health_admin, cast.li_hat):
        assert as_hat(who).post(path, body).status_code == 403
    assert not Batch.everywhere.exists()


@pytest.mark.parametrize("act", ["disable", "enable"])
def test_a_single_act_is_refused(cast: Cast, as_hat: AsHat, act: str) -> None:
    path, body = f"/people/{cast.li.ref}/{act}/", {"status": RETIRED, "reason": "到龄"}
    assert as_hat(cast.hospital_admin).put(path).status_code == 405
    assert as_hat(cast.school_admin).post(path, body).status_code == 404
    assert as_hat(cast.hospital_reader).post(path, body).status_code == 403
    assert not Batch.everywhere.exists()


def test_undoing_is_refused(cast: Cast, as_hat: AsHat) -> None:
    batch = changing.disable([cast.li.pk], RETIRED, reason="到龄", by=cast.hospital_admin)
    path = f"/people/changes/{batch.ref}/undoing/"
    assert as_hat(cast.hospital_admin).get(path).status_code == 405
    assert as_hat(cast.school_admin).post(path).status_code == 404
    assert as_hat(cast.hospital_reader).post(path).status_code == 403
    assert Person.everywhere.get(pk=cast.li.pk).status == RETIRED


def test_who_may_only_look_is_offered_nothing(cast: Cast, as_hat: AsHat) -> None:
    assert "bulk-people" in as_hat(cast.hospital_clerk).get("/people/").content.decode()
    assert "bulk-people" not in as_hat(cast.hospital_reader).get("/people/").content.decode()
    assert "disable/" not in as_hat(cast.health_admin).get(f"/people/{cast.li.ref}/").content.decode()
