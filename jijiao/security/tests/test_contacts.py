"""登记的手机和邮箱: changed by their owner with the password and a code from the new address."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts.backend import find_account
from jijiao.accounts.models import Account
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Delivery
from jijiao.lib import clock
from jijiao.security.contacts import WRONG_CODE
from jijiao.security.forms import NO_SMS
from jijiao.security.tests.test_passwords import signed_in
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.3", "R5")]
ASK, CODE = "/account/contact/", "/account/contact/code/"
NEW = {"channel": "email", "address": "new@example.com", "password": make.PASSWORD}


def asked(client: Client, **other: str) -> str:
    """Ask for a code at the new address and read it there."""
    assert client.post(ASK, NEW | other).headers["Location"] == CODE
    mail.outbox.clear()
    run_waiting()
    [message] = mail.outbox
    found = re.search(r"\d{6}", str(message.body))
    assert found
    return found.group()


def test_a_new_address_counts_once_its_code_came_back_and_the_old_one_is_told(cast: Cast) -> None:
    client, before = signed_in(cast.hospital_admin, "unit"), cast.hospital_admin.account.email
    code = asked(client)
    assert mail.outbox[0].to == ["new@example.com"]
    assert "new@example.com" not in str(dict(client.session))
    wrong = client.post(CODE, {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert (wrong.status_code, WRONG_CODE in wrong.content.decode()) == (422, True)
    assert Account.objects.get(pk=cast.hospital_admin.account_id).email == before
    assert client.post(CODE, {"code": code}).headers["Location"] == "/account/security/"
    assert Account.objects.get(pk=cast.hospital_admin.account_id).email == "new@example.com"
    mail.outbox.clear()
    run_waiting()
    assert [message.to for message in mail.outbox] == [[before]]
    assert Event.objects.filter(tag=Tag.ACCOUNT_CORRECT, subject_id=cast.hospital_admin.account_id).count() == 1
    assert client.get(CODE).headers["Location"] == ASK


def test_without_a_gateway_the_owner_is_told_why_it_must_be_an_email(cast: Cast, settings: object) -> None:
    settings.SMS_GATEWAY = "jijiao.letters.gateways.Console"  # type: ignore[attr-defined]
    client = signed_in(cast.li_hat, "person")
    typed = {"channel": "mobile", "address": "13700007777", "password": make.PASSWORD}
    page = client.post(ASK, typed)
    assert page.status_code == 422
    assert NO_SMS in page.content.decode()
    assert "13700007777" in page.content.decode()
    assert not Delivery.objects.exists()


def test_one_signs_in_by_the_new_mobile_number(cast: Cast, settings: object) -> None:
    settings.SMS_GATEWAY = "jijiao.letters.gateways.Outbox"  # type: ignore[attr-defined]
    client, before = signed_in(cast.li_hat, "person"), cast.li_hat.account.mobile
    client.post(CODE, {"code": asked(client, channel="mobile", address="137 0000 7777")})
    assert find_account("13700007777") == cast.li_hat.account
    assert find_account(before) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "Wrong-1234"}, "密码不正确"),
        ({"address": "13700007777"}, "请填写有效的电子邮箱"),
        ({"channel": "mobile"}, "请填写 11 位手机号"),
        ({"address": "n5@example.com"}, "与现在登记的邮箱相同"),
    ],
)
def test_each_mistake_is_said_and_what_was_typed_stays(cast: Cast, typed: dict[str, str], said: str) -> None:
    answer = signed_in(cast.hospital_admin, "unit").post(ASK, NEW | typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (NEW | typed)["address"] in answer.content.decode()
    assert "Wrong-1234" not in answer.content.decode()


def test_a_code_has_five_guesses_ten_minutes_and_an_hour_five_codes(cast: Cast) -> None:
    client = signed_in(cast.hospital_admin, "unit")
    code = asked(client)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.post(CODE, {"code": code}).status_code == 422
    code = asked(client)
    for _ in range(5):
        client.post(CODE, {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert client.post(CODE, {"code": code}).status_code == 422
    for _ in range(3):
        asked(client)
    assert "一小时后再试" in client.post(ASK, NEW).content.decode()
