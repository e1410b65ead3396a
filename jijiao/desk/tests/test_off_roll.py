"""Whoever is off the roll reads so at home; for who has died or gone nothing is declared any more (domain 5.2)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.declarations.models import Declaration
from jijiao.declarations.tests.learnings import declared
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.people.moving import leave
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R2", "M5.4.3")]

AsHat = Callable[[Hat], Client]


def gone(cast: Cast, status: str) -> Person:
    return leave(Person.everywhere.get(pk=cast.li.pk), status=status, by=SYSTEM)


def test_a_retired_technician_reads_it_at_home(cast: Cast, as_hat: AsHat) -> None:
    assert "不再列入年度考核" not in as_hat(cast.li_hat).get("/desk/").content.decode()
    gone(cast, "70")
    page = as_hat(cast.li_hat).get("/desk/").content.decode()
    assert "您的人员状态是“退休”，不再列入年度考核" in page
    assert 'href="/declarations/new/"' not in page.split("<main")[1].split("年度进度")[1].split("最近申报")[0]


@pytest.mark.parametrize(("status", "word"), [("80", "死亡"), ("85", "注销")])
def test_nothing_is_declared_for_who_has_gone(cast: Cast, status: str, word: str) -> None:
    person = gone(cast, status)
    with pytest.raises(Refusal, match=f"李建国（{word}）已不在册"):
        declared(cast.hospital_admin, person)
    assert not Declaration.everywhere.exists()
