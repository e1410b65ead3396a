"""Where an application leads who has no unit to choose, or is known already: invitation, 临时单位, activation."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM, VISITOR
from jijiao.lib.refusal import Refusal
from jijiao.people.activating import activation_by, open_links
from jijiao.people.models import Person
from jijiao.registration.actions import register_person
from jijiao.registration.models import PersonRegistration, UnitInvitation, UnitRegistration
from jijiao.registration.review import UNIT
from jijiao.registration.tests.forms_filled import applicant, person_application, person_asks, picture
from jijiao.registration.tests.test_pages import unit_answers
from jijiao.registration.tests.test_person_pages import person_answers
from jijiao.registration.tests.test_register_person import review
from jijiao.reviews.actions import decide
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import TemporaryUnit

pytestmark = pytest.mark.covers("R0.2")

INVITE = {
    "unit_name": "历下示例软件公司", "region": "370102", "address": "hr@example.com",
    "inviter": "赵申请", "contact": "zhao@example.com",
}  # fmt: skip


def sent_to(address: str) -> list[str]:
    """Bodies of the e-mails to this address once the queue is empty, oldest first."""
    run_waiting()
    return [str(message.body) for message in mail.outbox if message.to == [address]]


def test_a_unit_that_is_not_found_is_invited_and_registers(cast: Cast, client: Client) -> None:
    page = client.get(
        reverse("registration.person"), {"unit_text": "历下示例软件", "region": "370102"}
    ).content.decode()
    assert "/register/invitation/?unit_name=%E5%8E%86" in page
    answer = client.post("/register/invitation/", INVITE, follow=True)
    assert "等待单位办理注册" in answer.content.decode()
    [text] = sent_to("hr@example.com")
    found = re.search(r"/register/unit/\?invitation=\S+", text)
    assert found is not None
    form = client.get(found[0]).content.decode()
    assert "赵申请邀请贵单位注册" in form
    assert 'value="历下示例软件公司"' in form
    invitation = UnitInvitation.objects.get()
    client.post(reverse("registration.unit"), unit_answers(cast, licence=picture(), invitation=invitation.ref))
    registration = UnitRegistration.everywhere.get()
    by = cast.health_admin
    decide(UNIT, [registration.review_id or 0], approve=True, by=by, scope=by.scope(UNIT.needs))
    assert "单位已完成注册" in client.get(f"/register/invitation/{invitation.ref}/").content.decode()
    assert any("您邀请的历下示例软件公司已完成注册" in text for text in sent_to("zhao@example.com"))


def test_one_address_is_invited_once_a_day(cast: Cast, client: Client) -> None:
    client.post("/register/invitation/", INVITE)
    answer = client.post("/register/invitation/", INVITE | {"unit_name": "另一示例公司"})
    assert answer.status_code == 422
    assert "请明天再试" in answer.content.decode()
    assert "另一示例公司" in answer.content.decode()
    wrong = client.post("/register/invitation/", INVITE | {"address": "12", "region": "", "inviter": "@"})
    assert wrong.content.decode().count('class="err"') >= 3
    assert UnitInvitation.objects.count() == 1


def test_without_a_unit_one_comes_to_the_temporary_unit_of_the_region(cast: Cast, client: Client) -> None:
    answers = person_answers(cast, unit="", department="", temporary="on")
    assert "请选择区域：临时单位按区域设立" in client.post(reverse("registration.person"), answers).content.decode()
    page = client.post(reverse("registration.person"), answers | {"region": "370100"}, follow=True).content.decode()
    assert "济南市人力资源和社会保障局（上级代审）" in page
    registration = PersonRegistration.everywhere.get()
    assert registration.unit == TemporaryUnit.objects.get().unit
    assert review(registration, cast.jinan_admin).done
    assert Person.everywhere.get(pk=registration.person_id or 0).status == Person.Status.TEMPORARY
    assert register_person(person_application_without_unit(), by=VISITOR, session_key="s").unit == registration.unit


def person_application_without_unit() -> Any:
    from jijiao.units.models import Region

    jinan = Region.objects.get(pk="370100")
    return person_application(None, 71, region=jinan, proofs=())  # type: ignore[arg-type]


def test_it_is_taken_back_and_changed_in_one_step(cast: Cast, client: Client) -> None:
    client.post(reverse("registration.person"), person_answers(cast))
    answer = client.post(reverse("registration.withdrawal"), {"then": "correct"}, follow=True)
    assert 'value="赵申请"' in answer.content.decode()
    corrected = person_answers(cast, real_name="赵新申", password="", password2="")
    client.post(reverse("registration.person.correction"), corrected)
    registration = PersonRegistration.everywhere.get()
    assert (registration.real_name, registration.review.state, registration.review.round) == ("赵新申", "pending", 2)


def test_who_was_imported_is_led_to_activation_at_the_addresses_of_the_roll(cast: Cast) -> None:
    person = make.person(cast.school, "王同学", 150)
    Person.everywhere.filter(pk=person.pk).update(email="wang@example.com")
    person_asks(cast.hospital, 150)
    [text] = sent_to("wang@example.com")
    assert "您已由青岛示例第二中学登记在册" in text
    found = re.search(r"/activate/(\S+)/", text)
    assert found is not None
    assert activation_by(found[1]) is not None
    assert not any("青岛" in text for text in sent_to("zhao@example.com"))


def test_an_open_link_is_not_ended_by_somebody_elses_application(cast: Cast) -> None:
    person = make.person(cast.school, "王同学", 150)
    Person.everywhere.filter(pk=person.pk).update(email="wang@example.com")
    secret = open_links([person], by=SYSTEM)[person.pk]
    person_asks(cast.hospital, 150)
    assert "请用单位发给您的激活链接" in sent_to("wang@example.com")[0]
    assert activation_by(secret) is not None


@pytest.mark.covers("M1.3", "M5.1.3.1")
def test_applicants_hear_of_the_outcome(cast: Cast) -> None:
    turned, let = person_asks(cast.hospital, 70), person_asks(cast.hospital, 71)
    review(turned, cast.hospital_admin, approve=False, note="请补充职称证书")
    review(let, cast.hospital_admin)
    texts = sent_to("zhao@example.com")
    assert f"审核意见：请补充职称证书。请凭查询编号 {turned.grouped_number}" in texts[0]
    assert "已通过审核" in texts[1]


def test_a_proven_owner_on_another_roll_is_told_its_name_and_no_more(cast: Cast) -> None:
    proven = applicant(102, document=cast.wang.document, account=cast.wang.account)
    with pytest.raises(Refusal) as refused:
        person_asks(cast.hospital, applicant=proven)
    assert refused.value.field == "document"
    assert "青岛示例第二中学" in refused.value.message
    assert cast.wang.name not in refused.value.message
