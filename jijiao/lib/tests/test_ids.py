"""The number of a row out of what somebody typed."""

import pytest

from jijiao.lib.ids import row_id


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7), (7, 7), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 4400, None), ("", None),
        (None, None), ("-1", None), ("1.0", None), ("²", None), ("٣", None), ("7\n", None), (" 7", None),
    ],
)  # fmt: skip
def test_only_what_a_row_may_have_is_a_number(typed: object, number: int | None) -> None:
    assert row_id(typed) == number
