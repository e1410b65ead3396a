"""The 临时单位 is entered by type 5 alone, and not from itself; only a second open transfer is called one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.demo.invented import paper
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.people import moving
from jijiao.testing.cast import Cast
from jijiao.transfers import rules
from jijiao.transfers.actions import OneOpen
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import started
from jijiao.units.models import Unit
from jijiao.units.temporary import temporary_unit

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5c")]

AsHat = Callable[[Hat], Client]


@pytest.fixture
def shelter(cast: Cast) -> Unit:
    """The 临时单位 of 济南."""
    return temporary_unit(cast.hospital.region, by=SYSTEM)


@pytest.mark.parametrize("code", ["1", "2", "3", "9"])
def test_no_other_type_leads_there(cast: Cast, shelter: Unit, code: str) -> None:
    proofs = (keep(ContentFile(paper(230), name="批文.bmp"), by=cast.hospital_admin).ref,)
    with pytest.raises(Refusal, match="转入临时单位请选调转类型“离职、解聘（转临时单位）”") as refused:
        started(cast, type=code, new_unit=shelter, proofs=proofs)
    assert refused.value.field == "new_unit"


def test_the_search_does_not_offer_it(cast: Cast, shelter: Unit, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    ask = {"person": cast.li.ref, "type": "1", "new_unit_text": "临时单位"}
    assert "没有找到名称包含“临时单位”的单位" in client.get("/transfers/new/", ask).content.decode()
    day = (clock.today() - timedelta(days=3)).isoformat()
    sent = {**ask, "new_unit": shelter.pk, "leaves_on": day, "reason": "离职", "pending": "follow"}
    answer = client.post("/transfers/new/", sent)
    assert (answer.status_code, "请选调转类型“离职、解聘" in answer.content.decode()) == (422, True)


def test_who_is_there_is_not_dismissed_once_more(cast: Cast, shelter: Unit) -> None:
    moving.move(cast.li, shelter, status="50", by=SYSTEM)
    cast.li.refresh_from_db()
    proofs = (keep(ContentFile(paper(230), name="证明.bmp"), by=cast.li_hat).ref,)
    with pytest.raises(Refusal, match="此人已在临时单位") as refused:
        started(cast, by=cast.li_hat, type="5", new_unit=None, proofs=proofs)
    assert (refused.value.field, isinstance(refused.value, OneOpen)) == ("type", False)
    assert started(cast, by=cast.li_hat).old_unit == shelter


def test_what_else_the_database_refuses_is_not_called_a_second_transfer(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "problems", lambda *args, **kwargs: {})
    with pytest.raises(IntegrityError):
        started(cast, by=cast.li_hat, new_unit=cast.hospital)
    assert not Transfer.everywhere.exists()
