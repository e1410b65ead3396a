"""专技人员信息查询: who is seen by whom, the conditions, the masks, the empty list (M5.4.3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3")
AsHat = Callable[[Hat], Client]


def names(client: Client, **conditions: str | int) -> list[str]:
    """Who is listed, in order."""
    return [person.name for person in client.get("/people/", conditions).context["listing"].rows]


def test_an_employer_sees_its_own_people_and_those_below(cast: Cast, as_hat: AsHat) -> None:
    make.person(cast.clinic, "赵晓明")
    assert names(as_hat(cast.hospital_admin)) == ["李建国", "赵晓明"]
    assert names(as_hat(cast.health_admin)) == ["李建国", "赵晓明"]
    assert names(as_hat(cast.jinan_admin)) == ["李建国", "赵晓明"]
    assert names(as_hat(cast.school_admin)) == ["王秀英"]
    assert names(as_hat(cast.qingdao_admin)) == ["王秀英"]
    assert set(names(as_hat(cast.province_admin))) == {"李建国", "赵晓明", "王秀英"}


def test_the_list_shows_masks_and_never_a_full_number(cast: Cast, as_hat: AsHat) -> None:
    page = as_hat(cast.hospital_admin).get("/people/").content.decode()
    number, mobile = cast.li.document, cast.li.mobile
    assert f"{number[:3]}***********{number[-4:]}" in page
    assert f"{mobile[:3]}****{mobile[-4:]}" in page
    assert number not in page
    assert mobile not in page
    for heading in ("序号", "姓名", "身份证", "工作部门", "职称系列", "职称级别", "手机号", "状态", "操作"):
        assert heading in page


def test_each_condition_narrows(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    chen = make.person(cast.hospital, "陈晓东", 501)
    Person.everywhere.filter(pk=chen.pk).update(
        department=cast.surgery, title_series="04", title_level="1", status=Person.Status.RETIRED
    )
    assert names(client) == ["李建国", "陈晓东"]
    assert names(client, name="晓东") == ["陈晓东"]
    assert names(client, document=f" {make.document(501).lower()} ") == ["陈晓东"]
    assert names(client, document=make.document(501)[:17]) == []
    assert names(client, mobile="138 0000 0501") == ["陈晓东"]
    assert names(client, department=cast.surgery.pk) == ["陈晓东"]
    assert names(client, title_series="04") == ["陈晓东"]
    assert names(client, title_level="3") == ["李建国"]
    assert names(client, status=Person.Status.RETIRED) == ["陈晓东"]
    assert names(client, name="晓东", status=Person.Status.ACTIVE) == []


def test_the_chip_of_a_number_is_masked(cast: Cast, as_hat: AsHat) -> None:
    listing = as_hat(cast.hospital_admin).get("/people/", {"document": cast.li.document}).context["listing"]
    assert [chip.value for chip in listing.chips] == [cast.li.masked_document]


def test_htmx_gets_the_rows_alone(cast: Cast, as_hat: AsHat) -> None:
    answer = as_hat(cast.hospital_admin).get("/people/", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert "李建国" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_an_empty_roll_says_what_to_do_and_an_empty_search_something_else(cast: Cast, as_hat: AsHat) -> None:
    Person.everywhere.filter(pk=cast.wang.pk).update(unit=cast.hospital, unit_path=cast.hospital.path)
    client = as_hat(cast.school_admin)
    assert "还没有人员" in client.get("/people/").content.decode()
    assert "/people/import/" in client.get("/people/").content.decode()
    assert "没有符合条件的记录" in client.get("/people/", {"name": "谁"}).content.decode()


def test_the_record_shows_everything_masked(cast: Cast, as_hat: AsHat) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(email="13800000000@example.com")
    page = as_hat(cast.health_admin).get(f"/people/{cast.li.ref}/").content.decode()
    assert cast.li.masked_document in page
    assert cast.li.document not in page
    assert "1***@example.com" in page
    assert str(cast.li.born_on) not in page
    assert "工程技术人员" in page


def test_a_record_out_of_sight_does_not_exist(cast: Cast, as_hat: AsHat) -> None:
    assert as_hat(cast.hospital_admin).get(f"/people/{cast.wang.ref}/").status_code == 404
    assert as_hat(cast.qingdao_admin).get(f"/people/{cast.li.ref}/").status_code == 404


def test_only_those_who_import_are_offered_it(cast: Cast, as_hat: AsHat) -> None:
    assert "批量导入" in as_hat(cast.hospital_clerk).get("/people/").content.decode()
    page = as_hat(cast.hospital_reader).get("/people/")
    assert not page.context["may_import"]
