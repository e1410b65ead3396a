"""Guesses are counted before they are looked at; the owner's own device is not shut out by strangers."""

import os
import threading

import pytest
from django.test import Client

from jijiao.accounts import backend, signing_in
from jijiao.accounts.models import Account, mobile_key
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.together import at_once

GUESSES = 200
# `make soak` lets all of them strike in the same instant
AT_ONCE = int(os.environ.get("JIJIAO_SOAK_GUESSES", "8"))


@pytest.fixture(autouse=True)
def no_challenge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counters alone are looked at here."""
    monkeypatch.setattr(signing_in, "CHALLENGE_AFTER", 10**6)
    monkeypatch.setattr(signing_in, "CHALLENGE_NETWORK_AFTER", 10**6)


def guess(document: str, password: str, client: Client | None = None) -> str:
    typed = {"user_type": "person", "login_name": document, "password": password}
    response = (client or Client()).post("/login/", typed)
    return "in" if response.status_code == 302 else response.content.decode()


@pytest.mark.django_db
@pytest.mark.covers("M2.2")
def test_the_owner_signs_in_from_a_known_device_while_strangers_guess(cast: Cast) -> None:
    number = cast.li_hat.account.document
    own = Client()
    assert guess(number, make.PASSWORD, own) == "in"
    own.post("/logout/")
    for _ in range(6):
        guess(number, "Wrong-1234")
    assert "登录失败次数过多" in guess(number, make.PASSWORD)
    assert guess(number, make.PASSWORD, own) == "in"


@pytest.mark.django_db
def test_a_device_is_known_for_its_own_accounts_only(cast: Cast) -> None:
    own = Client()
    assert guess(cast.wang_hat.account.document, make.PASSWORD, own) == "in"
    own.post("/logout/")
    for _ in range(6):
        guess(cast.li_hat.account.document, "Wrong-1234")
    assert "登录失败次数过多" in guess(cast.li_hat.account.document, make.PASSWORD, own)


@pytest.mark.django_db
@pytest.mark.covers("M2.2")
def test_all_names_of_an_account_share_one_counter_and_its_lock_is_in_the_trail(cast: Cast) -> None:
    account = cast.li_hat.account
    names = [account.document, account.mobile, account.document.lower(), f" {account.mobile}", account.document]
    said = [guess(name, "Wrong-1234") for name in names]
    assert "还可以再试 1 次" in said[3]
    assert "已连续失败 5 次" in said[4]
    for name in (account.document, account.mobile):
        assert "登录失败次数过多" in guess(name, make.PASSWORD)
    event = Event.objects.get(tag=Tag.ACCOUNT_LOCK)
    assert (event.subject_id, event.account_id, event.particulars) == (account.pk, None, {"network": "127.0.*.*"})
    assert signing_in.failures_of(account) >= signing_in.TRIES
    signing_in.forget_failures(account)
    assert guess(account.mobile, make.PASSWORD) == "in"


@pytest.mark.django_db
def test_a_number_that_two_accounts_share_and_unknown_names_are_counted_by_themselves(cast: Cast) -> None:
    Account.objects.filter(pk=cast.wang_hat.account_id).update(mobile_key=mobile_key(cast.li_hat.account.mobile))
    for name in (cast.li_hat.account.mobile, make.document(771)):
        assert "还可以再试 4 次" in guess(name, "Wrong-1234")
    assert signing_in.failures_of(cast.li_hat.account) == 0
    assert not Event.objects.filter(tag=Tag.ACCOUNT_LOCK).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M2.2")
def test_of_200_parallel_guesses_five_are_looked_at_and_the_owner_comes_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, own, looked_at, lock = cast.li_hat.account.document, Client(), [], threading.Lock()
    assert guess(number, make.PASSWORD, own) == "in"
    own.post("/logout/")
    plain = backend.DocumentBackend.authenticate

    def watched(self: backend.DocumentBackend, *args: object, **kwargs: object) -> object:
        with lock:
            looked_at.append(kwargs["login_name"])
        return plain(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(backend.DocumentBackend, "authenticate", watched)
    together, answers = threading.Barrier(AT_ONCE), list[str]()

    def strike() -> None:
        together.wait()
        answers.extend(guess(number, "Wrong-1234") for _ in range(GUESSES // AT_ONCE))

    at_once([strike] * AT_ONCE)
    assert looked_at == [number] * signing_in.TRIES
    assert sum("登录失败次数过多" in answer for answer in answers) == GUESSES - signing_in.TRIES
    assert guess(number, make.PASSWORD, own) == "in"
