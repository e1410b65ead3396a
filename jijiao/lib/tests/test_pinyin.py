"""Names in pinyin: surnames, places, characters of several readings, and how typed letters are divided (M5.4.3)."""

import pytest

from jijiao.lib.pinyin import LONGEST, name_reading, parses, person_reading

pytestmark = pytest.mark.covers("M5.4.3")


def spoken(reading: str) -> str:
    """The syllables, without initials and characters."""
    return reading.partition(" =")[0].strip()


def test_a_reading_has_syllables_initials_and_characters() -> None:
    assert person_reading("王晓东") == " wang xiao dong =w =x =d 王 晓 东"


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单雄信", "shan xiong xin , dan xiong xin"),
        ("仇英", "qiu ying , chou ying"),
        ("曾国藩", "zeng guo fan , ceng guo fan"),
        ("查济民", "zha ji min , cha ji min"),
        ("解缙", "xie jin , jie jin"),
        ("尉迟恭", "yu chi gong , wei chi gong"),
        ("万俟卨", "mo qi xie , wan qi xie"),
        ("万里", "wan li"),
        ("欧阳修", "ou yang xiu"),
        ("吕布", "lv bu"),
        ("李单", "li dan"),  # a surname's reading is that of a surname alone
        ("阿卜杜拉·买买提", "a bo du la mai mai ti"),
        ("Maria Lopez", "maria lopez"),
        ("𠮷野", "ye"),  # nobody says how the first is read
    ],
)
def test_people(name: str, syllables: str) -> None:
    assert spoken(person_reading(name)).startswith(syllables)


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单县第一中学", "shan xian di yi zhong xue"),
        ("乐陵市人民医院", "lao ling shi ren min yi yuan"),
        ("中国银行重庆分行", "zhong guo yin hang chong qing fen hang"),
        ("IBM（中国）公司", "ibm zhong guo gong si"),
        ("第101中学", "di 101 zhong xue"),
    ],
)
def test_units(name: str, syllables: str) -> None:
    assert spoken(name_reading(name)).startswith(syllables)


def test_every_other_reading_of_one_character_is_there_as_far_as_there_is_room() -> None:
    assert " chang yue xian " in name_reading("昌乐县")
    assert " xian =c " in name_reading("昌乐县")
    assert len(name_reading("长" * 100)) <= LONGEST


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("xian", [("xian",), ("xi", "an")]),
        ("fangan", [("fang", "an"), ("fan", "gan")]),
        ("wangx", [("wang", "x")]),
        ("zhangzhongj", [("zhang", "zhong", "j")]),
        ("lyu", [("lv",)]),
        ("lü", [("lv",)]),
        ("jnyy", []),
        ("", []),
    ],
)
def test_letters_are_divided_into_syllables(letters: str, ways: list[tuple[str, ...]]) -> None:
    assert parses(letters) == ways


def test_the_longest_syllables_come_first() -> None:
    assert parses("jianyuan")[:2] == [("jian", "yuan"), ("jian", "yu", "an")]


def test_long_letters_are_divided_at_once() -> None:
    assert len(parses("xian" * 25)) == 6
    assert parses("xian" * 25 + "q!") == []
