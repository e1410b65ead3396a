"""认定学时: the reviewer of one declaration may recognise less than claimed, with a reason that the declarer sees."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.credits.models import AnnualResult, Entry
from jijiao.declarations.models import Declaration
from jijiao.declarations.tests.learnings import decided, declared
from jijiao.letters.models import Letter
from jijiao.reviews.models import Stop
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.3", "M5.2.3")

Enter = Callable[[Hat], Client]
WHY = "学时与证明材料不符"
SAID = f"申报 30，认定 20，原因：{WHY}"


def approve(client: Client, row: Declaration, **data: Any) -> Any:
    return client.post(f"/reviews/declaration/{row.review_id}/approval/", data)


def fresh(row: Declaration) -> Declaration:
    return Declaration.everywhere.select_related("review").get(pk=row.pk)


def test_less_is_recognised_with_a_reason_and_counts_everywhere(cast: Cast, as_hat: Enter) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    assert approve(as_hat(cast.hospital_admin), row, recognised="20", note=WHY).status_code == 302
    assert (int(fresh(row).claimed), int(fresh(row).hours), fresh(row).recognition) == (30, 20, SAID)
    assert int(Entry.everywhere.get().hours) == 20
    assert AnnualResult.everywhere.get(person=cast.li, year=2026).professional == 20


def test_history_trail_letter_and_the_owners_record_say_both_numbers(cast: Cast, as_hat: Enter) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    reviewer = as_hat(cast.hospital_admin)
    approve(reviewer, row, recognised="20", note=WHY)
    assert Stop.everywhere.get(review=row.review_id).note == SAID
    assert Event.objects.get(tag=Tag.DECLARATION_LOWER).particulars["recognised"] == "20"
    assert Event.objects.get(tag=Tag.REVIEW_APPROVE).particulars["note"] == SAID
    assert SAID in Letter.everywhere.get(account=cast.li.account).text
    page = as_hat(cast.li_hat).get(f"/declarations/{row.pk}/").content.decode()
    assert f"<dt>认定学时</dt><dd>{SAID}</dd>" in page
    assert SAID in reviewer.get("/reviews/declaration/?view=decided").content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"recognised": "20"}, "请在审核意见中写明原因"),
        ({"recognised": "31", "note": WHY}, "认定学时不能超过申报的 30 学时"),
        ({"recognised": "0", "note": WHY}, "认定学时应在 0.5 至"),
        ({"recognised": "20.05", "note": WHY}, "认定学时应是 0.1 的倍数"),
        ({"recognised": "二十", "note": WHY}, "认定学时请填写数字"),
    ],
)
def test_what_is_not_to_be_recognised_stays_undecided_with_all_typed(
    cast: Cast, as_hat: Enter, data: dict[str, str], message: str
) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    page = approve(as_hat(cast.hospital_admin), row, **data).content.decode()
    assert message in page
    assert f'value="{data["recognised"]}"' in page
    assert (fresh(row).state, fresh(row).recognised) == ("pending", None)
    assert not Entry.everywhere.exists()


def test_the_claim_is_offered_and_left_as_it_is_counts_whole(cast: Cast, as_hat: Enter) -> None:
    rows = [*declared(cast.li_hat, cast.li, form="LF12"), *declared(cast.li_hat, cast.li, form="LF09")]
    client = as_hat(cast.hospital_admin)
    page = client.get(f"/reviews/declaration/{rows[0].review_id}/").content.decode()
    assert 'name="recognised" value="30"' in page
    approve(client, rows[0], recognised="30", note="材料齐全")
    approve(client, rows[1])
    assert [(fresh(row).recognition, fresh(row).lowered_because) for row in rows] == [("30", ""), ("12", "")]
    assert not Event.objects.filter(tag=Tag.DECLARATION_LOWER).exists()


def test_a_rejection_does_not_ask_and_decisions_over_many_take_the_claims(cast: Cast, as_hat: Enter) -> None:
    rows = [*declared(cast.li_hat, cast.li, form="LF12"), *declared(cast.li_hat, cast.li, form="LF09")]
    client = as_hat(cast.hospital_admin)
    at = f"/reviews/declaration/{rows[0].review_id}/rejection/"
    page = client.post(at, {"recognised": "很多"}).content.decode()
    assert "请填写驳回的审核意见" in page
    assert 'value="很多"' in page
    client.post(at, {"recognised": "很多", "note": WHY})
    client.post("/reviews/declaration/approvals/", {"chosen": [rows[1].review_id], "recognised": "1", "note": WHY})
    assert [(fresh(row).state, fresh(row).recognised) for row in rows] == [("rejected", None), ("approved", 12)]


def test_the_database_holds_that_less_has_a_reason(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.everywhere.filter(pk=row.pk).update(recognised=20)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_rejected_or_withdrawn_is_said_not_to_count(cast: Cast, as_hat: Enter, withdrawn: bool) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    client = as_hat(cast.li_hat)
    assert "认定后" in client.get(f"/declarations/{row.pk}/").content.decode()
    if withdrawn:
        client.post(f"/declarations/{row.pk}/withdrawal/")
    else:
        decided(cast.hospital_admin, row, approve=False)
    page = client.get(f"/declarations/{row.pk}/").content.decode()
    assert f"本条{'已撤回' if withdrawn else '已驳回'}，不计入学时" in page
    assert "认定后" not in page
    assert "本条计" not in page
