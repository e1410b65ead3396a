"""上一步 of 新增管理员: everything typed stands there again, but for the password, which is kept and never shown."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Account, Hat, Role
from jijiao.administrators.models import Invitation
from jijiao.administrators.tests.test_new_administrator import NEW, TYPED, administers, facts
from jijiao.demo.invented import document
from jijiao.jobs.testing import run_waiting
from jijiao.testing import make
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
pytestmark = pytest.mark.covers("M5.1.1.3.2")


def role(name: str = "查询人员") -> Role:
    return Role.everywhere.get(unit=None, name=name)


def there_and_back(client: Client, query: str, posted: dict[str, str]) -> tuple[str, str]:
    """To the second page, a role chosen, and back: the address of the first page and what it shows."""
    second = client.post(f"{NEW}?{query}", posted)["Location"]
    back = client.post(second, {"role": role().pk, "range": "unit", "back": "1"})
    assert back.status_code == 302
    return back["Location"], client.get(back["Location"]).content.decode()


def test_what_was_typed_stands_there_and_the_password_is_kept_unseen(cast: Cast, as_hat: As) -> None:
    client, number = as_hat(cast.hospital_admin), document(7101)
    posted = facts(number, password=TYPED, password2=TYPED, landline="0531-86001111", department=str(cast.surgery.pk))
    address, page = there_and_back(client, "way=register&direct=1", posted)
    for said in (number, "严新来", "13900000001", "yan@example.com", "0531-86001111", "已填写过，不修改可留空"):
        assert said in page
    assert f'value="{cast.surgery.pk}" selected' in page
    assert TYPED not in page
    assert Invitation.everywhere.get().password_hash not in page
    corrected = facts(number, real_name="严新", password="", password2="", department=str(cast.surgery.pk))
    again = client.post(address, corrected)
    shown = client.get(again["Location"]).content.decode()
    assert re.search(rf'name="role" value="{role().pk}"[^>]* checked', shown)
    assert re.search(r'name="range" value="unit"[^>]* checked', shown)
    assert client.post(again["Location"], {"role": role().pk, "range": "unit"}).status_code == 302
    run_waiting()
    account = Account.objects.get(name="严新")
    assert account.check_password(TYPED)
    assert Hat.everywhere.get(account=account).range == "unit"
    assert Invitation.everywhere.count() == 1


def test_another_number_asks_for_the_password_again(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    posted = facts(document(7102), password=TYPED, password2=TYPED)
    address, _ = there_and_back(client, "way=register&direct=1", posted)
    other = client.post(address, facts(document(7103), password="", password2=""))
    assert (other.status_code, "证件号已更改，请重新填写密码" in other.content.decode()) == (422, True)
    unlike = client.post(address, facts(document(7102), password=TYPED, password2=""))
    assert "两次填写的密码不一致" in unlike.content.decode()


def test_who_proved_to_own_the_account_need_not_do_so_twice(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    posted = facts(cast.wang.document, real_name="王秀英", password=make.PASSWORD)
    address, page = there_and_back(client, "way=add&direct=1", posted)
    assert make.PASSWORD not in page
    misnamed = client.post(address, facts(cast.wang.document, real_name="王秀", password=""))
    assert "真实姓名与此账号登记的姓名不一致" in misnamed.content.decode()
    unproved = client.post(address, facts(cast.li.document, real_name=cast.li.name, password=""))
    assert "证件号已更改，请重新填写密码" in unproved.content.decode()
    again = client.post(address, facts(cast.wang.document, real_name="王秀英", password=""))
    client.post(again["Location"], {"role": role().pk, "range": "subtree"})
    assert administers(cast.wang.account, cast)


def test_the_chosen_person_is_chosen_still(cast: Cast, as_hat: As) -> None:
    posted = {"person": cast.li.ref, "text": "李", "department": ""}
    _, page = there_and_back(as_hat(cast.hospital_admin), "way=choose", posted)
    assert re.search(rf'value="{cast.li.ref}"[^>]* checked', page)


def test_a_draft_is_its_writers_alone_and_ends_when_it_was_settled(cast: Cast, as_hat: As) -> None:
    number = document(7104)
    address, _ = there_and_back(as_hat(cast.hospital_admin), "way=register", facts(number))
    chief = Invitation.everywhere.get()
    Invitation.everywhere.filter(pk=chief.pk).update(by=cast.hospital_clerk)
    assert number not in as_hat(cast.hospital_admin).get(address).content.decode()
    Invitation.everywhere.filter(pk=chief.pk).update(
        by=cast.hospital_admin, asked_at=chief.drafted_at, expires_at=chief.drafted_at + timedelta(days=7)
    )
    assert number not in as_hat(cast.hospital_admin).get(address).content.decode()
