"""Invitations: single use, an end, and the same answer for known and unknown numbers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat
from jijiao.administrators.models import Invitation
from jijiao.administrators.tests.test_new_administrator import NEW, TYPED, facts, walk
from jijiao.demo.invented import document
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
pytestmark = pytest.mark.covers("M5.1.1.3.2")


def link_of(message: object) -> str:
    return "/" + message.body.split("://", 1)[1].split("/", 1)[1].split()[0]  # type: ignore[attr-defined]


@pytest.fixture
def link(cast: Cast, as_hat: As) -> str:
    """Wang of the school was asked by the hospital; the link of the message."""
    walk(as_hat(cast.hospital_admin), "way=add", facts(cast.wang.document))
    run_waiting()
    [message] = [each for each in mail.outbox if each.to == [cast.wang.account.email]]
    return link_of(message)


def test_a_link_asks_the_owner_for_the_password(cast: Cast, link: str) -> None:
    visitor = Client()
    assert "账号或密码错误" in visitor.post(link, {"password": TYPED}).content.decode()
    assert visitor.post(link, {"password": make.PASSWORD}).status_code == 302
    assert Hat.everywhere.filter(account=cast.wang.account, unit=cast.hospital).exists()
    assert "已使用" in visitor.get(link).content.decode()


def test_it_ends_by_time(cast: Cast, link: str) -> None:
    Invitation.everywhere.update(expires_at=clock.now() - timedelta(minutes=1))
    assert "已使用、已撤回或已过期" in Client().get(link).content.decode()
    Client().post(link, {"password": make.PASSWORD})
    assert not Hat.everywhere.filter(account=cast.wang.account, unit=cast.hospital).exists()


def test_it_is_withdrawn_declined_and_replaced(cast: Cast, as_hat: As, link: str) -> None:
    client, row = as_hat(cast.hospital_admin), Invitation.everywhere.get()
    page = client.get("/administrators/").content.decode()
    assert "待本人确认" in page
    assert row.masked_document in page
    again = walk(client, "way=add", facts(cast.wang.document))
    assert "已使用" in Client().get(link).content.decode()
    assert client.post(f"/administrators/new/{again.ref}/withdrawal/").status_code == 302
    assert Invitation.everywhere.get(pk=again.pk).note == "已撤回"


def test_the_person_may_decline(cast: Cast, link: str) -> None:
    assert Client().post(link, {"decline": "1"}).status_code == 302
    assert Invitation.everywhere.get().note == "本人谢绝"


def test_nothing_comes_of_an_invitation_whose_sender_may_not_any_more(cast: Cast, link: str) -> None:
    accounts.make_chief(cast.hospital_clerk, by=cast.hospital_admin)
    page = Client().post(link, {"password": make.PASSWORD}).content.decode()
    assert "已没有相应权限" in page


def test_an_invitation_is_for_one_person_and_one_unit(cast: Cast, as_hat: As, link: str) -> None:
    row = Invitation.everywhere.get()
    assert as_hat(cast.li_hat).get(f"/invitations/own/{row.ref}/").status_code == 404
    assert as_hat(cast.wang_hat).get(f"/invitations/own/{row.ref}/").status_code == 200
    assert as_hat(cast.school_admin).get(f"/administrators/new/{row.ref}/").status_code == 404


@pytest.mark.parametrize("query", ["way=register", "way=register&direct=1", "way=add"])
def test_known_and_unknown_numbers_get_the_same_pages(cast: Cast, as_hat: As, query: str) -> None:
    """Status, address shape, words and size are the same up to the typed number itself."""
    seen = []
    for number in (cast.wang.document, document(7100)):
        client = as_hat(cast.hospital_admin)
        secret = {"password": TYPED, "password2": TYPED} if "direct" in query else {}
        first = client.post(f"{NEW}?{query}", facts(number, **secret))
        rights = client.get(first["Location"])
        row = Invitation.everywhere.latest("pk")
        role = rights.context["form"].fields["role"].choices[0][0]
        second = client.post(first["Location"], {"role": role, "range": "subtree"})
        last = client.get(second["Location"]).content.decode().replace(row.ref, "R")
        shown = rights.content.decode().replace(row.ref, "R").replace(row.masked_document, "N")
        seen.append((first.status_code, second.status_code, len(shown), len(last)))
    assert seen[0] == seen[1]


def test_numbers_are_not_tried_out_by_the_hundred(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    answers = [client.post(f"{NEW}?way=add", facts(document(7200 + n))) for n in range(31)]
    assert [answer.status_code for answer in answers] == [302] * 30 + [422]
    assert "过于频繁" in answers[-1].content.decode()


def test_who_administers_the_unit_already(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.hospital_admin).post(f"{NEW}?way=add", facts(cast.hospital_clerk.account.document))
    assert "已是本单位管理员" in page.content.decode()


def test_a_number_of_another_roll_gets_no_account_by_the_contacts_that_were_typed(cast: Cast, as_hat: As) -> None:
    person = make.person(cast.school, "严新来", 7300)
    walk(as_hat(cast.hospital_admin), "way=register", facts(person.document))
    run_waiting()
    link, typed = link_of(mail.outbox[0]), {"document": person.document, "password": TYPED, "password2": TYPED}
    page = Client().post(link, typed).content.decode()
    assert "请先用所在单位发给您的激活链接" in page
    assert cast.school.name not in page
    assert not Account.objects.filter(document_key=person.document_key).exists()
    # once the account exists the same link asks for its password
    owner = make.account("严新来", 7300)
    assert Client().post(link, {"password": make.PASSWORD}).status_code == 302
    assert Hat.everywhere.filter(account=owner, unit=cast.hospital).exists()


def test_an_account_prepared_elsewhere_becomes_administrator_but_not_the_person(cast: Cast, as_hat: As) -> None:
    person = make.person(cast.hospital, "严新来", 7301)
    owner = make.administrator(cast.school, "严新来", 7301, role="查询人员").account
    walk(as_hat(cast.hospital_admin), "way=choose", {"person": person.ref, "department": ""})
    run_waiting()
    [message] = [each for each in mail.outbox if each.to == [owner.email]]
    assert Client().post(link_of(message), {"password": make.PASSWORD}).status_code == 302
    assert Hat.everywhere.filter(account=owner, unit=cast.hospital).exists()
    assert Person.everywhere.get(pk=person.pk).account is None
