"""用人单位注册 from application to signing in: route, rivals for a code, four eyes, existing users."""

import pytest
from django.contrib.auth import authenticate

from jijiao.accounts.models import Account, Hat
from jijiao.jobs.testing import run_waiting
from jijiao.letters.queries import letters_of
from jijiao.lib.actor import VISITOR
from jijiao.lib.refusal import Refusal
from jijiao.registration.actions import correct_unit, register_unit, withdraw
from jijiao.registration.models import UnitRegistration
from jijiao.registration.notices import about_unit
from jijiao.registration.review import UNIT
from jijiao.registration.tests.forms_filled import PASSWORD, SESSION, applicant, unit_application, unit_asks, upload
from jijiao.reviews.actions import Outcome, decide
from jijiao.reviews.flow import IllegalMove
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

pytestmark = pytest.mark.covers("M1.2")


def review(registration: UnitRegistration, by: Hat, approve: bool = True, note: str = "") -> Outcome:
    [outcome] = decide(
        UNIT, [registration.review_id or 0], approve=approve, note=note, by=by, scope=by.scope(UNIT.needs)
    )
    registration.refresh_from_db()
    return outcome


@pytest.mark.covers("M1.3", "M5.1.3.2")
def test_an_approved_unit_exists_and_its_administrator_can_sign_in(cast: Cast) -> None:
    registration = unit_asks(cast.health)
    assert registration.review.desk == cast.health
    assert not Unit.everywhere.filter(name=registration.name).exists()
    assert authenticate(None, login_name=make.document(60), password=PASSWORD) is None
    assert review(registration, cast.health_admin).done
    unit = registration.unit
    assert unit is not None
    assert (unit.kind, unit.superior, unit.credit_code) == (Unit.Kind.EMPLOYER, cast.health, make.credit_code(60))
    account = authenticate(None, login_name=make.document(60), password=PASSWORD)
    assert Hat.everywhere.get(account=account).unit == unit
    assert Hat.everywhere.get(account=account).chief


def test_a_unit_without_superior_is_reviewed_by_the_authority_of_its_level(cast: Cast) -> None:
    assert unit_asks(None, level="30").review.desk == cast.jinan
    provincial = unit_asks(None, 61, level="20")
    assert provincial.review.desk == cast.province
    assert provincial.review.stops.get().label == "人社部门审核"


@pytest.mark.covers("M1.4")
def test_a_branch_is_reviewed_by_its_parent(cast: Cast) -> None:
    branch = unit_asks(cast.hospital, name="第一医院西院区")
    assert review(branch, cast.hospital_admin).done
    assert branch.unit is not None
    assert branch.unit.above == cast.hospital


def test_a_base_cannot_be_a_superior(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        unit_asks(cast.base)
    assert refused.value.field == "superior"


def test_a_code_of_an_active_unit_is_refused_at_once(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        unit_asks(cast.health, credit_code=cast.school.credit_code)
    assert refused.value.field == "credit_code"


def test_a_rejection_needs_a_reason_and_creates_nothing(cast: Cast) -> None:
    registration, accounts = unit_asks(cast.health), Account.objects.count()
    with pytest.raises(Refusal) as refused:
        review(registration, cast.health_admin, approve=False, note=" ")
    assert refused.value.field == "note"
    assert review(registration, cast.health_admin, approve=False, note="证照不清晰").done
    assert not registration.open
    assert Account.objects.count() == accounts
    assert registration.unit is None


@pytest.mark.covers("M1.3")
def test_a_rejected_application_is_corrected_without_typing_all_anew(cast: Cast) -> None:
    registration = unit_asks(cast.health)
    review(registration, cast.health_admin, approve=False, note="名称与证照不符")
    licence = registration.licence
    corrected = unit_application(
        cast.hospital, name="历下示例软件有限公司", licence=licence.ref, applicant=applicant(60, password="")
    )
    correct_unit(registration, corrected, by=VISITOR, session_key=SESSION)
    registration.refresh_from_db()
    assert (registration.licence, registration.review.round) == (licence, 2)
    assert registration.review.desk == cast.hospital
    assert review(registration, cast.hospital_admin).done
    assert authenticate(None, login_name=make.document(60), password=PASSWORD)


def test_what_waits_cannot_be_corrected_but_taken_back(cast: Cast) -> None:
    registration = unit_asks(cast.health)
    with pytest.raises(IllegalMove):
        correct_unit(registration, unit_application(cast.health), by=VISITOR, session_key=SESSION)
    withdraw(registration, by=VISITOR)
    assert review(registration, cast.health_admin).message == "申请人已撤回"
    new = upload("new.png")
    again = unit_application(cast.health, licence=new.ref)
    correct_unit(registration, again, by=VISITOR, session_key=SESSION)
    assert registration.licence == new


def test_an_upload_of_another_session_is_not_taken(cast: Cast) -> None:
    with pytest.raises(Refusal, match="附件"):
        unit_asks(cast.health, licence=upload(session="another").ref)
    assert not UnitRegistration.everywhere.exists()


def test_a_document_with_an_account_must_be_proved(cast: Cast) -> None:
    known = cast.stranger
    unproved = unit_asks(cast.health, applicant=applicant(11, document=known.document))
    outcome = review(unproved, cast.health_admin)
    assert not outcome.done
    assert "已是本系统用户" in outcome.message
    assert "已是本系统用户" in about_unit(unproved)[0]
    run_waiting()
    assert letters_of(known.pk).get().title == "有人用您的证件号申请注册"
    review(unproved, cast.health_admin, approve=False, note="请勾选已是本系统用户")
    registration = unit_asks(cast.health, applicant=applicant(11, document=known.document, account=known))
    assert registration.password == ""
    assert review(registration, cast.health_admin).done
    assert Hat.everywhere.get(account=known, unit=registration.unit).chief


def test_nobody_decides_on_the_unit_they_will_administer(cast: Cast) -> None:
    """四眼: the only administrator of 省卫健委 applies with the own account, so the review climbs to 省厅."""
    own = cast.health_admin.account
    registration = unit_asks(cast.health, applicant=applicant(4, document=own.document, account=own))
    assert registration.review.desk == cast.province
    assert registration.review.stops.get().label == "上级代审"


def test_an_account_made_since_stands_in_the_way(cast: Cast) -> None:
    registration = unit_asks(cast.health)
    make.account("后来者", 60)
    outcome = review(registration, cast.health_admin)
    assert not outcome.done
    assert "已是本系统用户" in outcome.message


def test_one_upload_serves_one_application(cast: Cast) -> None:
    application = unit_application(cast.health)
    register_unit(application, by=VISITOR, session_key=SESSION)
    with pytest.raises(Refusal, match="附件"):
        register_unit(application, by=VISITOR, session_key=SESSION)
