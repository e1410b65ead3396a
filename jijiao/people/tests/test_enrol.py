"""Enrolling people: one per document, told apart from those on the own roll and on another's."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.jobs.models import Job
from jijiao.lib.refusal import Refusal
from jijiao.people import actions
from jijiao.people.actions import AlreadyEnrolled, Newcomer, PersonFacts
from jijiao.people.models import Person
from jijiao.people.standing import State
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit


def facts(number: int, name: str = "赵晓明", **changes: Any) -> PersonFacts:
    return PersonFacts(
        name=name, document_kind="111", document=make.document(number), mobile=f"137{number:08d}", title_series="04",
        **changes,
    )  # fmt: skip


def test_a_person_joins_the_roll_with_the_units_path(cast: Cast) -> None:
    new = facts(301, title="主治医师", title_level="3", title_on=date(2019, 12, 1))
    person = actions.enrol(new, unit=cast.hospital, department=cast.surgery, by=cast.hospital_admin)
    person.refresh_from_db()
    assert (person.unit, person.unit_path, person.department) == (cast.hospital, cast.hospital.path, cast.surgery)
    assert (person.document, person.mobile, person.status) == (make.document(301), "13700000301", "20")
    assert Event.objects.filter(tag="person.enrol", subject_id=person.pk, account_id=cast.hospital_admin.account_id)


def test_the_numbers_lie_sealed_in_the_database(cast: Cast) -> None:
    person = actions.enrol(facts(302), unit=cast.hospital, by=cast.hospital_admin)
    stored = Person.everywhere.filter(pk=person.pk).values_list("document", "mobile", "document_key", "mobile_key")[0]
    assert make.document(302) not in "".join(map(str, stored))
    assert "13700000302" not in "".join(map(str, stored))


def test_new_people_are_counted_by_one_job_in_the_same_transaction(cast: Cast) -> None:
    newcomers = [Newcomer(number, facts(number)) for number in (303, 304, 305)]
    outcomes = actions.enrol_many(newcomers, unit=cast.hospital, by=cast.hospital_admin)
    job = Job.everywhere.get(kind="credits.open_results")
    assert job.payload == {"people": [outcome.person.pk for outcome in outcomes.values() if outcome.person]}
    actions.enrol_many(newcomers, unit=cast.hospital, by=cast.hospital_admin)
    assert Job.everywhere.filter(kind="credits.open_results").count() == 1


def test_somebody_on_the_own_roll_is_left_as_they_are(cast: Cast) -> None:
    again = PersonFacts(name="李 建国", document_kind="111", document=cast.li.document, title_series="99")
    outcome = actions.enrol_many([Newcomer("row 2", again)], unit=cast.hospital, by=cast.hospital_admin)["row 2"]
    assert (outcome.state, outcome.person) == (State.ON_OWN_ROLL, cast.li)
    cast.li.refresh_from_db()
    assert cast.li.name == "李建国"
    with pytest.raises(AlreadyEnrolled) as refused:
        actions.enrol(again, unit=cast.hospital, by=cast.hospital_admin)
    assert refused.value.person == cast.li


def test_of_somebody_on_another_roll_only_the_units_name_is_told(cast: Cast) -> None:
    theirs = PersonFacts(name="王秀英", document_kind="111", document=cast.wang.document, title_series="99")
    outcome = actions.enrol_many([Newcomer(2, theirs)], unit=cast.hospital, by=cast.hospital_admin)[2]
    assert (outcome.state, outcome.person) == (State.ELSEWHERE, None)
    assert cast.school.name in outcome.reason
    assert cast.wang.name not in outcome.reason
    assert Person.everywhere.filter(document_key=cast.wang.document_key).count() == 1


def test_of_two_newcomers_with_one_document_the_first_is_enrolled(cast: Cast) -> None:
    twice = [Newcomer(2, facts(306)), Newcomer(3, facts(306, "钱二"))]
    outcomes = actions.enrol_many(twice, unit=cast.hospital, by=cast.hospital_admin)
    assert [outcomes[2].state, outcomes[3].state] == [State.ENROLLED, State.ON_OWN_ROLL]
    assert Person.everywhere.get(name="赵晓明").mobile == "13700000306"


def test_an_administrator_with_the_same_document_and_name_becomes_a_technician_too(cast: Cast) -> None:
    clerk = cast.hospital_clerk.account
    known = PersonFacts(name=clerk.name, document_kind="111", document=clerk.document, title_series="99")
    assert actions.enrol(known, unit=cast.hospital, by=cast.hospital_admin).account == clerk
    assert Hat.everywhere.filter(account=clerk, kind=Hat.Kind.TECHNICIAN).exists()
    misnamed = PersonFacts(name="另一个人", document_kind="111", document=cast.stranger.document, title_series="99")
    with pytest.raises(AlreadyEnrolled, match="该证件号已有账号") as refused:
        actions.enrol(misnamed, unit=cast.hospital, by=cast.hospital_admin)
    assert refused.value.field == "name"
    assert not Person.everywhere.filter(name="另一个人").exists()


def test_five_hundred_are_enrolled_without_a_query_for_each(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    newcomers = [Newcomer(number, facts(number)) for number in range(400, 900)]
    with django_assert_max_num_queries(30):
        actions.enrol_many(newcomers, unit=cast.hospital, by=cast.hospital_admin)
    assert Person.everywhere.filter(unit=cast.hospital).count() == 501


def test_a_unit_that_is_no_longer_active_takes_nobody_on(cast: Cast) -> None:
    Unit.everywhere.filter(pk=cast.hospital.pk).update(status=Unit.Status.CLOSED)
    with pytest.raises(Refusal, match="单位已停用"):
        actions.enrol(facts(307), unit=cast.hospital, by=cast.hospital_admin)


def test_a_department_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        actions.enrol(facts(308), unit=cast.school, department=cast.surgery, by=cast.school_admin)
    assert refused.value.field == "department"
    assert not Person.everywhere.filter(name="赵晓明").exists()
