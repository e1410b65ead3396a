"""What an approved registration brings about: the unit with its administrator, the person with account and roll."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat
from jijiao.jobs.actions import enqueue
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.people import actions as people
from jijiao.people.actions import PersonFacts
from jijiao.people.moving import lodge
from jijiao.registration.actions import TELL_OUTCOME, close
from jijiao.registration.applications import PERSON_FACTS, Applicant
from jijiao.registration.checks import CODE_TAKEN, account_of, person_of, roll_problem
from jijiao.registration.inviting import tell_inviters
from jijiao.registration.models import PersonRegistration, Registration, UnitRegistration
from jijiao.units import actions as units
from jijiao.units.models import Unit
from jijiao.units.queries import code_is_taken
from jijiao.units.temporary import is_temporary

ACCOUNT_SINCE = "该证件号已是本系统用户，请驳回，并请申请人勾选“已是本系统用户”后重新提交"
SUPERIOR_GONE = "申请的主管部门已不是有效单位，请驳回，并请申请人重新选择"
DEPARTMENT_CLOSED = "申请的工作部门已撤销，请驳回，并请申请人重新选择"


def admit_units(registrations: Sequence[UnitRegistration], by: Actor) -> None:
    """Found each unit and make its applicant the 超级管理员."""
    for registration in registrations:
        unit = units.found(
            _facts_of_unit(registration), superior=registration.superior, authority=registration.authority, by=by
        )
        accounts.appoint(_account(registration, by), unit, chief=True, by=by)
        registration.unit = unit
        registration.save(update_fields=["unit"])
    close(registrations)
    tell_inviters(registrations)
    _tell_applicants(registrations)


def admit_people(registrations: Sequence[PersonRegistration], by: Actor) -> None:
    """Give each an account with the technician's hat and a place on the unit's roll.

    Somebody whom the unit had imported before keeps that row; the account is linked to it.
    """
    for registration in registrations:
        account = _account(registration, by)
        accounts.give_hat(account, Hat.Kind.TECHNICIAN, by=by)
        person = person_of(registration.document_kind, registration.document) or people.enrol(
            _facts_of_person(registration, account), unit=registration.unit, department=registration.department, by=by
        )
        people.link_account(person, account, by=by)
        if is_temporary(registration.unit):
            lodge(person, by=by)
        registration.person = person
        registration.save(update_fields=["person"])
    close(registrations)
    _tell_applicants(registrations)


def turn_away(registrations: Sequence[Registration], by: Actor) -> None:
    """A rejection creates nothing; the applicant may hand it in again."""
    close(registrations)
    _tell_applicants(registrations)


def _tell_applicants(registrations: Sequence[Registration]) -> None:
    payload = {"kind": type(registrations[0]).__name__, "registrations": [row.pk for row in registrations]}
    enqueue(TELL_OUTCOME, payload, by=SYSTEM)


def units_in_the_way(registrations: Sequence[UnitRegistration]) -> Mapping[int, str]:
    """By pk, why an application cannot be approved."""
    return _first_reasons(registrations, (_code_taken, _superior_gone, _account_since))


def people_in_the_way(registrations: Sequence[PersonRegistration]) -> Mapping[int, str]:
    """By pk, why an application cannot be approved."""
    return _first_reasons(registrations, (_on_a_roll, _department_closed, _account_since))


def _first_reasons(registrations: Sequence[Any], checks: Sequence[Callable[[Any], str]]) -> dict[int, str]:
    found = ((row.pk, next((why for check in checks if (why := check(row))), "")) for row in registrations)
    return {pk: why for pk, why in found if why}


def _code_taken(registration: UnitRegistration) -> str:
    return CODE_TAKEN.split("。")[0] if code_is_taken(registration.credit_code) else ""


def _superior_gone(registration: UnitRegistration) -> str:
    above = registration.superior or registration.authority
    return "" if above.status == Unit.Status.ACTIVE else SUPERIOR_GONE


def _on_a_roll(registration: PersonRegistration) -> str:
    return roll_problem(_applicant(registration), registration.unit)


def _department_closed(registration: PersonRegistration) -> str:
    department = registration.department
    return DEPARTMENT_CLOSED if department is not None and department.closed_at is not None else ""


def _account_since(registration: Registration) -> str:
    if registration.existing_account_id is not None:
        return ""
    return ACCOUNT_SINCE if account_of(_applicant(registration)) else ""


def _applicant(registration: Registration) -> Applicant:
    return Applicant(document_kind=registration.document_kind, document=registration.document)


def _account(registration: Registration, by: Actor) -> Account:
    if registration.existing_account is not None:
        return registration.existing_account
    return accounts.register(
        document_kind=registration.document_kind,
        document=registration.document,
        name=registration.real_name,
        mobile=registration.mobile,
        email=registration.email,
        landline=getattr(registration, "landline", ""),
        password_hash=registration.password,
        by=by,
    )


def _facts_of_unit(registration: UnitRegistration) -> units.UnitFacts:
    names = (
        *("name", "kind", "nature", "level", "industry", "phone", "address", "credit_code"),
        *("base_level", "base_type"),
    )
    facts = {name: getattr(registration, name) for name in names}
    return units.UnitFacts(region_id=registration.region_id, **facts)


def _facts_of_person(registration: PersonRegistration, account: Account) -> PersonFacts:
    names = ("document_kind", "document", *PERSON_FACTS)
    facts = {name: getattr(registration, name) for name in names}
    # an existing account knows its own contacts; the application then holds none
    contact = {"mobile": registration.mobile or account.mobile, "email": registration.email or account.email}
    return PersonFacts(name=registration.real_name, **contact, **facts)
