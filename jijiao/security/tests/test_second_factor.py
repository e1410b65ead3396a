"""两步验证: each password once, recovery codes once, five tries, and no way around it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jijiao.accounts.models import Hat
from jijiao.lib import clock, totp
from jijiao.lib.refusal import Refusal
from jijiao.security import second_factor
from jijiao.security.models import SecondFactor
from jijiao.security.tests.test_passwords import signed_in
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.1")]


def current(hat: Hat) -> str:
    factor = SecondFactor.objects.get(account=hat.account)
    return totp.password_at(factor.secret, totp.step_of(clock.now()))


def switched_on(hat: Hat) -> list[str]:
    """Turn it on half an hour ago; the recovery codes."""
    with clock.frozen(clock.now() - timedelta(minutes=30)):
        second_factor.begin(hat.account)
        return second_factor.confirm(hat.account, current(hat), by=hat)


def at_the_second_step(hat: Hat) -> Client:
    client = Client()
    typed = {"user_type": "person", "login_name": hat.account.document, "password": make.PASSWORD}
    assert client.post("/login/?next=/letters/", typed).headers["Location"] == "/login/second/"
    return client


def test_turning_it_on_shows_the_codes_once(cast: Cast) -> None:
    client = signed_in(cast.li_hat, "person")
    page = client.get("/account/second/").content.decode()
    secret = SecondFactor.objects.get(account=cast.li_hat.account).secret
    assert secret in page
    assert "data:image/svg+xml" in page
    assert client.post("/account/second/", {"code": "000000"}).status_code == 422
    codes = client.post("/account/second/", {"code": current(cast.li_hat)}).content.decode()
    assert len(re.findall(r"<li>[a-z2-9]{5}-[a-z2-9]{5}</li>", codes)) == 10
    assert client.get("/account/second/").headers["Location"] == "/account/security/"
    assert "恢复码还剩 10 个" in client.get("/account/security/").content.decode()


def test_the_password_alone_lets_nobody_in(cast: Cast) -> None:
    switched_on(cast.li_hat)
    client = at_the_second_step(cast.li_hat)
    assert client.get("/desk/").status_code == 302
    code = current(cast.li_hat)
    assert client.post("/login/second/", {"code": code}).headers["Location"] == "/letters/"
    assert client.get("/desk/").status_code == 200
    again = at_the_second_step(cast.li_hat)
    assert "每个口令只能使用一次" in again.post("/login/second/", {"code": code}).content.decode()


def test_a_recovery_code_is_good_once(cast: Cast) -> None:
    code = switched_on(cast.li_hat)[3]
    assert at_the_second_step(cast.li_hat).post("/login/second/", {"code": code.upper()}).status_code == 302
    assert at_the_second_step(cast.li_hat).post("/login/second/", {"code": code}).status_code == 422
    assert second_factor.codes_left(cast.li_hat.account) == 9


def test_five_tries_whatever_the_session(cast: Cast) -> None:
    switched_on(cast.li_hat)
    for _ in range(5):
        at_the_second_step(cast.li_hat).post("/login/second/", {"code": "wrong-wrong"})
    answer = at_the_second_step(cast.li_hat).post("/login/second/", {"code": current(cast.li_hat)})
    assert "15 分钟后再试" in answer.content.decode()


def test_the_second_step_does_not_wait_for_ever(cast: Cast) -> None:
    switched_on(cast.li_hat)
    client = at_the_second_step(cast.li_hat)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.get("/login/second/").headers["Location"] == "/login/"
    assert Client().get("/login/second/").headers["Location"] == "/login/"


def test_turning_it_off_and_new_codes_need_the_password(cast: Cast) -> None:
    old = switched_on(cast.li_hat)
    with pytest.raises(Refusal, match="密码不正确"):
        second_factor.turn_off(cast.li_hat.account, "Wrong-1234", by=cast.li_hat)
    assert second_factor.renew_codes(cast.li_hat.account, make.PASSWORD, by=cast.li_hat) != old
    with pytest.raises(Refusal):
        second_factor.check(cast.li_hat.account, old[0])
    second_factor.turn_off(cast.li_hat.account, make.PASSWORD, by=cast.li_hat)
    signed_in(cast.li_hat, "person")


def test_an_open_session_does_not_help_to_guess_the_password(cast: Cast) -> None:
    switched_on(cast.li_hat)
    verbs = (second_factor.turn_off, second_factor.renew_codes) * 3
    for verb in verbs[:5]:
        with pytest.raises(Refusal, match="密码不正确"):
            verb(cast.li_hat.account, "Wrong-1234", by=cast.li_hat)
    for verb in verbs[:2]:
        with pytest.raises(Refusal, match="15 分钟后再试"):
            verb(cast.li_hat.account, make.PASSWORD, by=cast.li_hat)
    assert second_factor.is_on(cast.li_hat.account_id)


def test_the_setting_leads_administrators_to_it_and_nowhere_else(cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR_FOR = "administrators"
    client = signed_in(cast.hospital_admin, "unit")
    assert client.get("/desk/").headers["Location"] == "/account/second/"
    assert "须使用两步验证" in client.get("/account/second/").content.decode()
    client.post("/account/second/", {"code": current(cast.hospital_admin)})
    assert client.get("/desk/").status_code == 200
    client.post("/account/second/off/", {"password": make.PASSWORD})
    assert client.get("/desk/").headers["Location"] == "/account/second/"
    assert signed_in(cast.li_hat, "person").get("/desk/").status_code == 200
