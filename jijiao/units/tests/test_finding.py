"""A unit is found by name, pinyin, initials, credit code and by what it was called before (R0.2)."""

import pytest
from django.db import connection

from jijiao.lib.actor import SYSTEM
from jijiao.lib.pinyin import name_reading
from jijiao.scoping.naming import called
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.amending import amend
from jijiao.units.choosing import FOUND, units_for
from jijiao.units.finding import INDEX, keep_index
from jijiao.units.models import Unit
from jijiao.units.queries import directory, known_as

pytestmark = [pytest.mark.django_db, pytest.mark.covers("R0.2")]
EMPLOYER = [Unit.Kind.EMPLOYER]


def names(text: str, region: str = "") -> list[str]:
    return [unit.name for unit in units_for(EMPLOYER, "", text, region)]


@pytest.fixture
def health(cast: Cast) -> Unit:
    return make.unit(
        "济南市长清区妇幼保健院", "employer", "370100", authority=cast.jinan, code=make.credit_code(77, "12370000")
    )


@pytest.mark.parametrize(
    "text",
    [
        *("长清区妇幼", "妇幼保健", "幼保", "长清 保健院"),
        *("changqingqufuyou", "zhangqing", "fuyoubaojianyuan", "fuyoubaoj", "FuYou", "fu you bao jian"),
        *("jnscqqfybjy", "fybjy", "NSC", "长清qfy", "济南 fybjy"),
        make.credit_code(77, "12370000"),
    ],
)
def test_every_way_to_write_it(health: Unit, text: str) -> None:
    assert names(text) == [health.name]
    assert health.pk in set(known_as(text).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "text", ["幼妇", "uyou", "qing fuy妇x", "ybjyx", "ouba", "an", "%", "_", "a'b", "\\", "()&|!:*", "清区%"]
)
def test_what_is_none_of_its_names(health: Unit, text: str) -> None:
    assert health.name not in names(text)


def test_a_renamed_unit_is_found_by_both_names(health: Unit) -> None:
    amend(health, {"name": "济南市长清区重点人群保健中心"}, by=SYSTEM)
    assert names("zhongdianrenqun") == names("fybjy") == names("妇幼保健院") == ["济南市长清区重点人群保健中心"]


def test_the_region_narrows(health: Unit) -> None:
    assert names("fybjy", "370000") == names("fybjy", "370100") == [health.name]
    assert names("fybjy", "370200") == []


def test_the_name_that_was_typed_nearly_whole_comes_first_of_many(health: Unit) -> None:
    whole = [
        make.unit(f"济南示例{n}园区小学", "employer", "370100", authority=health.authority) for n in range(100, 130)
    ]
    short = make.unit("济南园区小学", "employer", "370100", authority=health.authority)
    found = names("yuanquxiaoxue")
    assert len(found) == FOUND
    assert found[0] == short.name
    assert {unit.pk for unit in whole} <= set(directory(kinds=EMPLOYER, text="yqxx").values_list("pk", flat=True))


def test_the_index_of_words_is_made_again_when_a_migration_has_lost_it(health: Unit) -> None:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a few units are read faster without an index
        assert "unit_pieces" in Unit.everywhere.filter(called("fybjy")).explain()
        return
    name = "济南市特殊教育中心"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {INDEX}_update")
        Unit.everywhere.filter(pk=health.pk).update(name=name, pinyin=name_reading(name))
        assert names("tsjy") == []
        keep_index()
    assert names("tsjy") == names("teshujiaoyu") == [name]
    health.delete()
    assert names("特殊教育") == []


def test_the_search_is_made_once_and_not_for_each_unit_below(health: Unit) -> None:
    plan = Unit.everywhere.filter(path__gte=health.path, pk__found=known_as("示例")).explain()
    assert ("InitPlan" if connection.vendor == "postgresql" else "LIST SUBQUERY") in plan
    assert "CORRELATED" not in plan
