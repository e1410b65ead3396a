"""专业技术人员注册: to the unit, approved onto its roll; who is on a roll already; rivals for a number."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from jijiao.accounts.models import Account, Hat
from jijiao.lib.actor import VISITOR
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.registration.actions import correct_person, withdraw
from jijiao.registration.models import PersonRegistration
from jijiao.registration.notices import OPENED_ELSEWHERE, OTHER_CONTACTS, about_person
from jijiao.registration.queries import waiting_for
from jijiao.registration.review import PERSON, UNIT
from jijiao.registration.tests.forms_filled import (
    PASSWORD,
    SESSION,
    applicant,
    person_application,
    person_asks,
    unit_asks,
    upload,
)
from jijiao.reviews.actions import Outcome, decide
from jijiao.reviews.flow import State
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("R0.2")


def review(registration: PersonRegistration, by: Hat, approve: bool = True, note: str = "") -> Outcome:
    [outcome] = decide(
        PERSON, [registration.review_id or 0], approve=approve, note=note, by=by, scope=by.scope(PERSON.needs)
    )
    registration.refresh_from_db()
    return outcome


@pytest.mark.covers("M5.1.3.1")
def test_an_approved_person_is_on_the_roll_and_can_sign_in(cast: Cast) -> None:
    registration = person_asks(cast.hospital, department=cast.surgery)
    assert not Account.objects.filter(document_key=registration.document_key).exists()
    assert review(registration, cast.hospital_admin).done
    person = registration.person
    assert person is not None
    assert (person.unit, person.department, person.title, person.education) == (
        cast.hospital, cast.surgery, "工程师", "21",
    )  # fmt: skip
    account = authenticate(None, login_name=make.document(70), password=PASSWORD)
    assert person.account == account
    assert Hat.everywhere.get(account=account).kind == Hat.Kind.TECHNICIAN
    assert not registration.open


def test_sex_and_birth_date_come_onto_the_roll(cast: Cast) -> None:
    who = applicant(74, document_kind="414", document="E12345678")
    registration = person_asks(cast.hospital, 74, applicant=who, sex="2", born_on=date(1988, 3, 2))
    assert review(registration, cast.hospital_admin).done
    person = registration.person
    assert person is not None
    assert (person.sex, person.born_on) == ("2", date(1988, 3, 2))


def test_many_are_admitted_in_one_decision(cast: Cast) -> None:
    rows = [person_asks(cast.hospital, number) for number in range(70, 75)]
    outcomes = decide(
        PERSON, [row.review_id or 0 for row in rows], approve=True,
        by=cast.hospital_admin, scope=cast.hospital_admin.scope(PERSON.needs),
    )  # fmt: skip
    assert all(outcome.done for outcome in outcomes)
    assert Person.everywhere.filter(unit=cast.hospital, account__isnull=False).count() == 6


def test_who_is_on_another_roll_is_sent_there(cast: Cast) -> None:
    imported = make.person(cast.school, "王同学", 150)
    registration = person_asks(cast.hospital, 150)
    assert "青岛示例第二中学" in about_person(registration)[0]
    outcome = review(registration, cast.hospital_admin)
    assert not outcome.done
    assert "青岛示例第二中学" in outcome.message
    assert imported.name not in outcome.message


def test_whom_the_unit_imported_before_keeps_that_row(cast: Cast) -> None:
    imported = make.person(cast.hospital, "赵导入", 150)
    registration = person_asks(cast.hospital, 150)
    assert any("不一致" in notice for notice in about_person(registration))
    assert review(registration, cast.hospital_admin).done
    assert registration.person == imported
    imported.refresh_from_db()
    assert imported.account is not None


def test_a_number_that_waits_elsewhere_is_told_to_the_reviewer_alone(cast: Cast) -> None:
    """Neither applicant learns of the other; one of them is admitted, the other cannot be."""
    mine, other = person_asks(cast.hospital), person_asks(cast.school, applicant=applicant(70, "冒名者"))
    assert "青岛示例第二中学" in about_person(mine)[0]
    assert "济南示例第一医院" in about_person(other)[0]
    assert review(mine, cast.hospital_admin).done
    outcome = review(other, cast.school_admin)
    assert not outcome.done
    assert Person.everywhere.get(document_key=mine.document_key).unit == cast.hospital
    assert review(other, cast.school_admin, approve=False, note="不是本单位人员").done


def test_one_open_application_an_account(cast: Cast) -> None:
    own = cast.jinan_admin.account
    first = person_asks(cast.hospital, applicant=applicant(2, document=own.document, account=own))
    with pytest.raises(Refusal, match="注册进度查询"):
        person_asks(cast.school, applicant=applicant(2, document=own.document, account=own))
    withdraw(first, by=VISITOR)
    assert (
        person_asks(cast.school, applicant=applicant(2, document=own.document, account=own)).review.desk == cast.school
    )


def test_the_reviewer_is_told_whose_account_asks(cast: Cast) -> None:
    """An account that another unit opened, and contacts that are not those of the roll."""
    theirs = make.administrator(cast.school, "赵导入", 150, role="查询人员").account
    imported = make.person(cast.hospital, "赵导入", 150)
    who = applicant(150, "赵导入", account=theirs)
    asked = person_asks(cast.hospital, applicant=who)
    assert {OPENED_ELSEWHERE, OTHER_CONTACTS} <= set(about_person(asked))
    imported.mobile = theirs.mobile
    imported.save()
    Hat.everywhere.filter(account=theirs).delete()
    assert not {OPENED_ELSEWHERE, OTHER_CONTACTS} & set(about_person(asked))


def test_who_registered_a_unit_has_an_account_of_their_own(cast: Cast) -> None:
    unit = unit_asks(cast.health)
    decide(UNIT, [unit.review_id or 0], approve=True, by=cast.health_admin, scope=cast.health_admin.scope(UNIT.needs))
    own = Account.objects.get(document_key=unit.document_key)
    asked = person_asks(cast.hospital, applicant=applicant(60, account=own))
    assert OPENED_ELSEWHERE not in about_person(asked)


def test_a_rejected_person_can_apply_again(cast: Cast) -> None:
    registration = person_asks(cast.hospital)
    assert review(registration, cast.hospital_admin, approve=False, note="不是本单位人员").done
    proof = registration.proofs.get()
    again = person_application(
        cast.school, applicant=applicant(70, password=""), proofs=(proof.ref, upload("second.png").ref)
    )
    correct_person(registration, again, by=VISITOR, session_key=SESSION)
    assert registration.proofs.count() == 2
    assert review(registration, cast.school_admin).done
    assert authenticate(None, login_name=make.document(70), password=PASSWORD)


def test_an_administrator_becomes_a_technician_of_the_same_unit_by_a_colleagues_review(cast: Cast) -> None:
    """四眼: the clerk of the same unit may, the administrator may not decide on the own registration."""
    own = cast.hospital_admin.account
    registration = person_asks(cast.hospital, applicant=applicant(5, document=own.document, account=own))
    outcome = review(registration, cast.hospital_admin)
    assert not outcome.done
    assert "本人" in outcome.message
    assert review(registration, cast.hospital_clerk).done
    assert registration.person is not None
    assert registration.person.account == own


def test_a_unit_without_administrator_is_stood_in_for(cast: Cast) -> None:
    registration = person_asks(cast.clinic)
    assert registration.review.desk == cast.hospital
    assert registration.review.stops.get().label == "上级代审"


@pytest.mark.covers("M1.3")
def test_the_sign_in_page_learns_by_whom_it_waits_only_with_the_right_password(cast: Cast) -> None:
    registration = person_asks(cast.hospital)
    answer = waiting_for(make.document(70), PASSWORD)
    assert answer is not None
    assert answer.office is not None
    assert (answer.state, answer.office.name, answer.office.phone) == (
        State.PENDING, "济南示例第一医院", "0531-86000000",
    )  # fmt: skip
    assert waiting_for(make.document(70), "Wrong-pair_1") is None
    assert waiting_for(make.document(71), PASSWORD) is None
    review(registration, cast.hospital_admin, approve=False, note="请补充证明材料")
    rejected = waiting_for(make.document(70), PASSWORD)
    assert rejected is not None
    assert rejected.reason == "请补充证明材料"


def test_a_department_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        person_asks(cast.school, department=cast.surgery)
    assert refused.value.field == "department"
