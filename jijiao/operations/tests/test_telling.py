"""The trail in people's words: names for ids, labels for rights, fields and kinds, days as they are read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.posts import Post, change_role, make_chief
from jijiao.accounts.substitutes import name_substitute
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.operations.telling import Teller
from jijiao.people.moving import assign
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.security.actions import change_password
from jijiao.security.models import TemporaryPassword
from jijiao.security.resetting import reset_password
from jijiao.subordinates.merging import merge
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.amending import amend

Enter = Callable[[Hat], Client]
pytestmark = pytest.mark.covers("R4")


def told(tag: Tag) -> dict[str, str]:
    event = Event.objects.filter(tag=tag).latest("pk")
    return dict(Teller([event]).particulars(event))


def test_who_stands_in_for_whom_until_when(cast: Cast) -> None:
    begin = clock.now()
    name_substitute(
        cast.hospital_admin, cast.hospital_reader, permissions=["hours.review"], starts_at=begin,
        ends_at=begin + timedelta(days=3), by=cast.hospital_admin,
    )  # fmt: skip
    found = told(Tag.SUBSTITUTE_NAME)
    assert found["被代理人"] == "吴院员（济南示例第一医院 超级管理员）"
    assert found["代理人"].startswith("卫查询（")
    assert found["权限"] == "学时（分）审核"
    assert found["截止"] == f"{(begin + timedelta(days=3)).astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def test_facts_of_a_unit_and_of_a_post_are_said_field_by_field(cast: Cast) -> None:
    amend(cast.hospital, {"phone": "0531-86009999", "nature": "23"}, by=cast.hospital_admin)
    found = told(Tag.UNIT_AMEND)
    assert "电话 0531-86009999" in found["变更后"]
    assert "单位性质 事业单位（其他/自收自支）" in found["变更后"]
    reader = Role.everywhere.get(unit=None, name="查询人员")
    change_role(
        cast.hospital_clerk, Post(reader, cast.surgery, Hat.Range.DEPARTMENTS, (cast.surgery,)), by=cast.hospital_admin
    )
    found = told(Tag.ADMINISTRATOR_CHANGE)
    assert (found["角色"], found["部门"], found["数据范围"]) == ("查询人员", "外科", "指定内设部门")
    assert "数据范围 本单位及下级" in found["变更前"]
    assert make_chief(cast.hospital_clerk, by=cast.hospital_admin).chief
    assert told(Tag.ADMINISTRATOR_CHIEF)["原超级管理员"].startswith("吴院员（")


def test_units_people_departments_and_kinds_have_their_names(cast: Cast) -> None:
    assign([cast.li], cast.surgery.pk, by=cast.hospital_admin)
    assert told(Tag.PERSON_ASSIGN) == {"部门": "外科"}
    person_asks(cast.hospital)
    assert told(Tag.REVIEW_SUBMIT) == {"类别": "专业技术人员注册审核"}
    second = make.unit("济南示例中心医院", "employer", "370100", superior=cast.health, authority=cast.jinan)
    merge(cast.hospital, second, reason="改革", by=cast.health_admin)
    found = told(Tag.UNIT_MERGE)
    assert (found["转入"], found["原因"], found["人数"]) == ("济南示例中心医院", "改革", "1")


def test_the_page_shows_no_id_where_there_is_a_name(cast: Cast, as_hat: Enter) -> None:
    reset_password(cast.li_hat.account, by=cast.hospital_admin)
    client = as_hat(cast.audit_officer)
    text = client.get("/operations/trail/", {"tag": "account.password"}).content.decode()
    assert "账号：李建国" in text
    assert "重置密码" in text


@pytest.mark.covers("R5")
def test_ones_own_record_calls_things_ones_own_and_a_reset_a_reset(cast: Cast, as_hat: Enter) -> None:
    account = cast.li_hat.account
    change_password(account, make.PASSWORD, "Mei-hua_2031x", by=cast.li_hat)
    make.unit("无关单位", "employer", "370100", authority=cast.jinan)
    text = as_hat(cast.li_hat).get("/my-data/").content.decode()
    assert "修改密码" in text
    assert "本人账号" in text
    assert "身份：专业技术人员" in text
    assert f"账号 #{account.pk}" not in text
    reset_password(account, by=cast.hospital_admin)
    TemporaryPassword.objects.all().delete()
    text = as_hat(cast.li_hat).get("/my-data/").content.decode()
    assert "重置密码" in text
    own = Event.objects.filter(subject="accounts.account", subject_id=account.pk)
    teller = Teller(own, owner=account.pk)
    assert [teller.word(event) for event in own.filter(tag=Tag.ACCOUNT_PASSWORD).order_by("pk")] == [
        "修改密码",
        "重置密码",
    ]
    assert "要求首次登录修改密码" not in text
