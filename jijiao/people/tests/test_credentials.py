"""The sub-tables as values: what contradicts in an entry, how it reads, and that the lists agree with each other."""

from datetime import date

import pytest

from jijiao.people.credentials import SUB_TABLES, TITLES
from jijiao.people.models import Credential, Person
from jijiao.standards.codes.places import NATIVE_PLACES
from jijiao.units.reference import _CITIES

TODAY, BORN = date(2026, 11, 27), date(1985, 6, 30)


@pytest.mark.parametrize(
    ("kind", "answers", "field", "says"),
    [
        ("title", {"series": "05", "name": "主治医师"}, "name", "系列没有这个职称名称"),
        ("title", {"granted_on": date(2026, 11, 28)}, "granted_on", "取得时间不能晚于今天"),
        ("title", {"granted_on": BORN}, "granted_on", "取得时间不能早于出生日期"),
        (
            "title",
            {"granted_on": date(2020, 1, 2), "appointed_on": date(2020, 1, 1)},
            "appointed_on",
            "不能早于取得时间",
        ),
        ("education", {"granted_on": date(1980, 1, 1)}, "granted_on", "毕业时间不能早于出生日期"),
        ("qualification", {"granted_on": date(2030, 1, 1)}, "granted_on", "发证日期不能晚于今天"),
        ("honour", {"granted_on": date(2030, 1, 1)}, "granted_on", "授予日期不能晚于今天"),
    ],
)
def test_contradictions_are_said_at_the_field(kind: str, answers: dict[str, object], field: str, says: str) -> None:
    assert says in SUB_TABLES[kind].problems(answers, born=BORN, today=TODAY)[field]


def test_an_entry_reads_in_one_line_and_in_full() -> None:
    values = dict.fromkeys(TITLES.names, "") | {"series": "05", "name": "教授级高级工程师", "granted_on": "2012-01-01"}
    assert TITLES.line(values) == "教授级高级工程师，2012-01-01"
    told = dict(TITLES.told(values))
    assert (told["职称级别"], told["现行名称"], told["职称系列"]) == ("正高级", "正高级工程师", "工程技术人员")


def test_every_field_has_its_column() -> None:
    for table in SUB_TABLES.values():
        assert not set(table.names) - {field.name for field in Credential._meta.fields}
        assert not set(table.main.values()) - {field.name for field in Person._meta.fields}
        assert not table.main or set(table.main) == set(table.names)
        assert set(table.reads) <= set(table.names)


def test_native_places_of_shandong_are_its_cities() -> None:
    cities = {f"{stem}00": f"山东省{name}" for stem, (name, _) in _CITIES.items()}
    assert cities.items() <= dict(NATIVE_PLACES).items()
    assert len(dict(NATIVE_PLACES)) == len(NATIVE_PLACES) == 16 + 34 + 1
