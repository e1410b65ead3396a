"""证书编号, its check character, and 查验码."""

import random
import string

import pytest

from jijiao.certificates.numbers import check_code, clean_number, is_code, is_number, make_number, new_code

NUMBER = make_number(2026, "370100", 2)
LETTERS = string.digits + string.ascii_uppercase


def test_a_number_says_year_region_and_sequence() -> None:
    assert NUMBER[:-1] == "SDJX202637010000000002"
    assert len(NUMBER) == 23
    assert is_number(NUMBER)


def test_every_mistyped_character_is_found() -> None:
    for place, right in enumerate(NUMBER):
        for letter in LETTERS.replace(right, ""):
            assert not is_number(NUMBER[:place] + letter + NUMBER[place + 1 :])


def test_nearly_all_neighbours_in_the_wrong_order_are_found() -> None:
    missed = swaps = 0
    for sequence in random.Random(3).sample(range(1, 99_999_999), 200):
        number = make_number(2026, "370283", sequence)
        for place in range(4, 22):
            one, other = number[place], number[place + 1]
            if one != other:
                swaps += 1
                missed += is_number(number[:place] + other + one + number[place + 2 :])

    assert swaps > 2000
    assert missed / swaps < 0.03


@pytest.mark.parametrize("region", ["", "37010", "3701000", "abcdef", "３７０１００"])
def test_no_number_without_a_region(region: str) -> None:
    with pytest.raises(ValueError, match="no certificate number"):
        make_number(2026, region, 1)


@pytest.mark.parametrize("sequence", [0, -1, 100_000_000])
def test_no_number_beyond_the_sequence(sequence: int) -> None:
    with pytest.raises(ValueError, match="no certificate number"):
        make_number(2026, "370100", sequence)


def test_what_people_type_is_tidied() -> None:
    typed = f" {NUMBER[:4].lower()}-{NUMBER[4:14]} {NUMBER[14:]}\u200b"

    assert clean_number(typed) == NUMBER


@pytest.mark.parametrize("text", ["", "SDJX", NUMBER[:-1], NUMBER + "0", NUMBER.lower(), "x" * 500, "'; DROP TABLE"])
def test_anything_else_is_no_number(text: str) -> None:
    assert not is_number(text)


def test_codes_are_random_and_have_one_shape() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(is_code(code) and len(code) == 22 for code in codes)
    assert not is_code("../../../../etc/passwd")


def test_the_check_code_is_short_and_always_the_same() -> None:
    code = new_code()

    assert check_code(code) == check_code(code) != check_code(new_code())
    assert len(check_code(code)) == 9
    assert not set(check_code(code)) & set("ILOU")
