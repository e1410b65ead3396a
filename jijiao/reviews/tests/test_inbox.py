"""The inbox as its administrators see it: list, filters, record, decisions, what comes next, who is kept out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import person_asks, unit_asks
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.queries import waiting
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.3.1")
AsHat = Callable[[Hat], Client]
KIND = "person-registration"
TICK = 'name="chosen"'


def at(name: str, *args: object) -> str:
    return reverse(f"reviews.{name}", args=[KIND, *args])


@pytest.fixture
def three(cast: Cast) -> list[PersonRegistration]:
    """Three people who want to join 一院, the first with a department."""
    return [
        person_asks(cast.hospital, 70, department=cast.surgery),
        person_asks(cast.hospital, 71),
        person_asks(cast.hospital, 72),
    ]


def test_what_waits_is_listed_with_masks_and_counted(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration]
) -> None:
    page = as_hat(cast.hospital_admin).get(at("inbox")).content.decode()
    assert "专业技术人员注册审核" in page
    assert page.count(TICK) == 3
    assert make.document(70) not in page
    assert three[0].masked_document in page
    [row] = waiting(cast.hospital_admin)
    assert (row.kind.key, row.count) == (KIND, 3)
    assert waiting(cast.school_admin) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": make.document(71)}, 1),
        ({"q": make.document(71)[:-1]}, 0),
        ({"q": "赵"}, 3),
        ({"series": "04"}, 0),
        ({"submitted": "7"}, 3),
        ({"submitted": "late"}, 0),
    ],
)
def test_conditions_narrow_the_list(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration], query: dict[str, str], found: int
) -> None:
    page = as_hat(cast.hospital_admin).get(at("inbox"), query).content.decode()
    assert page.count(TICK) == found


def test_the_number_of_queries_does_not_grow(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration], django_assert_max_num_queries: Any
) -> None:
    client = as_hat(cast.hospital_admin)
    with django_assert_max_num_queries(15):
        client.get(at("inbox"))


def test_the_record_shows_all_and_leads_to_the_next(cast: Cast, as_hat: AsHat, three: list[PersonRegistration]) -> None:
    client, first, second = as_hat(cast.hospital_admin), three[0].review_id, three[1].review_id
    page = client.get(at("record", first)).content.decode()
    assert "外科" in page
    assert "办理过程" in page
    assert at("record", second) in page
    answer = client.post(at("approval", first), {"go_on": "on"})
    assert answer.headers["Location"] == at("record", second)
    three[0].refresh_from_db()
    assert three[0].review.state == "approved"


def test_in_the_drawer_the_next_request_takes_its_place(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration]
) -> None:
    htmx = {"HX-Request": "true", "HX-Target": "drawer"}
    answer = as_hat(cast.hospital_admin).post(
        at("rejection", three[0].review_id), {"go_on": "on", "note": "不是本单位人员"}, headers=htmx
    )
    body = answer.content.decode()
    assert "已驳回：赵申请" in body
    assert "<html" not in body
    assert at("approval", three[1].review_id) in body
    assert "listChanged" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize(("go_on", "leads_to"), [("", "inbox"), ("on", "record")])
def test_decided_on_its_own_page_one_is_led_on_by_plain_pages(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration], go_on: str, leads_to: str
) -> None:
    client, first = as_hat(cast.hospital_admin), three[0].review_id
    alone = client.get(at("record", first)).content.decode()
    drawer = client.get(at("record", first), headers={"HX-Request": "true", "HX-Target": "drawer"}).content.decode()
    assert ("hx-post" in alone.split("</h1>")[1], "hx-post" in drawer) == (False, True)
    refused = client.post(at("rejection", first), {"note": ""})
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, True)
    answer = client.post(at("approval", first), {"go_on": go_on})
    following = (three[1].review_id,) if leads_to == "record" else ()
    assert answer.headers["Location"] == at(leads_to, *following)


def test_a_rejection_without_reason_keeps_the_page(cast: Cast, as_hat: AsHat, three: list[PersonRegistration]) -> None:
    answer = as_hat(cast.hospital_admin).post(at("rejection", three[0].review_id), {"note": ""})
    assert answer.status_code == 422
    assert "请填写驳回的审核意见" in answer.content.decode()


def test_the_slower_of_two_reviewers_is_told_who_was_faster(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration]
) -> None:
    pk = three[0].review_id
    as_hat(cast.hospital_clerk).post(at("approval", pk))
    answer = as_hat(cast.hospital_admin).post(at("rejection", pk), {"note": "证件不符"})
    assert answer.status_code == 422
    assert "冯经办已于" in answer.content.decode()


def test_what_was_handed_in_again_since_is_not_decided_unseen(
    cast: Cast, as_hat: AsHat, three: list[PersonRegistration]
) -> None:
    looked_at = three[0].applied_at.replace(year=2020).isoformat()
    answer = as_hat(cast.hospital_admin).post(at("approval", three[0].review_id), {"looked_at": looked_at})
    assert "已修改后重新提交" in answer.content.decode()


def test_the_superior_sees_but_does_not_decide(cast: Cast, as_hat: AsHat, three: list[PersonRegistration]) -> None:
    superior = as_hat(cast.health_admin)
    page = superior.get(at("record", three[0].review_id))
    assert page.status_code == 200
    assert at("approval", three[0].review_id) not in page.content.decode()
    assert superior.post(at("approval", three[0].review_id)).status_code == 404
    assert superior.post(at("approvals"), {"chosen": [three[0].review_id]}).status_code == 404


@pytest.mark.parametrize("name", ["record", "approval", "rejection"])
def test_foreign_requests_do_not_exist(cast: Cast, as_hat: AsHat, three: list[PersonRegistration], name: str) -> None:
    client = as_hat(cast.school_admin)
    send = client.get if name == "record" else client.post
    assert send(at(name, three[0].review_id)).status_code == 404


def test_a_request_of_another_kind_does_not_exist_here(cast: Cast, as_hat: AsHat) -> None:
    branch = unit_asks(cast.hospital)
    assert as_hat(cast.hospital_admin).get(at("record", branch.review_id)).status_code == 404


def test_doors(cast: Cast, as_hat: AsHat, three: list[PersonRegistration]) -> None:
    pk = three[0].review_id
    reader = as_hat(cast.hospital_reader)
    assert reader.get(at("inbox")).status_code == 403
    assert reader.post(at("approval", pk)).status_code == 403
    admin = as_hat(cast.hospital_admin)
    for name, args in (("approvals", ()), ("rejections", ()), ("approval", (pk,)), ("rejection", (pk,))):
        assert admin.get(at(name, *args)).status_code == 405
    assert clock.now() >= three[0].review.submitted_at


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_on_a_phone_a_row_is_a_card_with_one_title(kind: Kind) -> None:
    assert len([column for column in kind.columns if "card-title" in column.css]) == 1


def test_the_search_box_says_what_is_looked_for() -> None:
    labels = {key: kind.search_label for key, kind in KINDS.items()}
    assert labels["declaration"] == "姓名、证件号或名称"
    assert (labels["unit-registration"], labels["person-registration"]) == ("名称或代码", "姓名或证件号")
