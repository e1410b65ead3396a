"""上级指定超级管理员: a new account at once, an older one by its owner's word; a present chief only with a reason."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat, Role
from jijiao.accounts.posts import Post
from jijiao.administrators.chief_seen import print_of
from jijiao.administrators.models import Invitation
from jijiao.administrators.seats import chief_of
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Letter
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

pytestmark = pytest.mark.covers("M5.1.2", "M5.1.1.3.2")
As = Callable[[Hat], Client]


def page(unit: Unit) -> str:
    return f"/units/below/{unit.pk}/chief/naming/"


def typed(number: str = make.document(641), name: str = "何新任", **more: str) -> dict[str, str]:
    return {"document_kind": "111", "document": number, "chief_name": name, "mobile": "13900000641", "email": ""} | more


def why(unit: Unit, reason: str = "现任超级管理员已离职，联系不上") -> dict[str, str]:
    """What the page of a unit with a 超级管理员 sends besides."""
    return {"reason": reason, "seen": print_of(chief_of(unit))}


def of(account: Account) -> dict[str, str]:
    return typed(account.document, account.name)


def chief(unit: Unit) -> str:
    hat = Hat.everywhere.filter(unit=unit, chief=True, ended_at=None).first()
    return hat.account.name if hat else ""


def accept(account: Account, as_hat: As) -> Any:
    run_waiting()
    row = Invitation.everywhere.filter(account=account).latest("pk")
    return as_hat(Hat.everywhere.filter(account=account).earliest("pk")).post(f"/invitations/own/{row.ref}/", {})


def told(account: Account) -> set[str]:
    return set(Letter.everywhere.filter(account=account).values_list("title", flat=True))


def test_a_new_account_is_the_chief_at_once(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    assert "指定超级管理员" in client.get(f"/units/below/{cast.clinic.pk}/").content.decode()
    answer = client.post(page(cast.clinic), typed())
    assert 'id="one-time"' in answer.content.decode()
    assert chief(cast.clinic) == "何新任"
    assert Event.objects.filter(tag=Tag.CHIEF_NAME, about_unit_id=cast.clinic.pk).exists()


def test_an_account_that_exists_is_asked_and_the_page_says_so(cast: Cast, as_hat: As) -> None:
    client, wang = as_hat(cast.hospital_admin), cast.wang_hat.account
    assert client.post(page(cast.clinic), of(wang)).status_code == 302
    assert chief(cast.clinic) == ""
    record = client.get(f"/units/below/{cast.clinic.pk}/").content.decode()
    assert "已邀请王秀英担任超级管理员，本人接受之前该单位没有超级管理员" in record
    assert "还没有超级管理员" in client.get(f"/units/below/{cast.clinic.pk}/chief/").content.decode()
    assert accept(wang, as_hat).status_code == 302
    assert chief(cast.clinic) == "王秀英"
    assert client.post(f"/units/below/{cast.clinic.pk}/chief/").status_code == 409
    assert Account.objects.get(pk=wang.pk).check_password(make.PASSWORD)


def test_it_is_withdrawn_and_sent_again_by_whoever_stands_above(cast: Cast, as_hat: As) -> None:
    client, answer = as_hat(cast.hospital_admin), f"/units/below/{cast.clinic.pk}/chief/answer/"
    client.post(page(cast.clinic), of(cast.wang_hat.account))
    assert client.post(answer, {"withdraw": "1"}).status_code == 302
    assert accept(cast.wang_hat.account, as_hat).status_code == 409
    assert "已撤回" in client.get(f"/units/below/{cast.clinic.pk}/").content.decode()
    assert client.post(answer, {"again": "1"}).status_code == 302
    assert accept(cast.wang_hat.account, as_hat).status_code == 302
    assert client.post(answer, {"again": "1"}).status_code == 409


def test_a_present_chief_is_replaced_only_with_a_reason_and_both_are_told(cast: Cast, as_hat: As) -> None:
    client, former = as_hat(cast.health_admin), cast.hospital_admin.account
    assert "请填写更换原因" in client.post(page(cast.hospital), typed() | why(cast.hospital, "")).content.decode()
    assert chief(cast.hospital) == "吴院员"
    assert client.post(page(cast.hospital), of(cast.wang_hat.account) | why(cast.hospital)).status_code == 302
    assert told(former) == {"超级管理员将被更换"}
    assert accept(cast.wang_hat.account, as_hat).status_code == 302
    assert chief(cast.hospital) == "王秀英"
    assert Hat.everywhere.get(pk=cast.hospital_admin.pk).role_name == "查询人员"
    assert "超级管理员已更换" in told(former)
    assert "您已成为超级管理员" in told(cast.wang_hat.account)


def test_a_clerk_of_the_unit_becomes_its_chief(cast: Cast, as_hat: As) -> None:
    as_hat(cast.health_admin).post(page(cast.hospital), of(cast.hospital_clerk.account) | why(cast.hospital))
    assert accept(cast.hospital_clerk.account, as_hat).status_code == 302
    assert Hat.everywhere.get(pk=cast.hospital_clerk.pk).chief


def test_nothing_is_replaced_that_has_changed_meanwhile(cast: Cast, as_hat: As) -> None:
    as_hat(cast.health_admin).post(page(cast.hospital), of(cast.wang_hat.account) | why(cast.hospital))
    accounts.make_chief(cast.hospital_clerk, by=cast.hospital_admin)
    answer = accept(cast.wang_hat.account, as_hat)
    assert (answer.status_code, chief(cast.hospital)) == (409, "冯经办")


def test_the_unit_itself_neither_sees_nor_withdraws_it(cast: Cast, as_hat: As) -> None:
    as_hat(cast.health_admin).post(page(cast.hospital), of(cast.wang_hat.account) | why(cast.hospital))
    row, client = Invitation.everywhere.get(), as_hat(cast.hospital_admin)
    assert "王秀英" not in client.get("/administrators/").content.decode()
    for at in ("", "done/"):
        assert client.get(f"/administrators/new/{row.ref}/{at}").status_code == 404
    assert client.post(f"/administrators/new/{row.ref}/withdrawal/").status_code == 404


def test_who_may_not_name_anybody(cast: Cast, as_hat: As) -> None:
    for hat, unit in ((cast.jinan_admin, cast.hospital), (cast.hospital_admin, cast.hospital)):
        answer = as_hat(hat).post(page(unit), typed() | why(unit))
        assert "不在您可以指定超级管理员的范围内" in answer.content.decode()
    role = accounts.appoint(make.account("邻近"), cast.health, role=own_role(cast), range="unit", by=SYSTEM)
    assert as_hat(role).post(page(cast.hospital), typed() | why(cast.hospital)).status_code == 404
    assert chief(cast.hospital) == "吴院员"


def own_role(cast: Cast) -> Role:
    return Role.everywhere.create(unit=cast.health, name="下属管理", permissions=["units.manage", "units.view"])


def test_nothing_comes_of_it_when_the_sender_has_lost_the_right(cast: Cast, as_hat: As) -> None:
    sender = accounts.appoint(make.account("副手"), cast.health, role=own_role(cast), by=SYSTEM)
    assert as_hat(sender).post(page(cast.hospital), of(cast.wang_hat.account) | why(cast.hospital)).status_code == 302
    accounts.change_role(sender, Post(sender.role, range=Hat.Range.UNIT), by=SYSTEM)
    assert accept(cast.wang_hat.account, as_hat).status_code == 409
    assert chief(cast.hospital) == "吴院员"


def test_a_department_in_charge_gets_its_chief_from_the_one_above_and_the_top_from_the_operator(
    cast: Cast, as_hat: As
) -> None:
    as_hat(cast.province_admin).post(page(cast.jinan), typed() | why(cast.jinan))
    assert chief(cast.jinan) == "何新任"
    client, top = as_hat(cast.system_officer), f"/operations/units/{cast.province.pk}/chief/"
    assert "更换超级管理员" in client.get(f"/operations/units/{cast.province.pk}/").content.decode()
    answer = client.post(top, typed(make.document(642), "厅长助理", mobile="13900000642") | why(cast.province))
    assert "还没有密码" in answer.content.decode()
    assert chief(cast.province) == "厅长助理"
    refused = client.post(f"/operations/units/{cast.school.pk}/chief/", typed(make.document(643)) | why(cast.school))
    assert "由其上级部门指定" in refused.content.decode()
    assert as_hat(cast.operator).get(top).status_code == 403
