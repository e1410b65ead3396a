"""Who hears that a transfer goes no further: everybody who had it before them, but not whoever stopped it."""

from datetime import timedelta

import pytest

from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import call_off, withdraw
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import decided, started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5a", "M5.1.5b", "M5.1.5d")]


def told(title: str) -> set[str]:
    return set(Letter.everywhere.filter(title=title).values_list("account__name", flat=True))


def test_what_was_agreed_and_called_off_is_told_to_both_units_and_the_person(cast: Cast) -> None:
    transfer = started(cast, by=cast.school_admin, leaves_on=clock.today() + timedelta(days=20))
    decided(transfer, cast.hospital_admin)
    call_off(Transfer.everywhere.get(), by=cast.school_admin)
    names = {cast.li.name, *(hat.account.name for hat in (cast.hospital_admin, cast.hospital_clerk))}
    assert told("人员调转取消") == names
    letter = Letter.everywhere.filter(title="人员调转取消").latest("pk")
    assert letter.to == f"/transfers/{transfer.pk}/"
    assert "由发起方（新单位）取消，人员留在原单位" in letter.text


def test_the_person_who_calls_it_off_is_not_told(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat, leaves_on=clock.today() + timedelta(days=20))
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    call_off(Transfer.everywhere.get(), by=cast.li_hat)
    assert {cast.hospital_admin.account.name, cast.school_admin.account.name} <= told("人员调转取消")
    assert cast.li.name not in told("人员调转取消")


def test_the_desk_hears_that_it_was_withdrawn(cast: Cast) -> None:
    withdraw(started(cast, by=cast.li_hat), by=cast.li_hat)
    assert told("人员调转撤回") == {cast.hospital_admin.account.name, cast.hospital_clerk.account.name}
    Letter.everywhere.all().delete()
    withdraw(started(cast, by=cast.school_admin), by=cast.school_admin)
    assert cast.li.name in told("人员调转撤回")
    assert cast.hospital_admin.account.name in told("人员调转撤回")
    assert cast.school_admin.account.name not in told("人员调转撤回")
