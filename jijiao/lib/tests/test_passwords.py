"""The strength of passwords."""

import pytest

from jijiao.lib.passwords import check_password
from jijiao.lib.refusal import Refusal

DOCUMENT = "37000019880808018X"


@pytest.mark.parametrize("password", ["Tulip-river7", "xK9#mPq2", "9月的风Ab很大啊呀", "correct Horse 7 battery"])
def test_strong_passwords_pass(password: str) -> None:
    check_password(password, document=DOCUMENT)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("xK9#mPq", "现在是 7 位"),
        ("xK9#mPq2" * 4 + "x", "现在是 33 位"),
        ("tulipriver77", "三类"),
        ("Tu-880808-lip", "证件号"),
        ("Tulip08018x", "证件号"),
        ("Admin@123", "太常见"),
        ("P@ssw0rd!", "太常见"),
        ("Qwer1234!", "太常见"),
        ("Aa123456!", "太常见"),
        ("Jijiao@2026", "太常见"),
        ("1qaz@WSX", "太常见"),
        ("Zaaaaaaa1!", "太常见"),
    ],
)
def test_weak_passwords_are_refused(password: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        check_password(password, document=DOCUMENT)


def test_without_a_document_only_the_rest_is_judged() -> None:
    check_password("Tu-880808-lip")
