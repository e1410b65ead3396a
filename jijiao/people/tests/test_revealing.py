"""查看完整证件号: nowhere without a reason, on the record, within a day's budget, for one's own roll only."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib.refusal import Refusal
from jijiao.people import revealing
from jijiao.people.revealing import reveal
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]


def test_a_number_is_shown_once_a_reason_is_given(cast: Cast, as_hat: Enter) -> None:
    client, page = as_hat(cast.hospital_admin), f"/people/{cast.li.ref}/number/"
    assert cast.li.document not in client.get(page).content.decode()
    refused = client.post(page, {"reason": ""})
    assert refused.status_code == 422
    assert cast.li.document not in refused.content.decode()
    answer = client.post(page, {"reason": "system", "note": "职称申报"})
    assert cast.li.document in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = Event.objects.get(tag=Tag.PERSON_REVEAL)
    assert (event.subject_id, event.particulars["reason"]) == (cast.li.pk, "录入其他业务系统：职称申报")
    assert cast.li.document not in str(event.particulars)


def test_only_the_persons_own_unit_may(cast: Cast, as_hat: Enter) -> None:
    page = f"/people/{cast.li.ref}/number/"
    assert as_hat(cast.school_admin).post(page, {"reason": "system"}).status_code == 404
    assert as_hat(cast.health_admin).post(page, {"reason": "system"}).status_code == 403
    assert as_hat(cast.hospital_reader).post(page, {"reason": "system"}).status_code == 403
    assert not Event.objects.filter(tag=Tag.PERSON_REVEAL).exists()


def test_a_day_has_a_budget(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revealing, "BUDGET", 2)
    for _ in range(2):
        reveal(cast.li, reason="paper", by=cast.hospital_admin)
    with pytest.raises(Refusal, match="已达 2 次"):
        reveal(cast.li, reason="paper", by=cast.hospital_admin)
    assert Event.objects.filter(tag=Tag.PERSON_REVEAL).count() == 2


def test_another_reason_must_be_written_out(cast: Cast) -> None:
    with pytest.raises(Refusal, match="写明"):
        reveal(cast.li, reason="other", by=cast.hospital_admin)
