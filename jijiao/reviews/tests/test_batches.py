"""Decisions over many: outcome per row, retry, everything that matches, the queue for what is too many."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.jobs.testing import run_waiting
from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews import batches
from jijiao.reviews.models import Hidden
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.3.1")
AsHat = Callable[[Hat], Client]
KIND = "person-registration"
APPROVALS, REJECTIONS = "reviews.approvals", "reviews.rejections"


@pytest.fixture
def four(cast: Cast) -> list[PersonRegistration]:
    return [person_asks(cast.hospital, number) for number in range(70, 74)]


def send(client: Client, name: str, rows: list[PersonRegistration], **answers: Any) -> Any:
    ids = {"chosen": [row.review_id for row in rows]}
    return client.post(reverse(name, args=[KIND]), ids | answers)


def states(rows: list[PersonRegistration]) -> list[str]:
    return [PersonRegistration.everywhere.select_related("review").get(pk=row.pk).review.state for row in rows]


def test_each_row_gets_its_outcome_and_the_rest_can_be_tried_again(
    cast: Cast, as_hat: AsHat, four: list[PersonRegistration]
) -> None:
    make.account("后来者", 71)
    page = send(as_hat(cast.hospital_admin), APPROVALS, four).content.decode()
    assert "已通过 3 条，1 条没有办理" in page
    assert "已是本系统用户" in page
    assert "重试这 1 条" in page
    assert f'name="chosen" value="{four[1].review_id}"' in page
    assert states(four) == ["approved", "pending", "approved", "approved"]


def test_a_bulk_rejection_tells_everybody_why(cast: Cast, as_hat: AsHat, four: list[PersonRegistration]) -> None:
    client = as_hat(cast.hospital_admin)
    refused = send(client, REJECTIONS, four)
    assert refused.status_code == 422
    assert "请填写驳回的审核意见" in refused.content.decode()
    assert f'name="chosen" value="{four[0].review_id}"' in refused.content.decode()
    assert states(four) == ["pending"] * 4
    assert "已驳回 4 条" in send(client, REJECTIONS, four, note="请补充证明材料").content.decode()
    assert {row.review.stops.get().note for row in four} == {"请补充证明材料"}


def test_one_foreign_row_stops_the_whole_selection(cast: Cast, as_hat: AsHat, four: list[PersonRegistration]) -> None:
    foreign = person_asks(cast.school, 80)
    assert send(as_hat(cast.hospital_admin), APPROVALS, [*four, foreign]).status_code == 404
    assert states([*four, foreign]) == ["pending"] * 5


def test_everything_that_matches_is_counted_again(cast: Cast, as_hat: AsHat, four: list[PersonRegistration]) -> None:
    client, everything = as_hat(cast.hospital_admin), {"everything": "1", "conditions": "q=赵申请"}
    client.post(reverse(APPROVALS, args=[KIND]), everything | {"seen": "3"})
    assert states(four) == ["pending"] * 4
    client.post(reverse(APPROVALS, args=[KIND]), everything | {"seen": "4"})
    assert states(four) == ["approved"] * 4


def test_too_many_to_wait_for_go_to_the_queue(
    cast: Cast, as_hat: AsHat, four: list[PersonRegistration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 3)
    make.account("后来者", 71)
    answer = send(as_hat(cast.hospital_admin), APPROVALS, four)
    assert answer.status_code == 302
    assert states(four) == ["pending"] * 4
    [job] = [job for job in run_waiting() if job.kind == batches.JOB]
    assert states(four) == ["approved", "pending", "approved", "approved"]
    assert job.result["message"].startswith("已通过 3 条，1 条没有办理：赵申请")


def test_rights_are_those_of_the_moment_the_queue_gets_there(
    cast: Cast, as_hat: AsHat, four: list[PersonRegistration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 3)
    send(as_hat(cast.hospital_clerk), APPROVALS, four)
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(ended_at=four[0].applied_at)
    [job] = [job for job in run_waiting() if job.kind == batches.JOB]
    assert job.state == "failed"
    assert states(four) == ["pending"] * 4


def test_what_was_decided_can_be_taken_off_the_list_and_put_back(
    cast: Cast, as_hat: AsHat, four: list[PersonRegistration]
) -> None:
    client, inbox = as_hat(cast.hospital_admin), reverse("reviews.inbox", args=[KIND])
    send(client, APPROVALS, four[:1])
    stop = four[0].review.stops.get()
    hiding = reverse("reviews.hiding", args=[KIND, stop.pk])
    assert hiding in client.get(inbox, {"view": "decided"}).content.decode()
    client.post(hiding)
    assert hiding not in client.get(inbox, {"view": "decided"}).content.decode()
    restoration = reverse("reviews.restoration", args=[KIND, stop.pk])
    assert restoration in client.get(inbox, {"view": "hidden"}).content.decode()
    record = client.get(reverse("reviews.record", args=[KIND, four[0].review_id])).content.decode()
    assert "吴院员" in record
    client.post(restoration)
    assert hiding in client.get(inbox, {"view": "decided"}).content.decode()


def test_only_ones_own_decided_stop_can_be_hidden(cast: Cast, as_hat: AsHat, four: list[PersonRegistration]) -> None:
    hiding = reverse("reviews.hiding", args=[KIND, four[0].review.stops.get().pk])
    client = as_hat(cast.hospital_admin)
    client.post(hiding)
    assert not Hidden.objects.exists()
    assert client.get(hiding).status_code == 405
    assert as_hat(cast.school_admin).post(hiding).status_code == 404
    assert as_hat(cast.health_admin).post(hiding).status_code == 404
    assert as_hat(cast.hospital_reader).post(hiding).status_code == 403
