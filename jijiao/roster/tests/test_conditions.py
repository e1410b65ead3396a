"""The conditions of 专技人员信息查询 beyond the person's own columns: age, unit alone, the year's result (M5.4.3)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.credits.actions import settle
from jijiao.lib import clock
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.roster.conditions import _years_ago
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.tests.setting import started

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]


def names(client: Client, **conditions: str | int) -> list[str]:
    return [person.name for person in client.get("/people/", conditions).context["listing"].rows]


def test_title_and_education_narrow(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    chen = make.person(cast.hospital, "陈晓东")
    Person.everywhere.filter(pk=chen.pk).update(title="主治医师", education="11")
    assert names(client, title="主治") == ["陈晓东"]
    assert names(client, education="11") == ["陈晓东"]


def test_the_units_below_can_be_left_out(cast: Cast, as_hat: AsHat) -> None:
    make.person(cast.clinic, "赵晓明")
    client = as_hat(cast.hospital_admin)
    assert names(client) == ["李建国", "赵晓明"]
    assert names(client, reach="own") == ["李建国"]


def test_an_age_is_counted_to_the_day(cast: Cast, as_hat: AsHat) -> None:
    today = clock.today()
    chen = make.person(cast.hospital, "陈晓东")
    client = as_hat(cast.hospital_admin)
    Person.everywhere.exclude(pk=chen.pk).update(born_on=date(today.year - 60, 1, 1))
    Person.everywhere.filter(pk=chen.pk).update(born_on=_years_ago(40))
    assert names(client, age_from=40, age_to=40) == ["陈晓东"]
    assert names(client, age_from=41, age_to=50) == []
    assert names(client, age_to=39) == []
    Person.everywhere.filter(pk=chen.pk).update(born_on=None)
    assert names(client, age_to=50) == []


def test_the_years_result_narrows(cast: Cast, as_hat: AsHat) -> None:
    chen = make.person(cast.hospital, "陈晓东")
    settle([(cast.li.pk, this_year()), (chen.pk, this_year())])
    cast.li.results.update(passed=True)
    client = as_hat(cast.hospital_admin)
    assert names(client, result=f"{this_year()}-1") == ["李建国"]
    assert names(client, result=f"{this_year()}-0") == ["陈晓东"]
    assert names(client, result=f"{this_year() - 1}-0") == []
    listing = client.get("/people/", {"result": f"{this_year()}-1"}).context["listing"]
    assert [chip.value for chip in listing.chips] == [f"{this_year()} 年通过"]
    offered = client.get("/people/").content.decode()
    assert (f"{this_year()} 年不通过" in offered, "达标" in offered) == (True, False)


@pytest.mark.parametrize(
    "wrong", [{"result": "2026-x"}, {"age_from": "abc"}, {"education": "zz"}, {"department": "9999"}]
)
def test_what_cannot_be_read_shows_and_exports_nobody(cast: Cast, as_hat: AsHat, wrong: dict[str, str]) -> None:
    client = as_hat(cast.hospital_admin)
    assert names(client, **wrong) == []
    assert "查询条件有误" in client.get("/people/", wrong).content.decode()
    assert "查询条件有误" in client.get("/people/export/", wrong).content.decode()
    assert names(client, sort="document") == ["李建国"]


def test_bounds_the_wrong_way_round_are_told_at_the_field(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    answer = client.get("/people/", {"age_from": 60, "age_to": 20})
    assert "两个年龄填反了，请对调" in answer.content.decode()
    assert list(answer.context["listing"].filters.errors) == ["age_to"]
    assert answer.context["listing"].uses_more
    part = client.get("/people/?age_from=60&age_to=20", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert part["HX-Redirect"] == "/people/?age_from=60&age_to=20"
    assert "HX-Redirect" not in client.get("/people/?age_from=20&age_to=60", headers={"HX-Request": "true"})


def test_who_is_under_transfer_is_shown_and_exported_so(cast: Cast, as_hat: AsHat) -> None:
    chen = make.person(cast.hospital, "陈晓东")
    started(cast, by=cast.hospital_admin)
    answer = as_hat(cast.hospital_admin).get("/people/")
    words = {
        person.name: next(value for column, value in filled if column.heading == "状态")
        for _, person, filled in answer.context["lines"]()
    }
    assert words == {"李建国": "调转中", chen.name: "在册"}
