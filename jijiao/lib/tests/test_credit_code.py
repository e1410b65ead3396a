"""The unified social credit code: the samples of the standard, refusals, and agreement with another implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from jijiao.lib import credit_code
from jijiao.lib.credit_code import clean_credit_code, nature_warning, region_warning
from jijiao.lib.refusal import Refusal

GOOD = (
    "91370000MA3TEA0103 12370100000000019U 11370000000000027L 513700005000000152 52370200MJD0000118 "
    "93370700MA3TEA029X 31370000MD0000016P"
)


@pytest.mark.parametrize("code", GOOD.split())
def test_the_samples_pass(code: str) -> None:
    assert clean_credit_code(code.lower()) == code


def test_blanks_hyphens_and_full_width_are_forgiven() -> None:
    assert clean_credit_code(" 91370000-ＭＡ3TEA0103 ") == "91370000MA3TEA0103"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写"),
        ("91370000MA3TEA010", "现在是 17 位"),
        ("91370000MA3TEAO103", "不应有“O”"),
        ("9137000OMA3TEAI103", "“I、O”"),
        ("B1370000MA3TEA0103", "前 8 位"),
        ("9137A000MA3TEA0103", "前 8 位"),
        ("91370000MA3TEA0104", "最后一位"),
    ],
)
def test_refusals_say_what_to_correct(typed: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        clean_credit_code(typed)


@given(st.text(alphabet=credit_code.CHARACTERS, min_size=9, max_size=9))
def test_the_check_character_agrees_with_stdnum(subject: str) -> None:
    first_17 = "91370000" + subject
    code = first_17 + credit_code.check_character(first_17)
    assert uscc.is_valid(code)
    assert clean_credit_code(code) == code


@pytest.mark.parametrize(
    ("nature", "code", "warned"),
    [
        ("33", "91370000MA3TEA0103", False),
        ("10", "91370000MA3TEA0103", True),
        ("44", "31370000MD0000016P", False),
        ("99", "91370000MA3TEA0103", False),
        ("90", "91370000MA3TEA0103", False),
    ],
)
def test_nature_is_only_warned_about(nature: str, code: str, warned: bool) -> None:
    assert (nature_warning(nature, code) is not None) is warned


def test_the_region_is_a_hint() -> None:
    assert credit_code.region_in("93370700MA3TEA029X") == "370700"


@pytest.mark.parametrize(
    ("region", "code", "contradicts"),
    [
        ("370102", "12370100000000019U", False),  # a county with its city's code
        ("370100", "91370000MA3TEA0103", False),  # given out by the province
        ("370000", "52370200MJD0000118", False),  # a provincial unit registered in a city
        ("370100", "52370200MJD0000118", True),
        ("370100", "91110000600037341L", True),
        ("370100", "12100000000000000X", False),  # a national institution
    ],
)
def test_where_a_code_was_given_out(region: str, code: str, contradicts: bool) -> None:
    assert (region_warning(region, code) is not None) is contradicts
