"""The public pages as a visitor uses them: filling in, keeping what was typed, looking up, correcting."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.lib import clock
from jijiao.registration.forms import TYPE_AGAIN
from jijiao.registration.models import UnitRegistration
from jijiao.registration.review import UNIT
from jijiao.registration.tests.forms_filled import PASSWORD, person_asks, picture, unit_asks
from jijiao.reviews.actions import decide
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M1.2")


def unit_answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    answers = {
        "name": "历下示例软件公司", "nature": "33", "level": "40", "phone": "0531-88888888", "industry": "I65",
        "region": "370102", "has_superior": "yes", "superior": cast.health.pk, "address": "示例路 1 号",
        "credit_code": make.credit_code(60), "document_kind": "111", "document": make.document(60),
        "password": PASSWORD, "password2": PASSWORD, "real_name": "赵申请", "mobile": "13700001234",
        "email": "zhao@example.com", "landline": "0531-88888888", "commitment": "on",
    }  # fmt: skip
    return answers | changes


@pytest.mark.covers("M1.3")
def test_a_unit_registers_and_gets_a_receipt(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("registration.unit"), unit_answers(cast, licence=picture()), follow=True)
    page = answer.content.decode()
    registration = UnitRegistration.everywhere.get()
    assert registration.grouped_number in page
    assert "山东省卫生健康委员会" in page
    assert "0531-86000000" in page
    assert registration.document not in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(cast: Cast, client: Client) -> None:
    wrong = unit_answers(
        cast, credit_code="91370000MA3TEA0104", document="370000198506301013", mobile="1", licence=picture()
    )
    answer = client.post(reverse("registration.unit"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "有 3 处需要改正" in page
    assert 'href="#id_credit_code"' in page
    assert "历下示例软件公司" in page
    assert "licence-kept" in page
    assert "山东省卫生健康委员会" in page
    assert PASSWORD not in page
    token = answer.context["form"]["licence"].value().attachments[0].token("licence")
    assert client.post(reverse("registration.unit"), unit_answers(cast, **{"licence-kept": token})).status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"superior": ""}, "请查找并选择主管部门或上级单位"),
        ({"password2": "Another_9x"}, "两次填写的密码不一致"),
        ({"password": "12345678", "password2": "12345678"}, "密码应至少包含"),
        ({"commitment": ""}, "请阅读并勾选承诺"),
        ({"credit_code": make.credit_code(3)}, "已被已注册的单位使用"),
        (
            {"credit_code": make.credit_code(60, "91370200")},
            "青岛市（370200），与所选区域济南市历下区（370102）不一致",
        ),
        ({"credit_code": make.credit_code(60, "12370100")}, "单位性质的信用代码通常以 91 开头"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, client: Client, changes: dict[str, Any], message: str) -> None:
    answer = client.post(reverse("registration.unit"), unit_answers(cast, licence=picture(), **changes))
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_an_existing_user_proves_the_password_within_the_limit(cast: Cast, client: Client) -> None:
    known = {"existing": "on", "document": make.document(11), "password2": "", "real_name": "", "mobile": ""}
    address = reverse("registration.unit")
    for _ in range(5):
        wrong = unit_answers(cast, licence=picture(), **known, password="Wrong-pair_1")
        assert "密码错误" in client.post(address, wrong).content.decode()
    right = unit_answers(cast, licence=picture(), **known, password=make.PASSWORD)
    assert client.post(address, right).status_code == 422
    with clock.frozen(clock.now().replace(year=clock.now().year + 1)):
        assert client.post(address, right | {"licence": picture()}).status_code == 302
    assert UnitRegistration.everywhere.get().existing_account == cast.stranger


def test_units_are_found_by_a_piece_of_the_name_with_and_without_script(cast: Cast, client: Client) -> None:
    address = reverse("registration.unit")
    plain = client.post(address, unit_answers(cast, look="superior", superior="", superior_text="第一医院"))
    assert "济南示例第一医院" in plain.content.decode()
    assert 'value="历下示例软件公司"' in plain.content.decode()
    htmx = {"HX-Request": "true", "HX-Target": "superior-found"}
    part = client.get(address, {"superior_text": cast.school.credit_code}, headers=htmx).content.decode()
    assert "青岛示例第二中学" in part
    assert "<html" not in part


def test_what_was_confirmed_of_the_code_is_still_ticked_in_the_correction(cast: Cast, client: Client) -> None:
    registration = unit_asks(cast.health, credit_code=make.credit_code(60, "91370200"))
    admin = cast.health_admin
    decide(UNIT, [registration.review_id or 0], approve=False, note="请补执照", by=admin, scope=admin.scope(UNIT.needs))
    client.post(reverse("registration.status"), {"number": registration.number, "document": make.document(60)})
    page = client.get(reverse("registration.unit.correction")).content.decode()
    tick = page.split('name="confirmed"')[1].split(">")[0]
    assert "checked" in tick


def test_that_the_password_must_be_typed_again_is_said(cast: Cast, client: Client) -> None:
    address = reverse("registration.unit")
    assert TYPE_AGAIN in client.post(address, unit_answers(cast, phone="")).content.decode()
    assert TYPE_AGAIN not in client.get(address).content.decode()


@pytest.mark.covers("M1.3")
def test_the_state_is_looked_up_with_number_and_document(cast: Cast, client: Client) -> None:
    registration = person_asks(cast.hospital)
    address = reverse("registration.status")
    assert client.get(reverse("registration.record")).headers["Location"] == address
    wrong = client.post(address, {"number": registration.number, "document": make.document(71)})
    assert "查询编号或证件号不正确" in wrong.content.decode()
    right = {"number": f" {registration.grouped_number.lower()}", "document": make.document(70)}
    page = client.post(address, right, follow=True).content.decode()
    assert "吴院员" in page
    client.post(reverse("registration.withdrawal"))
    assert "修改后重新提交" in client.get(reverse("registration.record")).content.decode()


@pytest.mark.covers("M1.3")
def test_a_rejected_unit_corrects_its_form_with_everything_in_it(cast: Cast, client: Client) -> None:
    registration = unit_asks(cast.health)
    admin = cast.health_admin
    decide(UNIT, [registration.review_id or 0], approve=False, note="名称不符", by=admin, scope=admin.scope(UNIT.needs))
    client.post(reverse("registration.status"), {"number": registration.number, "document": make.document(60)})
    address = reverse("registration.unit.correction")
    page = client.get(address).content.decode()
    assert "名称不符" in page
    assert 'value="历下示例软件公司"' in page
    token = registration.licence.token("licence")
    answers = unit_answers(cast, name="历下示例软件有限公司", password="", password2="", **{"licence-kept": token})
    assert client.post(address, answers).status_code == 302
    registration.refresh_from_db()
    assert (registration.name, registration.review.round) == ("历下示例软件有限公司", 2)
    assert client.get(address).headers["Location"] == reverse("registration.status")


@pytest.mark.covers("M1.3")
def test_guessing_the_document_of_a_number_stops_after_five(cast: Cast, client: Client) -> None:
    registration, address = person_asks(cast.hospital), reverse("registration.status")
    for number in range(71, 76):
        client.post(address, {"number": registration.number, "document": make.document(number)})
    answer = client.post(address, {"number": registration.number, "document": make.document(70)})
    assert "15 分钟后再试" in answer.content.decode()


def test_doors(cast: Cast, client: Client) -> None:
    assert client.get(reverse("registration.withdrawal")).status_code == 405
    assert client.post(reverse("registration.withdrawal")).headers["Location"] == reverse("registration.status")
    assert client.post(reverse("registration.record")).status_code == 405
