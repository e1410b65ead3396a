"""Identity documents: what is accepted, in which form it is kept, and what a refusal says."""

from datetime import date

import pytest

from jijiao.lib import documents
from jijiao.lib.documents import birth_date, clean_document, sex
from jijiao.lib.refusal import Refusal

TODAY = date(2026, 11, 23)
MAN = "370000198506301012"


def _number(first_17: str) -> str:
    return first_17 + documents.check_character(first_17)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("111", MAN, MAN),
        ("111", "370000199202291024", "370000199202291024"),
        ("111", "37000019880808018x", "37000019880808018X"),
        ("111", "３７００００19850630 1012 ", MAN),
        ("111", "370000\u200b198506301012", MAN),
        ("154", "810000199001011011", "810000199001011011"),
        ("154", "820000199001011021", "820000199001011021"),
        ("155", "830000199001011031", "830000199001011031"),
        ("516", "h12345678", "H12345678"),
        ("516", "M1234567801", "M1234567801"),
        ("511", "12345678", "12345678"),
        ("511", "1234567890a", "1234567890A"),
        ("414", " e12345678", "E12345678"),
        ("114", "军字第1234567号", "军字第1234567号"),
        ("115", "武字第 ab1234", "武字第AB1234号"),
        ("553", "ABC123456789012", "ABC123456789012"),
        ("553", _number("91111119900101101"), _number("91111119900101101")),
        ("990", " 护照  补发 12", "护照 补发 12"),
    ],
)
def test_numbers_are_kept_in_one_form(kind: str, typed: str, kept: str) -> None:
    assert clean_document(kind, typed, today=TODAY) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("111", "", "请填写证件号"),
        ("111", "370000850630101", "15 位的旧身份证号"),
        ("111", MAN[:17], "现在是 17 位"),
        ("111", "37000A198506301012", "只能是数字"),
        ("111", _number("99000019850630101"), "省份代码"),
        ("111", "810000199001011011", "请把证件类型改为"),
        ("111", "37000019900229102X", "出生日期"),
        ("111", _number("37000020300101101"), "出生日期"),
        ("111", _number("37000020150101101"), "年龄是 11 岁"),
        ("111", _number("37000019000101101"), "16 至 100 岁"),
        ("111", "370000198506301013", "最后一位"),
        ("154", "830000199001011031", "810000 或 820000"),
        ("155", MAN, "830000"),
        ("516", "H1234567", "H 或 M"),
        ("516", "H12345678X", "H 或 M"),
        ("511", "123456789", "8 位数字"),
        ("414", "E1", "5 至 17 位"),
        ("114", "军1234567", "军字第1234567号"),
        ("553", MAN, "以 9 开头"),
        ("990", "1", "4 至 32"),
        ("777", MAN, "请选择证件类型"),
    ],
)
def test_refusals_say_what_to_correct(kind: str, typed: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        clean_document(kind, typed, today=TODAY)


def test_the_birthday_itself_decides_the_age() -> None:
    sixteen_tomorrow = _number("37000020101124101")
    with pytest.raises(Refusal, match="15 岁"):
        clean_document("111", sixteen_tomorrow, today=TODAY)
    assert clean_document("111", sixteen_tomorrow, today=date(2026, 11, 24)) == sixteen_tomorrow


def test_birth_and_sex_come_from_the_number() -> None:
    assert birth_date("111", MAN) == date(1985, 6, 30)
    assert sex("111", MAN) == documents.MALE
    assert sex("111", "370000199202291024") == documents.FEMALE
    assert birth_date("155", "830000199001011031") == date(1990, 1, 1)
    assert birth_date("414", "E12345678") is None
    assert sex("553", "ABC123456789012") is None


def test_every_kind_has_its_rule() -> None:
    assert set(documents._CLEANERS) == set(documents.DOCUMENT_KIND_NAMES)
