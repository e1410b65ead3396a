"""审计记录: filters, the chain's state; 我的数据记录: everybody reads what was done to the own data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.models import Event
from jijiao.audit.sealing import seal
from jijiao.audit.tags import Tag
from jijiao.demo.hours import a_paper
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.people.revealing import reveal
from jijiao.testing.cast import Cast
from jijiao.testing.trail import triggers_off

Enter = Callable[[Hat], Client]
TRAIL = "/operations/trail/"


@pytest.fixture(autouse=True)
def _own_anchors(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def page(client: Client, address: str = TRAIL, **query: str) -> str:
    return client.get(address, query).content.decode()


@pytest.mark.covers("R4")
def test_the_trail_is_narrowed_by_who_what_unit_object_and_time(cast: Cast, as_hat: Enter) -> None:
    record(cast.hospital_admin, Tag.PERSON_ENROL, on=cast.li)
    record(cast.school_admin, Tag.PERSON_ENROL, on=cast.wang)
    client = as_hat(cast.audit_officer)
    assert "吴院员（济南示例第一医院）" in page(client, tag="person.enrol")
    for condition in (
        {"who": "蒋校员"},
        {"unit": "青岛示例第二中学", "tag": "person.enrol"},
        {"subject": "people.person", "subject_id": str(cast.wang.pk)},
    ):
        found = page(client, **condition)
        assert "蒋校员（青岛示例第二中学）" in found
        assert "吴院员（济南示例第一医院）" not in found
    assert "没有符合条件的记录" in page(client, until="2020-01-01")
    assert Event.objects.filter(tag=Tag.AUDIT_READ).exists()


def test_the_chains_state_stands_on_top_and_an_alteration_is_named(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.audit_officer)
    assert "尚未校验" in page(client)
    seal(by=SYSTEM)
    client.post("/operations/trail/verification/")
    run_waiting()
    assert "完整" in page(client)
    altered = Event.objects.order_by("pk")[0]
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET actor = %s WHERE id = %s", ["别人", altered.pk])
    client.post("/operations/trail/verification/")
    run_waiting()
    assert f"事件 {altered.pk} 被修改" in page(client)


def test_the_trails_queries_do_not_grow(
    cast: Cast, as_hat: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        record(cast.hospital_admin, Tag.PERSON_ENROL, on=cast.li)
    client = as_hat(cast.audit_officer)
    with django_assert_max_num_queries(20):
        assert client.get(TRAIL, {"size": "50"}).status_code == 200


def test_nobody_else_reads_the_trail(cast: Cast, as_hat: Enter) -> None:
    for hat in (cast.operator, cast.system_officer, cast.province_admin, cast.li_hat):
        assert as_hat(hat).get(TRAIL).status_code == 403


@pytest.mark.covers("R2", "R5")
def test_a_person_sees_what_was_done_to_the_own_data_and_who_saw_the_number(cast: Cast, as_hat: Enter) -> None:
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    reveal(cast.li, reason="system", note="职称申报", by=cast.hospital_admin)
    reveal(cast.wang, reason="paper", by=cast.school_admin)
    found = page(as_hat(cast.li_hat), "/my-data/", size="50")
    for words in ("审核通过", "申报学时", "学时入账", "吴院员（济南示例第一医院）", "录入其他业务系统：职称申报"):
        assert words in found
    assert "蒋校员" not in found
    assert cast.li.document not in found
