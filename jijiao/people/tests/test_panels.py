"""Somebody's page tells everything that one may know of them, each part by its own permission (M5.4.3 查看)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.credits.actions import settle
from jijiao.demo.changes import asks_for
from jijiao.demo.hours import a_paper
from jijiao.lib.years import this_year
from jijiao.people.panels import panels_of
from jijiao.testing.cast import Cast
from jijiao.transfers.tests.setting import started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.4.3")]

AsHat = Callable[[Hat], Client]


@pytest.fixture
def known(cast: Cast) -> None:
    """李建国 has a result, two declarations, a transfer on its way and an open change."""
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    a_paper(cast.li_hat, cast.li, None, "重症监护质量研究", 7)
    settle([(cast.li.pk, this_year())])
    started(cast, by=cast.hospital_admin)
    asks_for(cast.li_hat, cast.li, None, title="主任医师")


def page(client: Client, cast: Cast) -> str:
    return client.get(f"/people/{cast.li.ref}/").content.decode()


@pytest.mark.usefixtures("known")
def test_the_unit_sees_results_declarations_transfers_and_changes_with_ways_to_them(cast: Cast, as_hat: AsHat) -> None:
    shown = page(as_hat(cast.hospital_admin), cast)
    for words in ("年度学时", "学时申报", "电子证书", "人员调转", "信息修改", "临床护理路径研究", "待调出审核"):
        assert words in shown
    assert f'href="/people/{cast.li.pk}/years/{this_year()}/"' in shown
    assert "还没有证书" in shown


@pytest.mark.usefixtures("known")
def test_who_only_reads_sees_results_alone(cast: Cast, as_hat: AsHat) -> None:
    shown = page(as_hat(cast.hospital_reader), cast)
    assert "年度学时" in shown
    assert "临床护理路径研究" not in shown
    assert "人员调转" not in shown


@pytest.mark.usefixtures("known")
def test_every_line_lies_within_the_scope_of_its_own_permission(cast: Cast) -> None:
    elsewhere = dict((panel.title, rows) for panel, rows in panels_of(cast.li, cast.school_admin))
    assert {title for title, rows in elsewhere.items() if rows} == {"人员调转"}  # it is the new unit of the transfer
