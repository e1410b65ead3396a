"""Guesses are counted before they are looked at; the owner's own device is not shut out by strangers."""

import os
import threading

import pytest
from django.test import Client

from jijiao.accounts import backend, signing_in
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
