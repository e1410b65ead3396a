"""The code lists: complete, without repetition, and the table of titles can be looked up."""

import pytest

from jijiao.standards import codes
from jijiao.standards.codes import industries
from jijiao.standards.codes.titles import present_name

LISTS = {name: getattr(codes, name) for name in codes.__all__ if name.isupper() and name not in ("TITLES", "NO_TITLE")}

LAST_DIVISIONS = (5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97)


@pytest.mark.parametrize("name", LISTS)
def test_codes_and_names_are_given_once(name: str) -> None:
    pairs = LISTS[name]
    assert len({code for code, _ in pairs}) == len({label for _, label in pairs}) == len(pairs)
    assert all(code and label for code, label in pairs)


@pytest.mark.parametrize(
    ("pairs", "length", "some"),
    [
        (codes.NATIONS, 58, ("15", "土家族")),
        (codes.NATIONS, 58, ("56", "基诺族")),
        (industries.SECTIONS, 20, ("Q", "卫生和社会工作")),
        (industries.DIVISIONS, 97, ("I65", "软件和信息技术服务业")),
        (codes.INDUSTRIES, 117, ("Q84", "卫生和社会工作 / 卫生")),
        (codes.NATURES, 21, ("42", "民办非企业单位（社会服务机构）")),
        (codes.POLITICAL_STATUSES, 13, ("13", "群众")),
        (codes.DOCUMENT_KINDS, 10, ("111", "居民身份证")),
        (codes.ORGANIZER_TYPES, 13, ("08", "高校")),
    ],
)
def test_samples_of_the_standards(pairs: codes.Choices, length: int, some: tuple[str, str]) -> None:
    assert len(pairs) == length
    assert some in pairs


def test_every_national_series_has_titles() -> None:
    series = [code for code, _ in codes.series_choices()]
    assert series[:27] == [f"{number:02}" for number in range(1, 28)]
    assert all(codes.titles_of(code) for code in series[:27])
    assert series[-1] == codes.NO_TITLE
    assert dict(codes.series_choices())[codes.NO_TITLE] == "未取得职称"


def test_former_names_stay_valid_and_lead_to_one_of_their_series_that_is_given_today() -> None:
    former = [title for title in codes.TITLES if title.now]
    assert len(former) == 9
    for title in former:
        assert codes.level_of(title.series, title.name) == title.level
        assert codes.level_of(title.series, title.now)
        assert present_name(title.series, title.now) == ""
        assert present_name(title.series, title.name) == title.now
    assert present_name("05", "工程师") == ""


@pytest.mark.parametrize(
    ("series", "name", "level"),
    [
        ("04", "主任医师", "1"),
        ("04", "主治医师", "3"),
        ("04", "医士", "5"),
        ("05", "高级工程师", "2"),
        ("05", "教授级高级工程师", "1"),
        ("06", "农业技术推广研究员", "1"),
        ("17", "会计员", "5"),
        ("23", "四级演员", "4"),
        ("17", "高级工程师", None),
        ("99", "教授", None),
    ],
)
def test_the_level_follows_from_the_name(series: str, name: str, level: str | None) -> None:
    assert codes.level_of(series, name) == level


def test_a_name_has_one_level_within_its_series() -> None:
    levels: dict[tuple[str, str], set[str]] = {}
    for title in codes.TITLES:
        levels.setdefault((title.series, title.name), set()).add(title.level)
    assert all(len(found) == 1 for found in levels.values())


def test_series_without_listed_names_take_typed_ones() -> None:
    assert [code for code, _ in codes.series_choices() if codes.names_freely(code)] == ["91", "98"]
    assert codes.titles_of(codes.NO_TITLE) == ()
    assert codes.series_name("04") == "卫生技术人员"


def test_every_division_of_an_industry_lies_where_the_standard_puts_it() -> None:
    """GB/T 4754-2017: numbers run from 01 to 97 without a gap; the last of each section is given in domain 3.4.3."""
    lasts = dict(zip("ABCDEFGHIJKLMNOPQRST", LAST_DIVISIONS, strict=True))
    assert [code[1:] for code, _ in industries.DIVISIONS] == [f"{number:02}" for number in range(1, 98)]
    for letter, last in lasts.items():
        assert max(int(code[1:]) for code, _ in industries.DIVISIONS if code[0] == letter) == last
    assert [letter for letter, _ in industries.SECTIONS] == list(lasts)


def test_a_form_offers_divisions_and_a_bare_section_only_to_whom_it_is() -> None:
    values = [code for _, rows in industries.offered() for code, _ in rows]
    assert values == [code for code, _ in industries.DIVISIONS]
    assert ("Q", "卫生和社会工作（未分大类）") in dict(industries.offered("Q"))["卫生和社会工作"]
