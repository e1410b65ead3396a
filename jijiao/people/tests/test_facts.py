"""What must go together in the answers about a person; pure."""

from datetime import date

import pytest

from jijiao.lib.refusal import Refusal
from jijiao.people.facts import PersonFacts, contradictions, facts_of, whole

TODAY = date(2026, 11, 20)
MAN = "370000198506301012"
WOMAN = "370000199202291024"
ANSWERS = {
    "name": "张三",
    "document_kind": "111",
    "document": MAN,
    "mobile": "13800000000",
    "title_series": "04",
    "title": "主治医师",
}


def test_sex_and_birth_come_from_the_resident_number_and_the_level_from_the_title() -> None:
    facts = facts_of(ANSWERS, today=TODAY)
    assert (facts.sex, facts.born_on, facts.title_level) == ("1", date(1985, 6, 30), "3")
    assert facts_of(ANSWERS | {"document": WOMAN}, today=TODAY).sex == "2"


def test_a_number_is_kept_in_one_form() -> None:
    assert facts_of(ANSWERS | {"document": " 37000019880808018x "}, today=TODAY).document == "37000019880808018X"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"document": "370000198506301013"}, "document", "最后一位"),
        ({"document": "37000019900229102X"}, "document", "出生日期"),
        ({"document_kind": "414", "document": "不是护照"}, "document", "护照"),
        ({"sex": "2"}, "sex", "按证件号应为“男”"),
        ({"born_on": date(1985, 7, 1)}, "born_on", "不一致"),
        ({"title": "高级工程师"}, "title", "没有这个职称名称"),
        ({"title_series": "99"}, "title", "清空"),
        ({"title_on": date(1984, 1, 1)}, "title_on", "早于出生日期"),
        ({"title_on": date(2027, 1, 1)}, "title_on", "晚于今天"),
        ({"works_since": date(1985, 6, 30)}, "works_since", "早于出生日期"),
    ],
)
def test_a_contradiction_is_told_at_its_field(changes: dict[str, object], field: str, said: str) -> None:
    wrong = contradictions(ANSWERS | changes, today=TODAY)
    assert list(wrong) == [field]
    assert said in wrong[field]
    with pytest.raises(Refusal) as refused:
        facts_of(ANSWERS | changes, today=TODAY)
    assert refused.value.field == field


def test_the_answers_that_agree_with_the_document_are_taken() -> None:
    agreeing = ANSWERS | {"sex": "1", "born_on": date(1985, 6, 30), "title_on": date(2019, 12, 1)}
    assert contradictions(agreeing, today=TODAY) == {}
    assert contradictions(ANSWERS | {"sex": "0"}, today=TODAY) == {}


def test_a_passport_states_nothing_so_that_the_typed_values_count() -> None:
    typed = {"document_kind": "414", "document": "e12345678", "sex": "2", "born_on": date(1990, 1, 2)}
    facts = facts_of(ANSWERS | typed, today=TODAY)
    assert (facts.document, facts.sex, facts.born_on) == ("E12345678", "2", date(1990, 1, 2))
    assert "born_on" in contradictions(ANSWERS | typed | {"born_on": date(2015, 1, 2)}, today=TODAY)


def test_series_that_name_their_titles_freely_take_any_name_without_a_level() -> None:
    facts = facts_of(ANSWERS | {"title_series": "91", "title": "乡村工匠名师"}, today=TODAY)
    assert (facts.title, facts.title_level) == ("乡村工匠名师", "")


def test_a_field_that_could_not_be_cleaned_is_not_blamed_twice() -> None:
    left = {name: value for name, value in ANSWERS.items() if name != "document_kind"}
    assert contradictions(left, today=TODAY) == {}


def test_facts_that_somebody_put_together_are_made_whole_from_the_number() -> None:
    bare = PersonFacts(name="张三", document_kind="111", document=WOMAN, title_series="99")
    assert (whole(bare).sex, whole(bare).born_on) == ("2", date(1992, 2, 29))
    passport = PersonFacts(name="张三", document_kind="414", document="E12345678", title_series="99", sex="1")
    assert (whole(passport).sex, whole(passport).born_on) == ("1", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_on": date(2020, 1, 2), "title_appointed_on": date(2020, 1, 1)}, "title_appointed_on"),
        ({"graduated_on": date(1980, 1, 1)}, "graduated_on"),
        ({"first_appointed": 2000}, "first_appointed"),
        ({"first_appointed": 2027}, "first_appointed"),
        ({"title_series": "99", "title": "", "title_number": "A1"}, "title_number"),
    ],
)
def test_what_the_file_says_besides_is_judged_as_well(changes: dict[str, object], field: str) -> None:
    assert list(contradictions(ANSWERS | changes, today=TODAY)) == [field]
