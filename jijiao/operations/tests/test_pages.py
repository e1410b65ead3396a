"""Pages of the 系统管理员: merging with its preview, the system's health."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Round
from jijiao.jobs.periodic import run_due
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.operations.models import Merge
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]
MERGE = "/operations/merges/people/"


def answers(kept: Person, gone: Person) -> dict[str, str]:
    return {
        "kept_kind": "111", "kept": kept.document, "gone_kind": "111", "gone": gone.document, "reason": "重复注册",
    }  # fmt: skip


@pytest.mark.covers("R4")
def test_a_merge_is_previewed_confirmed_and_undone(cast: Cast, as_hat: Enter) -> None:
    double, client = make.person(cast.school, "李建国", 311), as_hat(cast.system_officer)
    preview = client.post(MERGE, answers(cast.li, double)).content.decode()
    assert "确认合并" in preview
    assert double.document in preview  # typed by the operator into the field that stays
    assert not Merge.everywhere.exists()
    assert client.post(MERGE, answers(cast.li, double) | {"confirm": "1"}).status_code == 302
    merge = Merge.everywhere.get()
    page = f"/operations/merges/{merge.pk}/"
    assert "撤销合并" in client.get(page).content.decode()
    client.post(f"{page}undoing/")
    assert "撤销时间" in client.get(page).content.decode()
    assert Person.everywhere.get(pk=double.pk).status == Person.Status.ACTIVE


def test_a_preview_with_a_problem_offers_no_merge(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    text = client.post(MERGE, answers(cast.li, cast.wang)).content.decode()
    assert "姓名不一致" in text
    assert "确认合并" not in text
    client.post(MERGE, answers(cast.li, cast.wang) | {"confirm": "1"})
    assert not Merge.everywhere.exists()
    unknown = client.post(MERGE, answers(cast.li, cast.li) | {"gone": "X1234567"})
    assert "没有查到该证件号" in unknown.content.decode()


@pytest.mark.covers("R4")
def test_the_health_page_tells_that_no_sms_gateway_is_connected(as_hat: Enter, cast: Cast, settings: Any) -> None:
    client = as_hat(cast.system_officer)
    assert "已接通短信网关" in client.get("/operations/health/").content.decode()
    settings.SMS_GATEWAY = "jijiao.letters.gateways.Console"
    assert "没有接通短信网关" in client.get("/operations/health/").content.decode()


def test_the_health_page_tells_a_silent_worker_and_a_late_queue(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    enqueue("credits.open_results", {"people": []}, by=SYSTEM)
    assert "没有心跳" in client.get("/operations/health/").content.decode()
    run_due()
    text = client.get("/operations/health/").content.decode()
    assert "没有心跳" not in text
    assert "等待 1 项" in text
    assert not Round.objects.filter(failed=True).exists()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        late = as_hat(cast.system_officer).get("/operations/health/").content.decode()
    assert "没有心跳" in late
    assert late.count("注意") > text.count("注意")
