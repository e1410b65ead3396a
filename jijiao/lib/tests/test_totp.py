"""One-time passwords against the vectors of RFC 6238, appendix B."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from jijiao.lib import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_rfc(seconds: int, expected: str) -> None:
    step = totp.step_of(datetime.fromtimestamp(seconds, UTC))
    assert totp.password_at(SECRET, step, digits=8) == expected


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    typed = totp.password_at(SECRET, totp.step_of(NOON))
    for seconds, good in {-60: False, -30: True, 0: True, 30: True, 60: False}.items():
        found = totp.matching_step(SECRET, typed, NOON + timedelta(seconds=seconds))
        assert (found == totp.step_of(NOON)) is good, seconds


def test_anything_may_be_typed() -> None:
    assert totp.matching_step(SECRET, "一二三四五六", NOON) is None
    assert totp.matching_step(SECRET, "", NOON) is None


def test_secrets_are_long_and_differ() -> None:
    assert len({totp.new_secret() for _ in range(50)}) == 50
    assert len(totp.new_secret()) == 32
