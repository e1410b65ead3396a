"""上级指定 somebody of a roll: the account is the technician's too, so nobody above opens it or knows its password."""

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts.models import Account, Hat
from jijiao.administrators.models import Invitation
from jijiao.jobs.testing import run_waiting
from jijiao.people.actions import PersonFacts, enrol
from jijiao.people.models import Person
from jijiao.subordinates.tests.test_chiefs_from_above import As, accept, chief, of, page, typed
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.2", "M5.1.1.3.2")


def test_people_of_another_roll_without_an_account_come_by_themselves_first(cast: Cast, as_hat: As) -> None:
    theirs, ours = make.person(cast.school, "他校人员"), make.person(cast.clinic, "本院人员")
    client = as_hat(cast.hospital_admin)
    assert "在其他单位的名册中" in client.post(page(cast.clinic), typed(theirs.document, theirs.name)).content.decode()
    assert "名册登记的不一致" in client.post(page(cast.clinic), typed(ours.document, "别名")).content.decode()


def test_people_of_the_roll_are_asked_at_the_contacts_of_the_roll(cast: Cast, as_hat: As) -> None:
    """The account is the technician's too: nobody above is shown a password of it."""
    ours, client = make.person(cast.clinic, "本院人员"), as_hat(cast.hospital_admin)
    Person.everywhere.filter(pk=ours.pk).update(email="own@example.com")
    answer = client.post(page(cast.clinic), typed(ours.document, ours.name, mobile="13900000649", email="up@e.com"))
    assert answer.status_code == 302
    assert not Account.objects.filter(document_key=ours.document_key).exists()
    run_waiting()
    client.post(f"/units/below/{cast.clinic.pk}/chief/answer/", {"again": "1"})
    run_waiting()
    asked = [message for message in mail.outbox if message.subject == "管理员邀请"]
    assert [message.to for message in asked] == [["own@example.com"]] * 2
    link = "/" + str(asked[1].body).split("://", 1)[1].split("/", 1)[1].split()[0]
    own = {"document": ours.document, "password": "Ma-lan_2026hua", "password2": "Ma-lan_2026hua"}
    assert Client().post(link, own).status_code == 302
    ours.refresh_from_db()
    assert ours.account is not None
    assert ours.account.check_password("Ma-lan_2026hua")
    assert chief(cast.clinic) == "本院人员"


def test_people_of_the_roll_without_contacts_get_an_activation_link_first(cast: Cast, as_hat: As) -> None:
    ours = make.person(cast.clinic, "本院人员")
    Person.everywhere.filter(pk=ours.pk).update(mobile="", email="")
    answer = as_hat(cast.hospital_admin).post(page(cast.clinic), typed(ours.document, ours.name))
    assert "请先由该单位发放激活链接" in answer.content.decode()
    assert not Invitation.everywhere.exists()


def test_a_prepared_account_that_accepts_is_not_bound_to_the_roll(cast: Cast, as_hat: As) -> None:
    ours = make.person(cast.clinic, "本院人员", 650)
    theirs = make.administrator(cast.hospital, ours.name, 650, role="查询人员").account
    as_hat(cast.hospital_admin).post(page(cast.clinic), of(theirs))
    assert accept(theirs, as_hat).status_code == 302
    ours.refresh_from_db()
    assert (chief(cast.clinic), ours.account) == ("本院人员", None)


def test_a_prepared_account_that_was_named_is_not_bound_by_a_later_enrolment(cast: Cast, as_hat: As) -> None:
    theirs = make.administrator(cast.hospital, "何新任", 651, role="查询人员").account
    as_hat(cast.hospital_admin).post(page(cast.clinic), of(theirs))
    accept(theirs, as_hat)
    facts = PersonFacts(name=theirs.name, document_kind="111", document=theirs.document, title_series="99")
    assert enrol(facts, unit=cast.clinic, by=Hat.everywhere.get(unit=cast.clinic)).account is None
