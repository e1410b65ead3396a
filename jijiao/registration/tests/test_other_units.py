"""注册 of what is not a plain employer: bases (继续教育基地), departments in charge (主管部门), sub-units (分公司)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.lib.refusal import Refusal
from jijiao.registration.models import UnitRegistration
from jijiao.registration.review import DAYS, UNIT
from jijiao.registration.tests.forms_filled import PASSWORD, picture, unit_asks
from jijiao.registration.tests.test_pages import unit_answers
from jijiao.reviews.actions import decide
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

AsHat = Callable[[Hat], Client]
BASE_FACTS = {"base_level": "3", "base_type": "1", "nature": "23", "credit_code": make.credit_code(60, "12370102")}


def base_answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    return unit_answers(cast, name="历下示例培训学院", **BASE_FACTS) | changes


def decided(registration: UnitRegistration, by: Hat, *, approve: bool = True) -> UnitRegistration:
    scope = by.scope(UNIT.needs)
    [outcome] = decide(UNIT, [registration.review_id or 0], approve=approve, note="请补正", by=by, scope=scope)
    assert outcome.done, outcome
    registration.refresh_from_db()
    return registration


@pytest.mark.covers("R0.3")
def test_a_base_registers_and_its_department_admits_it(cast: Cast, client: Client, as_hat: AsHat) -> None:
    answer = client.post(reverse("registration.base"), base_answers(cast, licence=picture()), follow=True)
    page = answer.content.decode()
    assert "继续教育基地注册" in page
    assert "山东省卫生健康委员会" in page
    registration = UnitRegistration.everywhere.get()
    inbox = as_hat(cast.health_admin).get("/reviews/unit-registration/", {"kind": "base"}).content.decode()
    assert ("历下示例培训学院" in inbox, "继续教育基地" in inbox) == (True, True)
    record = as_hat(cast.health_admin).get(f"/reviews/unit-registration/{registration.review_id}/").content.decode()
    assert ("市级" in record, "高等院校" in record) == (True, True)
    unit = decided(registration, cast.health_admin).unit
    assert unit is not None
    assert (unit.kind, unit.base_level, unit.base_type, unit.level) == (Unit.Kind.BASE, "3", "1", "30")
    assert (unit.superior, unit.authority) == (cast.health, cast.jinan)
    account = authenticate(None, login_name=make.document(60), password=PASSWORD)
    hat = Hat.everywhere.get(account=account)
    assert (hat.unit, hat.chief) == (unit, True)
    scan = as_hat(hat).get("/units/own/licence/")
    assert (scan.status_code, scan["Content-Type"].partition("/")[0]) == (200, "image")
    assert "查看注册时上传的扫描件" in as_hat(hat).get("/units/own/").content.decode()
    assert as_hat(cast.hospital_admin).get("/units/own/licence/")["Location"] == "/units/own/"


@pytest.mark.covers("R0.3")
def test_a_base_must_name_a_department_in_charge(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("registration.base"), base_answers(cast, superior="", licence=picture()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请查找并选择行业主管部门" in page
    assert "历下示例培训学院" in page
    for superior in (None, cast.hospital):
        with pytest.raises(Refusal) as refused:
            unit_asks(superior, kind=Unit.Kind.BASE, base_level="3", base_type="1")
        assert refused.value.field in {"superior", "superior_text"}
    found = client.get(reverse("registration.base"), {"superior_text": "示例第一医院"}).content.decode()
    assert "没有找到名称包含" in found


@pytest.mark.covers("R0.3")
def test_a_rejected_base_is_corrected_in_its_own_form(cast: Cast, client: Client) -> None:
    client.post(reverse("registration.base"), base_answers(cast, licence=picture()))
    registration = decided(UnitRegistration.everywhere.get(), cast.health_admin, approve=False)
    page = client.get(reverse("registration.unit.correction")).content.decode()
    assert ("机构级别" in page, "请补正" in page, "是否有所属主管部门" in page) == (True, True, False)
    token = client.get(reverse("registration.unit.correction")).context["form"]["licence"].value()[0].token("licence")
    again = base_answers(cast, base_level="2", **{"licence-kept": token})
    assert client.post(reverse("registration.unit.correction"), again).status_code == 302
    registration.refresh_from_db()
    assert (registration.kind, registration.base_level, registration.authority) == ("base", "2", cast.province)


@pytest.mark.covers("R0.3")
def test_a_department_in_charge_is_admitted_by_the_authority_of_its_level(cast: Cast, client: Client) -> None:
    facts = {"name": "济南市示例农业农村局", "nature": "10", "level": "30", "region": "370100"}
    answers = unit_answers(cast, **facts, credit_code=make.credit_code(60, "11370100"), superior=cast.health.pk)
    assert client.post(reverse("registration.department"), answers | {"licence": picture()}).status_code == 302
    registration = UnitRegistration.everywhere.get()
    assert (registration.superior, registration.review.desk) == (None, cast.jinan)
    unit = decided(registration, cast.jinan_admin).unit
    assert unit is not None
    assert (unit.kind, unit.above, unit.is_department_in_charge) == (Unit.Kind.BUREAU, cast.jinan, True)
    private = client.post(reverse("registration.department"), answers | {"nature": "33", "licence": picture()})
    assert private.status_code == 422
    assert "不在可选范围内" in private.content.decode()


@pytest.mark.covers("M1.4")
def test_a_branch_registers_under_its_parent_and_is_told_whom_to_call_without_a_code(
    cast: Cast, client: Client
) -> None:
    page = client.get(reverse("registration.unit"), {"superior_text": "示例第一医院"}).content.decode()
    assert "下级单位（分公司）可自行注册为用人单位；无统一社会信用代码的单位请联系客服人员处理" in page
    assert "济南示例第一医院" in page
    answers = unit_answers(cast, name="第一医院南院区", superior=cast.hospital.pk, licence=picture())
    without = client.post(reverse("registration.unit"), answers | {"credit_code": "", "licence": picture()})
    assert (without.status_code, "400-9699-636" in without.content.decode()) == (422, True)
    assert client.post(reverse("registration.unit"), answers).status_code == 302
    registration = UnitRegistration.everywhere.get()
    assert registration.review.desk == cast.hospital
    assert decided(registration, cast.hospital_admin).unit.above == cast.hospital


def test_what_the_superior_lets_lie_goes_to_the_authority(cast: Cast) -> None:
    stop = unit_asks(cast.health).review.stops.get()
    assert (stop.days, stop.stand_in) == (DAYS, cast.jinan)
    alone = unit_asks(None, 61, level="30").review.stops.get()
    assert (alone.days, alone.stand_in) == (None, None)
