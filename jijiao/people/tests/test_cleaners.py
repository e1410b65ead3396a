"""Single answers: names of code lists become codes, short forms are understood."""

from datetime import date

import pytest

from jijiao.lib.refusal import Refusal
from jijiao.people import cleaners


@pytest.mark.parametrize(
    ("typed", "code"),
    [("居民身份证", "111"), ("身份证", "111"), ("居住证(港澳居民)", "154"), ("护照", "414"), ("111", "111")],
)
def test_kinds_of_documents(typed: str, code: str) -> None:
    assert cleaners.document_kind(typed) == code


def test_the_short_form_does_not_shadow_a_name_of_the_list() -> None:
    assert cleaners.degree("博士") == "2"
    assert cleaners.education("博士") == "11"
    assert cleaners.degree("无") == "0"
    assert cleaners.title_series("无") == "99"


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(Refusal, match="从下拉列表中选择（居民身份证、"):
        cleaners.document_kind("驾驶证")


def test_names_phones_and_days_have_one_form() -> None:
    assert cleaners.person_name("阿卜杜拉•买买提") == "阿卜杜拉·买买提"
    assert cleaners.mobile("138 0000 0000") == "13800000000"
    assert cleaners.day("2019年12月1日") == date(2019, 12, 1)
