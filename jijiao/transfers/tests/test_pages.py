"""Pages of 人员调转: the person's data fills itself in, the type decides what is asked, nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.testing.cast import Cast
from jijiao.transfers.models import Transfer
from jijiao.transfers.queries import NOT_FOUND
from jijiao.transfers.tests.setting import decided, started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5c", "M5.1.5d", "R2")]

AsHat = Callable[[Hat], Client]
DAY = (clock.today() - timedelta(days=3)).isoformat()
FILLED = {"type": "1", "leaves_on": DAY, "reason": "工作调动", "pending": "follow"}


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_picked_persons_data_is_filled_in(cast: Cast, as_hat: AsHat) -> None:
    client: Client = as_hat(cast.hospital_admin)
    assert f"?person={cast.li.ref}" in text(client.get("/transfers/new/"))
    page = text(client.get("/transfers/new/", {"person": cast.li.ref}))
    assert cast.li.masked_document in page
    assert "济南示例第一医院" in page
    assert 'value="follow" id="id_pending_0" checked' in page.replace(" required", "")
    assert client.get("/transfers/new/", {"person": cast.wang.ref}).status_code == 404


def test_a_type_asks_for_what_it_needs(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    fragment = {"HX-Request": "true", "HX-Target": "target"}
    ask = {"person": cast.li.ref}
    assert "新单位名称或信用代码" in text(client.get("/transfers/new/", {**ask, "type": "1"}, headers=fragment))
    assert "省外单位名称" in text(client.get("/transfers/new/", {**ask, "type": "4"}, headers=fragment))
    retiring = text(client.get("/transfers/new/", {**ask, "type": "6"}, headers=fragment))
    assert "省外单位名称" not in retiring
    assert "新单位名称" not in retiring


def test_who_leaves_the_roll_is_not_asked_what_follows_to_a_new_unit(cast: Cast, as_hat: AsHat) -> None:
    client, ask = as_hat(cast.hospital_admin), {"person": cast.li.ref}
    moving, gone = (text(client.get("/transfers/new/", {**ask, "type": type_})) for type_ in ("1", "6"))
    assert ('name="pending"' in moving, "再由新单位调入审核" in moving) == (True, True)
    assert ('name="pending"' in gone, "再由新单位调入审核" in gone, "不再在册" in gone) == (False, False, True)
    assert "临时单位" in text(client.get("/transfers/new/", {**ask, "type": "5"}))


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    sent = FILLED | {"person": cast.li.ref, "new_unit_text": "第二中学"}
    response = client.post("/transfers/new/", sent)
    assert response.status_code == 422
    assert "请查找并选择新单位" in text(response)
    assert "工作调动" in text(response)
    assert "青岛示例第二中学" in text(response)
    assert not Transfer.everywhere.exists()


def test_a_search_without_script_keeps_what_was_typed(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    sent = FILLED | {"person": cast.li.ref, "new_unit_text": "第二中学", "look": "unit"}
    page = client.post("/transfers/new/", sent)
    assert page.status_code == 200
    assert "青岛示例第二中学" in text(page)
    assert "工作调动" in text(page)
    assert "请填写" not in text(page)


def test_sent_by_the_unit_and_found_in_both_records(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    sent = FILLED | {"person": cast.li.ref, "new_unit": str(cast.school.pk)}
    response = client.post("/transfers/new/", sent)
    transfer = Transfer.everywhere.get()
    assert response.headers["Location"] == f"/transfers/{transfer.pk}/"
    assert "李建国" in text(client.get("/transfers/", {"side": "out"}))
    assert "李建国" not in text(client.get("/transfers/", {"side": "in"}))
    school = as_hat(cast.school_admin)
    assert "李建国" in text(school.get("/transfers/", {"side": "in"}))
    assert "待调出审核" in text(school.get(f"/transfers/{transfer.pk}/"))


def test_a_technician_asks_for_himself_and_follows_it(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.li_hat)
    client.post("/transfers/new/", FILLED | {"new_unit": str(cast.school.pk)})
    transfer = Transfer.everywhere.get()
    assert transfer.starter == "person"
    page = text(client.get(f"/transfers/{transfer.pk}/"))
    assert "电话 0531-86000000" in page
    assert "撤回" in page
    client.post(f"/transfers/{transfer.pk}/withdrawal/")
    transfer.refresh_from_db()
    assert (transfer.state_name, transfer.open) == ("已撤回", False)


def test_the_new_unit_asks_by_number_and_name(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.school_admin)
    number = {"document_kind": "111", "document": cast.li.document}
    unknown = {"document_kind": "111", "document": cast.stranger.document, "name": "李建国"}
    for wrong in ({**number, "name": "李建军"}, unknown):
        response = client.post("/transfers/arrival/", FILLED | wrong)
        assert response.status_code == 422
        assert NOT_FOUND in text(response)
    client.post("/transfers/arrival/", FILLED | number | {"name": "李建国"})
    transfer = Transfer.everywhere.get()
    assert (transfer.starter, transfer.new_unit) == ("new", cast.school)


def test_the_inbox_tells_leaving_from_arriving(cast: Cast, as_hat: AsHat) -> None:
    transfer = started(cast, by=cast.li_hat)
    hospital = as_hat(cast.hospital_admin)
    assert "李建国" in text(hospital.get("/reviews/transfer/", {"stage": "out"}))
    assert "李建国" not in text(hospital.get("/reviews/transfer/", {"stage": "in"}))
    decided(transfer, cast.hospital_admin)
    school = as_hat(cast.school_admin)
    assert "李建国" in text(school.get("/reviews/transfer/", {"stage": "in"}))
    assert "确认调转" in text(school.get(f"/reviews/transfer/{transfer.review_id}/"))


def test_only_who_takes_somebody_on_confirms(cast: Cast, as_hat: AsHat) -> None:
    """Releasing is 通过, the last stop or not: where the new unit asked, and where nobody takes the person on."""
    hospital = as_hat(cast.hospital_admin)
    for by, other in ((cast.school_admin, {}), (cast.li_hat, {"type": "4", "new_unit": None, "outside_name": "京"})):
        transfer = started(cast, by=by, **other)
        page = text(hospital.get(f"/reviews/transfer/{transfer.review_id}/"))
        assert "确认调转" not in page
        assert page.count("通过</button>") == 1
        decided(transfer, cast.hospital_admin, approve=False)
