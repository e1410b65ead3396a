"""调转中 (domain 5.4): seen on the person's page and found by the roster while a transfer is open, and no longer."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.roster.changing import disable
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import withdraw
from jijiao.transfers.tests.setting import started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5c", "M5.4.3")]

AsHat = Callable[[Hat], Client]


def page_of(client: Client, person: Person) -> str:
    return client.get(f"/people/{person.ref}/").content.decode()


def test_the_page_of_the_person_says_so_and_offers_no_disabling(cast: Cast, as_hat: AsHat) -> None:
    client, offer = as_hat(cast.hospital_admin), f"/people/{cast.li.ref}/disable/"
    page = page_of(client, cast.li)
    assert ("调转中" in page, offer in page) == (False, True)
    transfer = started(cast)
    page = page_of(client, cast.li)
    assert ("调转中" in page, "在册" in page, offer in page) == (True, True, False)
    assert f'<a href="/transfers/{transfer.pk}/">' in page
    withdraw(transfer, by=cast.hospital_admin)
    page = page_of(client, cast.li)
    assert ("调转中" in page, offer in page) == (False, True)


def test_it_leads_nowhere_for_who_may_not_see_transfers(cast: Cast, as_hat: AsHat) -> None:
    transfer = started(cast)
    hat = cast.hospital_reader
    hat.role.permissions = ["people.view"]
    hat.role.save()
    page = page_of(as_hat(hat), cast.li)
    assert "调转中" in page
    assert f"/transfers/{transfer.pk}/" not in page


def test_the_roster_finds_them(cast: Cast, as_hat: AsHat) -> None:
    make.person(cast.hospital, "陈晓东")
    started(cast)
    client = as_hat(cast.hospital_admin)

    def names(status: str) -> list[str]:
        return [person.name for person in client.get("/people/", {"status": status}).context["listing"].rows]

    assert names("40") == ["李建国"]
    assert sorted(names("20")) == ["李建国", "陈晓东"]
    assert [chip.value for chip in client.get("/people/", {"status": "40"}).context["listing"].chips] == ["调转中"]


def test_the_refusal_of_disabling_says_why(cast: Cast) -> None:
    chen = make.person(cast.hospital, "陈晓东")
    started(cast)
    with pytest.raises(Refusal, match="此人调转中"):
        disable([cast.li.pk], "70", reason="到龄", by=cast.hospital_admin)
    batch = disable([cast.li.pk, chen.pk], "70", reason="到龄", by=cast.hospital_admin)
    problems = {line.person.name: line.problem for line in batch.lines.all()}
    assert "有正在办理的人员调转" in problems["李建国"]
    assert problems["陈晓东"] == ""
