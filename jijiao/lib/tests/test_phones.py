"""Telephone numbers and mail addresses in the form in which they are kept."""

from collections.abc import Callable

import pytest

from jijiao.lib.phones import clean_email, clean_landline, clean_mobile, clean_unit_phone
from jijiao.lib.refusal import Refusal


@pytest.mark.parametrize(
    ("clean", "typed", "kept"),
    [
        (clean_mobile, "13800000000", "13800000000"),
        (clean_mobile, " +86 138-0000-0000", "13800000000"),
        (clean_mobile, "１３８００００００００", "13800000000"),
        (clean_mobile, "008619900000000", "19900000000"),
        (clean_landline, "0531-88888888", "0531-88888888"),
        (clean_landline, "（0531）88888888", "0531-88888888"),
        (clean_landline, "053188888888", "0531-88888888"),
        (clean_landline, "02188888888-12", "021-88888888-12"),
        (clean_landline, "8888888", "8888888"),
        (clean_landline, "0531—88888888—001", "0531-88888888-001"),
        (clean_unit_phone, "4000000000", "400-000-0000"),
        (clean_unit_phone, "400-0000-000", "400-0000-000"),
        (clean_unit_phone, "400-000-0000", "400-000-0000"),
        (clean_unit_phone, "800-0000-000", "800-0000-000"),
        (clean_unit_phone, "13800000000", "13800000000"),
        (clean_unit_phone, "0532-8888888", "0532-8888888"),
        (clean_email, " Name@Example.COM", "Name@example.com"),
        (clean_email, "a.b+c＠mail.example.cn", "a.b+c@mail.example.cn"),
    ],
)
def test_what_is_kept(clean: Callable[[str], str], typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("clean", "typed"),
    [
        (clean_mobile, ""),
        (clean_mobile, "12800000000"),
        (clean_mobile, "1380000000"),
        (clean_mobile, "138000000001"),
        (clean_landline, "13800000000"),
        (clean_landline, "531-88888888"),
        (clean_landline, "0531-888888"),
        (clean_unit_phone, "400-00-00000"),
        (clean_unit_phone, "500-0000-000"),
        (clean_email, ""),
        (clean_email, "name"),
        (clean_email, "@example.com"),
        (clean_email, "a..b@example.com"),
        (clean_email, "name@example"),
        (clean_email, "a" * 95 + "@e.com"),
    ],
)
def test_what_is_refused(clean: Callable[[str], str], typed: str) -> None:
    with pytest.raises(Refusal, match="请填写"):
        clean(typed)
