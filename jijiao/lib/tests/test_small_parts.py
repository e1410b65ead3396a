"""Masks, base 36, the clock, refusals and actors."""

import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jijiao.lib import clock, years
from jijiao.lib.actor import SYSTEM, VISITOR, Actor
from jijiao.lib.base36 import to_base36
from jijiao.lib.masks import mask_document, mask_mobile, mask_name
from jijiao.lib.refusal import Refusal


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("370000198506301012", "370***********1012"),
        ("ABC123456789012", "ABC********9012"),
        ("E12345678", "E******78"),
        ("12345678", "1*****78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_document_masks(number: str, shown: str) -> None:
    assert mask_document(number) == shown


@given(st.text(max_size=40))
def test_a_mask_hides_as_much_as_it_shows(number: str) -> None:
    masked = mask_document(number)
    assert len(masked) == len(number)
    assert masked[3:-4] == "*" * len(masked[3:-4]) or len(number) < 14
    assert sum(a == b and b != "*" for a, b in zip(number, masked, strict=True)) * 2 <= len(number)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李四", "李*"),
        ("李小四", "李**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿卜杜拉·买买提", "阿**"),
        ("李", "*"),
    ],
)
def test_name_masks(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(("number", "shown"), [("13800001234", "138****1234"), ("1380", "****"), ("", "")])
def test_mobile_masks(number: str, shown: str) -> None:
    assert mask_mobile(number) == shown


@pytest.mark.parametrize(("number", "text"), [(0, "00000"), (35, "0000z"), (36, "00010"), (36**5 - 1, "zzzzz")])
def test_base36(number: int, text: str) -> None:
    assert to_base36(number) == text


@pytest.mark.parametrize("number", [-1, 36**5])
def test_base36_refuses_what_does_not_fit(number: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        to_base36(number)


@given(st.integers(0, 36**5 - 1), st.integers(0, 36**5 - 1))
def test_base36_sorts_like_the_numbers(one: int, other: int) -> None:
    assert (one < other) == (to_base36(one) < to_base36(other))


def test_a_day_begins_at_midnight_in_shandong() -> None:
    with clock.frozen(datetime(2025, 12, 31, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 1)
        assert years.this_year() == 2026
        with clock.frozen(datetime(2025, 12, 31, 23, 59)):  # noqa: DTZ001  local by definition
            assert clock.now() == datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
        assert clock.today() == date(2026, 1, 1)
    assert clock.now().tzinfo is UTC


def test_the_year_of_learning_is_that_of_its_last_day() -> None:
    assert years.credit_year(date(2025, 12, 31)) == 2025


def test_a_refusal_keeps_its_field_across_processes() -> None:
    refusal = pickle.loads(pickle.dumps(Refusal("请填写姓名。", "name")))  # noqa: S301  our own bytes
    assert (str(refusal), refusal.field) == ("请填写姓名。", "name")
    assert Refusal("请填写姓名。").about("name").field == "name"


def test_actors_without_an_account() -> None:
    actors: list[Actor] = [VISITOR, SYSTEM]
    assert [(actor.account_id, actor.unit_id, actor.label) for actor in actors] == [
        (None, None, "访客"),
        (None, None, "系统"),
    ]
