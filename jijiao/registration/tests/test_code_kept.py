"""A pending registration keeps its credit code for thirty days: one at a time, and nobody is told whose it is."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.lib import clock
from jijiao.lib.actor import VISITOR
from jijiao.lib.refusal import Refusal
from jijiao.registration.actions import correct_unit, register_unit, withdraw
from jijiao.registration.applications import UnitApplication
from jijiao.registration.models import UnitRegistration
from jijiao.registration.notices import about_unit
from jijiao.registration.review import UNIT
from jijiao.registration.tests.forms_filled import SESSION, picture, unit_application, unit_asks
from jijiao.registration.tests.test_pages import unit_answers
from jijiao.registration.tests.test_register_unit import review
from jijiao.reviews.actions import decide
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.together import at_once
from jijiao.units.models import Unit

pytestmark = pytest.mark.covers("M1.2")


def test_a_pending_application_keeps_its_code_for_thirty_days(cast: Cast) -> None:
    first, again = unit_asks(cast.health), {"credit_code": make.credit_code(60), "name": "冒名公司"}
    with pytest.raises(Refusal, match="已有一份待审核的注册申请") as refused:
        unit_asks(cast.health, 62, **again)
    assert refused.value.field == "credit_code"
    assert first.name not in refused.value.message
    withdraw(first, by=VISITOR)
    second = unit_asks(cast.health, 62, **again)
    with pytest.raises(Refusal, match="已有一份待审核的注册申请"):
        correct_unit(first, unit_application(cast.health, licence=first.licence.ref), by=VISITOR, session_key=SESSION)
    review(second, cast.health_admin, approve=False, note="证照与名称不符")
    first.refresh_from_db()
    corrected = unit_application(cast.health, licence=first.licence.ref)
    correct_unit(first, corrected, by=VISITOR, session_key=SESSION)
    assert first.open


def test_after_that_another_may_apply_and_the_reviewer_sees_the_rival(cast: Cast) -> None:
    with clock.frozen(clock.now() - timedelta(days=31)):
        first = unit_asks(cast.health)
    second = unit_asks(cast.health, 62, credit_code=make.credit_code(60), name="冒名公司")
    assert "另有一份待审核的申请使用同一信用代码：冒名公司" in about_unit(first)
    outcomes = decide(
        UNIT, [first.review_id or 0, second.review_id or 0], approve=True,
        by=cast.health_admin, scope=cast.health_admin.scope(UNIT.needs),
    )  # fmt: skip
    assert [outcome.done for outcome in outcomes] == [True, False]
    assert "信用代码" in outcomes[1].message
    assert Unit.everywhere.filter(credit_code=make.credit_code(60)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_apply_at_once_with_one_code_one_waits(cast: Cast) -> None:
    code, refused = make.credit_code(60), list[str]()
    applications = [unit_application(cast.health, 63 + number, credit_code=code) for number in range(4)]

    def apply(application: UnitApplication) -> None:
        try:
            register_unit(application, by=VISITOR, session_key=SESSION)
        except Refusal as refusal:
            refused.append(refusal.field or "")

    at_once([partial(apply, application) for application in applications])
    assert refused == ["credit_code"] * 3
    assert UnitRegistration.everywhere.filter(open=True).count() == 1


def test_the_page_says_it_at_the_field_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    waiting = unit_asks(cast.health, name="先来的单位")
    answer = client.post(reverse("registration.unit"), unit_answers(cast, licence=picture()))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "该统一社会信用代码已有一份待审核的注册申请" in text
    assert "历下示例软件公司" in text
    assert waiting.name not in text
    assert waiting.number not in text
