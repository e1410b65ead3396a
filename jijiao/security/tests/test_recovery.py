"""忘记密码 (M2.3): three steps, one answer for known and unknown numbers, five guesses, one use."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.security import recovery
from jijiao.security.models import Recovery
from jijiao.security.puzzles import issue, zero_bits
from jijiao.security.recovery import WRONG_CODE
from jijiao.security.tests.test_passwords import NEW, signed_in
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.3")]


def asked(cast: Cast, client: Client, **other: str) -> str:
    """Ask for a code; the one that was sent, or ""."""
    account = cast.li_hat.account
    typed = {"document_kind": "111", "document": account.document, "channel": "email", "address": account.email}
    answer = client.post("/recovery/", typed | other)
    assert answer.headers["Location"] == "/recovery/code/", answer.content.decode()
    mail.outbox.clear()
    run_waiting()
    found = re.search(r"\d{6}", str(mail.outbox[0].body)) if mail.outbox else None
    return found.group() if found else ""


def test_three_steps_to_a_new_password(cast: Cast) -> None:
    before = signed_in(cast.li_hat, "person")
    client = Client()
    code = asked(cast, client)
    assert client.post("/recovery/code/", {"code": code}).headers["Location"] == "/recovery/password/"
    answer = client.post("/recovery/password/", {"new": NEW, "again": NEW})
    assert answer.headers["Location"] == "/recovery/done/"
    assert "密码已修改" in client.get("/recovery/done/").content.decode()
    assert before.get("/desk/").status_code == 302
    signed_in(cast.li_hat, "person", NEW)


def test_unknown_numbers_and_wrong_addresses_are_answered_alike(cast: Cast) -> None:
    pages = set()
    for other in ({}, {"document": cast.stranger.document}, {"address": "somebody@example.com"}):
        client = Client()
        code = asked(cast, client, **other)
        assert bool(code) == (not other)
        pages.add(re.sub(r'value="[^"]*"', "", client.get("/recovery/code/").content.decode()))
        wrong = client.post("/recovery/code/", {"code": "000000" if code != "000000" else "000001"})
        assert (wrong.status_code, WRONG_CODE in wrong.content.decode()) == (422, True)
    assert len(pages) == 1


def test_the_code_has_five_guesses(cast: Cast) -> None:
    client = Client()
    code = asked(cast, client)
    for _ in range(5):
        client.post("/recovery/code/", {"code": f"{(int(code) + 1) % 1_000_000:06}"})
    assert WRONG_CODE in client.post("/recovery/code/", {"code": code}).content.decode()


def test_the_code_is_good_for_ten_minutes_and_one_use(cast: Cast) -> None:
    client = Client()
    code = asked(cast, client)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert WRONG_CODE in client.post("/recovery/code/", {"code": code}).content.decode()
    client.post("/recovery/code/", {"code": code})
    client.post("/recovery/password/", {"new": NEW, "again": NEW})
    again = Client()
    session = again.session
    session["recovery"] = Recovery.objects.get().ref
    session.save()
    assert WRONG_CODE in again.post("/recovery/code/", {"code": code}).content.decode()


def test_nobody_skips_a_step(cast: Cast) -> None:
    client = Client()
    assert client.get("/recovery/code/").headers["Location"] == "/recovery/"
    assert client.post("/recovery/password/", {"new": NEW, "again": NEW}).headers["Location"] == "/recovery/"
    asked(cast, client)
    assert client.post("/recovery/password/", {"new": NEW, "again": NEW}).headers["Location"] == "/recovery/"


def test_codes_are_limited_by_number(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        asked(cast, client)
    account = cast.li_hat.account
    typed = {"document_kind": "111", "document": account.document, "channel": "sms", "address": account.mobile}
    answer = client.post("/recovery/", typed)
    assert answer.status_code == 422
    assert "一小时后再试" in answer.content.decode()


def test_a_stranger_who_knows_the_number_keeps_nobody_from_a_code(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong addresses use up what their network may ask for this number, never what the owner may."""
    monkeypatch.setattr(recovery, "CHALLENGE_AFTER", 10**6)
    code = asked(cast, owner := Client())
    account = cast.li_hat.account
    wrong = {"document_kind": "111", "document": account.document, "channel": "email", "address": "x@example.com"}
    unknown = wrong | {"document": make.document(731)}
    answers = [[Client().post("/recovery/", typed).status_code for _ in range(6)] for typed in (wrong, unknown)]
    assert answers == [[302] * 5 + [422]] * 2
    assert Client(REMOTE_ADDR="10.2.3.4").post("/recovery/", wrong).status_code == 302
    assert len(asked(cast, Client())) == 6
    assert owner.post("/recovery/code/", {"code": code}).headers["Location"] == "/recovery/password/"


def test_a_busy_network_meets_the_challenge_and_others_do_not(cast: Cast) -> None:
    for at in range(10):
        asked(cast, Client(), document=make.document(700 + at))
    assert "data-challenge" in Client().get("/recovery/").content.decode()
    assert "data-challenge" not in Client(REMOTE_ADDR="10.2.3.4").get("/recovery/").content.decode()
    typed = {"document_kind": "111", "document": make.document(720), "channel": "sms", "address": "13900000001"}
    assert Client().post("/recovery/", typed).status_code == 422
    puzzle = issue(1)
    number = next(str(n) for n in range(10**6) if zero_bits(puzzle, str(n)) >= 1)
    assert Client().post("/recovery/", typed | {"puzzle": puzzle, "solution": number}).status_code == 302


def test_many_wrong_codes_make_codes_longer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "WRONG_CODES", 3)
    for _ in range(3):
        client = Client()
        code = asked(cast, client)
        client.post("/recovery/code/", {"code": f"{(int(code) + 1) % 1_000_000:06}"})
    client = Client()
    asked(cast, client)
    assert re.search(r"\d{8}", str(mail.outbox[0].body))


def test_sms_goes_where_the_gateway_says(cast: Cast, settings: object) -> None:
    settings.SMS_GATEWAY = "jijiao.letters.gateways.Outbox"  # type: ignore[attr-defined]
    assert len(asked(cast, Client(), channel="sms", address=cast.li_hat.account.mobile)) == 6
    assert mail.outbox[0].to == [f"{cast.li_hat.account.mobile}@sms.invalid"]
