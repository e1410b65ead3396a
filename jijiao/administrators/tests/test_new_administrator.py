"""新增管理员 in the three ways: settled at once, or asked for; nothing is said of numbers that are not the own."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts.models import Account, Hat, Role
from jijiao.administrators.models import Invitation
from jijiao.demo.invented import document
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Letter
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
NEW = "/administrators/new/"
TYPED = "Ma-lan_2026hua"
pytestmark = pytest.mark.covers("M5.1.1.3.2")


def facts(number: str, **more: str) -> dict[str, str]:
    return {
        "document_kind": "111", "document": number, "real_name": "严新来", "mobile": "13900000001",
        "email": "yan@example.com", "landline": "", "department": "", **more,
    }  # fmt: skip


def walk(client: Client, query: str, posted: dict[str, str], role: str = "查询人员") -> Invitation:
    """Through the three pages."""
    first = client.post(f"{NEW}?{query}", posted)
    assert first.status_code == 302, first.content.decode()
    chosen = Role.everywhere.get(unit=None, name=role)
    second = client.post(first["Location"], {"role": chosen.pk, "range": "subtree"})
    assert second.status_code == 302, second.content.decode()
    assert client.get(second["Location"]).status_code == 200
    return Invitation.everywhere.latest("pk")


def administers(account: Account | None, cast: Cast) -> bool:
    return Hat.everywhere.filter(account=account, unit=cast.hospital, ended_at=None).exists()


def test_a_person_of_the_unit_is_chosen_and_asked(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    assert cast.li.name in client.get(NEW).content.decode()
    row = walk(client, "way=choose", {"person": cast.li.ref, "department": str(cast.surgery.pk)})
    assert not administers(cast.li.account, cast)
    run_waiting()
    own = as_hat(cast.li_hat)
    letter = Letter.everywhere.get(account=cast.li.account)
    assert "吴院员" in own.get(letter.to).content.decode()
    assert own.post(letter.to, {"accept": "1"}).status_code == 302
    hat = Hat.everywhere.get(account=cast.li.account, unit=cast.hospital)
    assert (hat.role_name, hat.department) == ("查询人员", cast.surgery)
    listed = {row.pk: row.way for row in client.get("/administrators/").context["listing"].rows}
    assert listed == {hat.pk: "选择", **{row: "随单位建立" for row in listed if row != hat.pk}}
    assert own.post(letter.to, {"accept": "1"}).status_code == 409
    assert Invitation.everywhere.get(pk=row.pk).hat == hat


def test_a_person_of_the_unit_at_once(cast: Cast, as_hat: As) -> None:
    walk(as_hat(cast.hospital_admin), "way=choose&direct=1", {"person": cast.li.ref, "department": ""})
    assert administers(cast.li.account, cast)


def test_the_picker_finds_by_name_and_number_on_the_own_roll_only(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    for text, found in (("李", True), (cast.li.document, True), ("王", False), (cast.wang.document, False)):
        page = client.post(f"{NEW}?way=choose", {"text": text, "look": "1"}).content.decode()
        assert (f'value="{cast.li.ref}"' in page) is found
        assert cast.wang.ref not in page


def test_who_is_not_on_the_roll_has_a_sentence_of_its_own(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.hospital_admin).post(f"{NEW}?way=choose", {"person": cast.wang.ref, "text": "李"})
    assert page.status_code == 422
    assert "不在本单位在册名单中，不能选择" in page.content.decode()


def test_an_unknown_number_is_registered_for_one_sign_in(cast: Cast, as_hat: As) -> None:
    number = document(7001)
    walk(as_hat(cast.hospital_admin), "way=register&direct=1", facts(number, password=TYPED, password2=TYPED))
    run_waiting()
    account = Account.objects.get(name="严新来")
    assert administers(account, cast)
    assert account.check_password(TYPED)
    assert hasattr(account, "temporary_password")
    assert Invitation.everywhere.get().password_hash == ""


def test_an_unknown_number_is_asked_and_sets_the_own_password(cast: Cast, as_hat: As) -> None:
    number = document(7002)
    walk(as_hat(cast.hospital_admin), "way=register", facts(number))
    run_waiting()
    link = "/" + mail.outbox[0].body.split("://", 1)[1].split("/", 1)[1].split()[0]
    visitor = Client()
    assert "您还没有账号" in visitor.get(link).content.decode()
    wrong = visitor.post(link, {"document": document(7003), "password": TYPED, "password2": TYPED})
    assert "证件号与邀请不一致" in wrong.content.decode()
    assert visitor.post(link, {"document": number, "password": TYPED, "password2": TYPED}).status_code == 302
    account = Account.objects.get(name="严新来")
    assert administers(account, cast)
    assert not hasattr(account, "temporary_password")
    assert "已使用、已撤回或已过期" in visitor.get(link).content.decode()


def test_somebody_on_the_roll_without_an_account_gets_both(cast: Cast, as_hat: As) -> None:
    person = make.person(cast.hospital, "严新来", 7004)
    client = as_hat(cast.hospital_admin)
    refused = client.post(f"{NEW}?way=choose&direct=1", {"person": person.ref}).content.decode()
    assert "还没有登录账号，请改为发出邀请" in refused
    walk(client, "way=register&direct=1", facts(document(7004), password=TYPED, password2=TYPED))
    run_waiting()
    assert Person.everywhere.get(pk=person.pk).account is not None


def test_a_known_number_in_the_second_way_is_asked_and_keeps_its_password(cast: Cast, as_hat: As) -> None:
    number = cast.wang.document
    walk(as_hat(cast.hospital_admin), "way=register&direct=1", facts(number, password=TYPED, password2=TYPED))
    run_waiting()
    account = Account.objects.get(pk=cast.wang.account_id or 0)
    assert not administers(account, cast)
    assert account.check_password(make.PASSWORD)
    assert Letter.everywhere.filter(account=account).exists()


@pytest.mark.parametrize("password", [make.PASSWORD, "Falsch-2026x"])
def test_the_third_way_asks_for_the_accounts_own_password(cast: Cast, as_hat: As, password: str) -> None:
    client = as_hat(cast.hospital_admin)
    posted = facts(cast.wang.document, real_name="王秀英", password=password)
    if password == make.PASSWORD:
        walk(client, "way=add&direct=1", posted)
    else:
        page = client.post(f"{NEW}?way=add&direct=1", posted).content.decode()
        assert "账号或密码错误" in page
    assert administers(cast.wang.account, cast) is (password == make.PASSWORD)
