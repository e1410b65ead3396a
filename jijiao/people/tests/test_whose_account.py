"""An account that was there before the enrolment is bound only where it is known to be the person's or the unit's."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.chiefs import Chief
from jijiao.accounts.models import Account, Hat, Role
from jijiao.administrators.chiefs import name_chief
from jijiao.lib.actor import SYSTEM
from jijiao.people import actions
from jijiao.people.models import Person
from jijiao.people.standing import WAITS, State
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import import_
from jijiao.people.tests.test_new import TYPED
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3", "M5.4.3.1")
AsHat = Callable[[Hat], Client]


@pytest.fixture
def prepared(cast: Cast) -> Account:
    """Opened by the school for a number on no roll, with a password that the school knows."""
    return make.administrator(cast.school, "陈晓东", 501, role="查询人员").account


def facts(account: Account) -> actions.PersonFacts:
    return actions.PersonFacts(name=account.name, document_kind="111", document=account.document, title_series="99")


def bound(account: Account, cast: Cast) -> bool:
    outcome = actions.enrol_many(
        [actions.Newcomer(1, facts(account))], unit=cast.hospital, by=cast.hospital_admin
    )[1]  # fmt: skip
    person = outcome.person
    assert outcome.state == State.ENROLLED
    assert person is not None
    assert (outcome.reason == WAITS) is (person.account is None)
    worn = Hat.everywhere.filter(account=account, kind=Hat.Kind.TECHNICIAN, ended_at=None).exists()
    assert worn is (person.account == account)
    return worn


def test_an_account_that_another_unit_opened_waits_for_its_owner(cast: Cast, prepared: Account) -> None:
    assert not bound(prepared, cast)


def test_an_account_of_nobody_waits_for_its_owner(cast: Cast) -> None:
    assert not bound(cast.stranger, cast)


def test_a_former_administrators_account_waits_for_its_owner(cast: Cast) -> None:
    accounts.dismiss(cast.hospital_clerk, by=cast.hospital_admin)
    assert not bound(cast.hospital_clerk.account, cast)


def test_a_technicians_account_is_bound(cast: Cast) -> None:
    make.technician_hat(cast.stranger)
    assert bound(cast.stranger, cast)


def test_a_chief_whom_a_superior_seated_with_a_password_is_not_bound(cast: Cast) -> None:
    chief = Chief(document_kind="111", document=make.document(641), name="何新任", mobile="13900000641")
    named = name_chief(cast.clinic, chief, by=cast.hospital_admin)
    assert named.password
    assert named.hat is not None
    assert actions.enrol(facts(named.hat.account), unit=cast.clinic, by=named.hat).account is None
    role = Role.everywhere.get(unit=None, name="查询人员")
    own = accounts.appoint(cast.stranger, cast.clinic, role=role, by=SYSTEM).account
    assert actions.enrol(facts(own), unit=cast.clinic, by=named.hat).account == own


def test_the_page_says_so(cast: Cast, as_hat: AsHat, prepared: Account) -> None:
    typed = TYPED | {"name": prepared.name, "document": prepared.document}
    page = as_hat(cast.hospital_admin).post("/people/new/", typed, follow=True).content.decode()
    assert f"已新增：陈晓东。{WAITS}" in page


def test_an_import_enrols_without_binding(cast: Cast, as_hat: AsHat, prepared: Account) -> None:
    clerk = cast.hospital_clerk.account
    rows = [good_row(at, name=each.name, document=each.document) for at, each in enumerate((prepared, clerk), 301)]
    _, counts = import_(as_hat(cast.hospital_admin), upload(rows))
    assert counts["新增"] == 2
    found = dict(Person.everywhere.filter(unit=cast.hospital).values_list("document_key", "account_id"))
    assert [found[each.document_key] for each in (prepared, clerk)] == [None, clerk.pk]
