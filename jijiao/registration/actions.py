"""The verbs of 注册: a unit or a person applies, corrects what was turned down, takes it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from jijiao.accounts.models import document_key
from jijiao.attachments.actions import claim, release
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.lib.refusal import Refusal
from jijiao.registration.applications import PERSON_FACTS, Applicant, PersonApplication, UnitApplication
from jijiao.registration.checks import CODE_WAITS, person_problems, unit_problems
from jijiao.registration.inviting import answered
from jijiao.registration.models import PersonRegistration, Registration, UnitRegistration
from jijiao.reviews import actions as reviews
from jijiao.reviews.flow import IllegalMove
from jijiao.units.queries import authority_for
from jijiao.units.temporary import temporary_unit

COMMITMENT = "2026-1"  # version of the commitment's text on the pages
CODE_KEPT = timedelta(days=30)
ALREADY_APPLIED = "您已有一份待审核的注册申请，请用查询编号到“注册进度查询”查看，不需要重复提交"

TELL_OWNER = "registration.tell_owner"
TELL_OUTCOME = "registration.tell_outcome"

R = TypeVar("R", bound=Registration)


def register_unit(application: UnitApplication, *, by: Actor, session_key: str | None = None) -> UnitRegistration:
    """A unit asks to be let in; nothing but the application exists until its superior approves.

    The licence must be an upload of `by` or of the session. Raises Refusal with the field it is about.
    """
    _refuse(unit_problems(application))
    who = _identity(application.applicant, None)
    with transaction.atomic():
        [licence] = claim([application.licence], by=by, session_key=session_key)
        columns = _unit_columns(application) | who | _reserve(application.credit_code)
        registration = UnitRegistration(**columns, licence=licence, applied_at=clock.now())
        _set_out(registration, Tag.UNIT_REGISTER, by)
        answered(application.invitation, registration)
    return registration


def correct_unit(
    registration: UnitRegistration, application: UnitApplication, *, by: Actor, session_key: str | None = None
) -> UnitRegistration:
    """Hand in a rejected or withdrawn application again, corrected; its 查询编号 stays.

    The licence may be the one it has. An empty password stays as it was.
    """
    _refuse(unit_problems(application))
    who = _identity(application.applicant, registration)
    with transaction.atomic():
        before = registration.licence
        [registration.licence] = claim([application.licence], by=by, session_key=session_key, owned=[before])
        _set_out_again(registration, _unit_columns(application) | who | _reserve(application.credit_code), by)
        if before != registration.licence:
            release([before], by=by)
    return registration


def register_person(application: PersonApplication, *, by: Actor, session_key: str | None = None) -> PersonRegistration:
    """A person asks to be put on a unit's roll. Raises Refusal.

    An account has one open application. A number that was only typed may have several: the reviewer sees them side by
    side, and one of them can be approved.
    """
    who = _identity(application.applicant, None)
    with transaction.atomic():
        application = _housed(application)
        proofs = claim(application.proofs, by=by, session_key=session_key)
        registration = PersonRegistration(**_person_columns(application), **who, applied_at=clock.now())
        _set_out(registration, Tag.PERSON_REGISTER, by)
        registration.proofs.set(proofs)
    return registration


def correct_person(
    registration: PersonRegistration, application: PersonApplication, *, by: Actor, session_key: str | None = None
) -> PersonRegistration:
    """Hand in a rejected or withdrawn application again, corrected; an empty password stays as it was."""
    who = _identity(application.applicant, registration)
    with transaction.atomic():
        application = _housed(application)
        before = list(registration.proofs.all())
        proofs = claim(application.proofs, by=by, session_key=session_key, owned=before)
        _set_out_again(registration, _person_columns(application) | who, by)
        registration.proofs.set(proofs)
        release([proof for proof in before if proof not in proofs], by=by)
    return registration


@transaction.atomic
def withdraw(registration: Registration, *, by: Actor) -> None:
    """The applicant takes the application back; raises IllegalMove once it is decided."""
    reviews.withdraw(registration, by=by)
    close([registration])


def close(registrations: Sequence[Registration]) -> None:
    """Mark applications as no longer on their way."""
    for registration in registrations:
        registration.open = False
    type(registrations[0]).everywhere.filter(pk__in=[row.pk for row in registrations]).update(open=False)


def _housed(application: PersonApplication) -> PersonApplication:
    """The application with a unit to go to, founding the region's 临时单位 where nobody needed one before."""
    if application.unit is None:
        if application.region is None:
            raise Refusal("请选择所属区域", field="region")
        unit = temporary_unit(application.region, by=SYSTEM)
        application = replace(application, unit=unit, department=None)
    _refuse(person_problems(application))
    return application


def _refuse(problems: Sequence[Refusal]) -> None:
    if problems:
        raise problems[0]


def _identity(applicant: Applicant, before: Registration | None) -> dict[str, Any]:
    """The columns about who will sign in; an empty password is the one given before for the same document."""
    key = document_key(applicant.document_kind, applicant.document)
    columns = {"document_kind": applicant.document_kind, "document": applicant.document, "document_key": key}
    account = applicant.account
    if account is not None:
        personal = {"real_name": account.name, "mobile": "", "email": "", "password": ""}
        return columns | personal | {"existing_account": account}
    kept = before.password if before is not None and before.document_key == key else ""
    if not applicant.password and not kept:
        raise Refusal("请填写密码", field="password")
    return columns | {
        "real_name": applicant.real_name,
        "mobile": applicant.mobile,
        "email": applicant.email,
        "password": make_password(applicant.password) if applicant.password else kept,
        "existing_account": None,
    }


def _unit_columns(application: UnitApplication) -> dict[str, Any]:
    authority = authority_for(application.region, application.level)
    names = (
        *("name", "kind", "nature", "level", "base_level", "base_type", "phone", "industry", "address", "region"),
        *("superior", "credit_code", "landline"),
    )
    columns = {name: getattr(application, name) for name in names}
    return columns | {"authority": authority, "commitment": COMMITMENT}


def _person_columns(application: PersonApplication) -> dict[str, Any]:
    names = ("unit", "department", *PERSON_FACTS)
    return {name: getattr(application, name) for name in names} | {"commitment": COMMITMENT}


def _reserve(code: str) -> dict[str, Any]:
    """The column that keeps the code for this application; those that have had their time no longer do."""
    now = clock.now()
    UnitRegistration.everywhere.filter(credit_code=code, code_until__lte=now).update(code_until=None)
    return {"code_until": now + CODE_KEPT}


def _set_out(registration: R, tag: Tag, by: Actor) -> R:
    _save(registration)
    record(by, tag, on=registration)
    reviews.submit([registration], by=by)
    if registration.existing_account_id is None:
        # for known and unknown numbers alike: whether there is an owner to be told is found out afterwards
        enqueue(TELL_OWNER, {"kind": type(registration).__name__, "registration": registration.pk}, by=SYSTEM)
    return registration


def _set_out_again(registration: Registration, columns: dict[str, Any], by: Actor) -> None:
    if registration.open:
        raise IllegalMove("该申请正在审核，不能修改；需要修改请先撤回")
    for name, value in columns.items():
        setattr(registration, name, value)
    registration.open = True
    _save(registration)
    reviews.resubmit(registration, by=by)


def _save(registration: Registration) -> None:
    """The database keeps one open application an account, and one a credit code, whoever comes first."""
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError as error:
        if isinstance(registration, UnitRegistration):
            raise Refusal(CODE_WAITS, field="credit_code") from error
        raise Refusal(ALREADY_APPLIED, field="document") from error
