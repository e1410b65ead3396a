"""Units without a credit code: founded by the 系统管理员, completed later."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.administrators import inviting
from jijiao.administrators.models import Invitation
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.demo.invented import credit_code, document
from jijiao.jobs.testing import run_waiting
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.operations.models import Provisional
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

Enter = Callable[[Hat], Client]
NEW = "/operations/units/new/"
ANSWERS = {
    "name": "济南示例地质队", "kind": "employer", "nature": "33", "level": "30", "industry": "M74", "region": "370100",
    "phone": "0531-86001234", "address": "示例路 9 号", "reason": "正在换发证照", "document_kind": "111",
    "document": document(401), "chief_name": "许建档", "mobile": "13900000401", "email": "",
}  # fmt: skip


def founded(client: Client, **changes: Any) -> Provisional:
    answer = client.post(NEW, ANSWERS | changes)
    assert answer.status_code == 200, answer.content.decode()
    return Provisional.objects.latest("pk")


@pytest.mark.covers("R4", "M1.4")
def test_a_unit_without_a_code_is_founded_and_completed_later(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    provisional = founded(client)
    unit = provisional.unit
    assert (len(provisional.code), provisional.code[:9], unit.credit_code) == (18, "TMP370100", "")
    chief = Hat.everywhere.get(unit=unit)
    assert (chief.chief, chief.account.name, chief.account.has_usable_password()) == (True, "许建档", False)
    assert provisional.code in client.get("/operations/units/", {"without_code": "open"}).content.decode()
    assert "没有符合条件" in client.get("/operations/units/", {"without_code": "late"}).content.decode()
    page = f"/operations/units/{unit.pk}/credit-code/"
    assert client.post(page, {"credit_code": credit_code(501)[:-1] + "0"}).status_code == 422
    taken = client.post(page, {"credit_code": cast.school.credit_code})
    assert "已被有效单位使用" in taken.content.decode()
    assert client.post(page, {"credit_code": credit_code(501)}).status_code == 302
    unit.refresh_from_db()
    assert unit.credit_code == credit_code(501)
    assert Event.objects.filter(tag=Tag.UNIT_COMPLETE, subject_id=unit.pk).exists()
    assert "没有符合条件" in client.get("/operations/units/", {"without_code": "open"}).content.decode()


@pytest.mark.covers("R4")
def test_a_code_of_elsewhere_or_of_another_nature_is_asked_back(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    unit = founded(client, nature="10").unit
    page = f"/operations/units/{unit.pk}/credit-code/"
    asked = client.post(page, {"credit_code": credit_code(501)})
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "通常以 11 开头" in text
    assert "证照确实如此，仍要提交" in text
    assert credit_code(501) in text
    assert client.post(page, {"credit_code": credit_code(501), "confirmed": "on"}).status_code == 302
    unit.refresh_from_db()
    assert unit.credit_code == credit_code(501)


@pytest.mark.covers("R4")
def test_a_code_completed_wrongly_is_corrected_with_a_reason(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    unit = founded(client).unit
    page = f"/operations/units/{unit.pk}/credit-code/"
    client.post(page, {"credit_code": credit_code(501)})
    assert "更正" in client.get(f"/operations/units/{unit.pk}/").content.decode()
    unexplained = client.post(page, {"credit_code": credit_code(502)})
    assert (unexplained.status_code, "更正原因" in unexplained.content.decode()) == (422, True)
    same = client.post(page, {"credit_code": credit_code(501), "reason": "录错"})
    assert "没有要更正的内容" in same.content.decode()
    assert client.post(page, {"credit_code": credit_code(502), "reason": "录成了另一张证照"}).status_code == 302
    unit.refresh_from_db()
    assert unit.credit_code == credit_code(502)
    event = Event.objects.get(tag=Tag.UNIT_RECODE, subject_id=unit.pk)
    assert event.particulars["reason"] == "录成了另一张证照"
    # the wrong code may be another unit's, so nobody finds this one by it
    assert not unit.former_names.filter(credit_code=credit_code(501)).exists()


def test_a_new_chief_is_sent_to_the_link_by_the_name_it_has(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    sign_in = Client().get("/login/", follow=True).content.decode()
    for page in (client.get(NEW), client.post(NEW, ANSWERS)):
        assert "“忘记密码”" in page.content.decode()
        assert "“找回密码”" not in page.content.decode()
    assert "忘记密码" in sign_in


def test_an_existing_account_is_asked_if_the_name_is_right(cast: Cast, as_hat: Enter) -> None:
    client, known = as_hat(cast.system_officer), cast.stranger
    wrong = client.post(NEW, ANSWERS | {"document": known.document})
    assert (wrong.status_code, Unit.everywhere.filter(name="济南示例地质队").exists()) == (422, False)
    unit = founded(client, document=known.document, chief_name=known.name).unit
    assert not Hat.everywhere.filter(unit=unit).exists()
    invitation = Invitation.everywhere.get(unit=unit, account=known)
    assert "已邀请无名者担任超级管理员" in client.get(f"/operations/units/{unit.pk}/").content.decode()
    run_waiting()
    inviting.accept(invitation, known, by=SYSTEM)
    assert Hat.everywhere.get(unit=unit, chief=True).account_id == known.pk


def test_what_was_typed_stays_and_each_fault_has_its_sentence(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    answer = client.post(NEW, ANSWERS | {"document": "370000199901011234", "superior_text": "卫生"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请查找并选择主管部门或上级单位，或清空此项" in text
    assert "济南示例地质队" in text
    looked = as_hat(cast.system_officer).post(NEW, ANSWERS | {"superior_text": "卫生健康", "look": "superior"})
    assert "山东省卫生健康委员会" in looked.content.decode()


def test_a_code_that_is_due_is_late_after_twelve_months(cast: Cast, as_hat: Enter) -> None:
    provisional = founded(as_hat(cast.system_officer))
    assert not provisional.is_late
    with clock.frozen(clock.now() + timedelta(days=367)):
        assert provisional.is_late
        client = as_hat(cast.system_officer)
        assert provisional.code in client.get("/operations/units/", {"without_code": "late"}).content.decode()


def test_any_unit_is_found_and_shown_with_its_administrators(cast: Cast, as_hat: Enter) -> None:
    client = as_hat(cast.system_officer)
    assert "青岛示例第二中学" in client.get("/operations/units/", {"text": "第二中学"}).content.decode()
    assert "蒋校员" in client.get(f"/operations/units/{cast.school.pk}/").content.decode()
