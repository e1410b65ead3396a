"""指定超级管理员 by two at once, and 再次邀请 again and again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.administrators import chiefs
from jijiao.administrators.chief_seen import ChiefChanged, print_of
from jijiao.administrators.models import Invitation
from jijiao.lib import clock
from jijiao.subordinates.tests.test_chiefs_from_above import chief, of, page, typed
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.2")
As = Callable[[Hat], Client]
REASON = {"reason": "现任超级管理员已离职"}


def seen_in(answer: str) -> str:
    found = re.search(r'name="seen"(?: value="(\d*)")?', answer)
    assert found is not None
    return found[1] or ""


def test_who_comes_second_is_told_who_is_chief_by_now_and_loses_nothing(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.health_admin)
    shown = {"seen": seen_in(client.get(page(cast.hospital)).content.decode())}
    first, second = typed() | REASON | shown, typed(make.document(642), "后来者", mobile="13900000642") | REASON | shown
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert client.post(page(cast.hospital), first).status_code == 200
        since = clock.now().astimezone(clock.SHANGHAI)
    answer = client.post(page(cast.hospital), second)
    text = answer.content.decode()
    assert (answer.status_code, chief(cast.hospital)) == (422, "何新任")
    assert f"何新任自 {since:%Y-%m-%d %H:%M} 起担任" in text
    assert 'value="后来者"' in text
    assert "现任超级管理员已离职</textarea>" in text.replace("\n", "")
    again = client.post(page(cast.hospital), second | {"seen": seen_in(text)})
    assert (again.status_code, chief(cast.hospital)) == (200, "后来者")


def test_a_unit_that_got_its_chief_meanwhile_keeps_it(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    assert seen_in(client.get(page(cast.clinic)).content.decode()) == ""
    client.post(page(cast.clinic), typed())
    text = client.post(page(cast.clinic), typed(make.document(642), "后来者") | REASON).content.decode()
    assert "何新任自" in text
    assert chief(cast.clinic) == "何新任"


def test_the_action_looks_again_under_its_lock(cast: Cast) -> None:
    with pytest.raises(ChiefChanged, match="吴院员自"):
        chiefs.name_chief(cast.hospital, None, reason="x", seen="0", by=cast.health_admin)  # type: ignore[arg-type]
    seen = print_of(cast.hospital_admin)
    with pytest.raises(ChiefChanged, match="现在没有超级管理员"):
        chiefs.name_chief(cast.clinic, None, reason="x", seen=seen, by=cast.hospital_admin)  # type: ignore[arg-type]


def test_an_invitation_is_repeated_three_times_an_hour_and_five_a_day(cast: Cast, as_hat: As) -> None:
    client, answer = as_hat(cast.hospital_admin), f"/units/below/{cast.clinic.pk}/chief/answer/"
    client.post(page(cast.clinic), of(cast.wang_hat.account))
    assert [client.post(answer, {"again": "1"}).status_code for _ in range(4)] == [302, 302, 302, 409]
    assert "一小时内已再次邀请王秀英 3 次" in client.post(answer, {"again": "1"}).content.decode()
    with clock.frozen(clock.now() + timedelta(minutes=70)):
        assert [client.post(answer, {"again": "1"}).status_code for _ in range(3)] == [302, 302, 409]
        assert "一天内已再次邀请王秀英 5 次" in client.post(answer, {"again": "1"}).content.decode()
        client.post(answer, {"withdraw": "1"})
    assert Invitation.everywhere.count() == 6
