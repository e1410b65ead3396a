"""站内信: told in the effect's transaction, delivered once by the worker, read by its owner alone."""

import json
from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from io import BytesIO
from urllib.error import HTTPError
from urllib.request import Request

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from jijiao.accounts.models import Hat
from jijiao.jobs.testing import run_waiting
from jijiao.letters import gateways
from jijiao.letters.actions import send, tell
from jijiao.letters.models import Delivery, Letter
from jijiao.letters.queries import unread
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R5")]


def test_a_letter_is_read_by_its_owner_alone(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    [letter] = tell([cast.li_hat.account], title="审核通过", text="您的申报已通过。", to="/declarations/", by=SYSTEM)
    assert unread(cast.li_hat.account_id) == 1
    assert as_hat(cast.wang_hat).get(f"/letters/{letter.ref}/").status_code == 404
    li = as_hat(cast.li_hat)
    assert "1<span" in li.get("/desk/").content.decode()
    page = li.get(f"/letters/{letter.ref}/").content.decode()
    assert "您的申报已通过。" in page
    assert 'href="/declarations/"' in page
    assert unread(cast.li_hat.account_id) == 0


def test_all_are_marked_as_read(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    for _ in range(3):
        tell([cast.li_hat.account, cast.wang_hat.account], title="通知", text="内容", by=SYSTEM)
    li = as_hat(cast.li_hat)
    li.post("/letters/reading/")
    assert (unread(cast.li_hat.account_id), unread(cast.wang_hat.account_id)) == (0, 3)


def test_mail_and_sms_leave_once_and_nothing_of_them_stays(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    tell([cast.li_hat.account], title="验证码", text="您的验证码是 123456", channels=("email", "sms"), by=SYSTEM)
    run_waiting()
    run_waiting()
    assert [message.to for message in mail.outbox] == [[cast.li_hat.account.email]]
    assert "123456" in mail.outbox[0].body
    assert {(row.address, row.text) for row in Delivery.objects.all()} == {("", "")}
    assert "123456" not in caplog.text
    assert cast.li_hat.account.mobile not in caplog.text
    assert not Letter.everywhere.exists()


def test_the_http_gateway_posts_over_tls_only_and_keeps_the_message_when_refused(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[Request] = []

    def answer(request: Request, timeout: int) -> BytesIO:
        posted.append(request)
        if len(posted) == 1:
            raise HTTPError(request.full_url, 503, "busy", Message(), None)
        return BytesIO(b"{}")

    monkeypatch.setattr(gateways, "urlopen", answer)
    settings.SMS_GATEWAY, settings.SMS_TOKEN = "jijiao.letters.gateways.Http", "secret"
    settings.SMS_URL = "http://sms.example/send"
    with pytest.raises(ValueError, match="https"):
        gateways.gateway().send("13900000001", "内容")
    settings.SMS_URL = "https://sms.example/send"
    delivery = send("13900000001", "验证码", "您的验证码是 123456", by=SYSTEM)
    run_waiting(raising=False)
    assert Delivery.objects.get(pk=delivery.pk).address == "13900000001"
    with clock.frozen(clock.now() + timedelta(hours=1)):
        run_waiting()
    assert Delivery.objects.get(pk=delivery.pk).address == ""
    assert [request.get_header("Authorization") for request in posted] == ["Bearer secret"] * 2
    body = json.loads(bytes(posted[-1].data))  # type: ignore[arg-type]
    assert (body["mobile"], body["text"], body["sign"]) == ("13900000001", "您的验证码是 123456", gateways.SENDER)


def test_nothing_is_sent_when_the_effect_is_rolled_back(cast: Cast) -> None:
    with transaction.atomic():
        send("a@example.com", "标题", "内容", by=SYSTEM)
        transaction.set_rollback(True)
    run_waiting()
    assert mail.outbox == []
