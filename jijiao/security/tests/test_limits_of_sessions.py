"""A session ends when it is idle too long and when it is too old."""

from datetime import timedelta

import pytest

from jijiao.lib import clock
from jijiao.security.tests.test_passwords import signed_in
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.1")]


def test_idle_too_long(cast: Cast) -> None:
    client = signed_in(cast.li_hat, "person")
    with clock.frozen(clock.now() + timedelta(minutes=119)):
        assert client.get("/desk/").status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=240)):
        assert client.get("/desk/").status_code == 302


def test_too_old_however_busy(cast: Cast) -> None:
    client = signed_in(cast.li_hat, "person")
    statuses = []
    for hour in range(1, 14):
        with clock.frozen(clock.now() + timedelta(hours=hour)):
            statuses.append(client.get("/desk/").status_code)
    assert statuses == [200] * 11 + [302] * 2
