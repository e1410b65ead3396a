"""What a reviewer of registrations should know before deciding: rivals for a code, equal names, names that differ."""

from jijiao.accounts.models import Hat
from jijiao.lib.credit_code import nature_warning
from jijiao.people.models import Person
from jijiao.people.standing import trusted
from jijiao.registration.applications import Applicant
from jijiao.registration.checks import account_of, person_of
from jijiao.registration.models import PersonRegistration, UnitRegistration
from jijiao.units.models import Unit

OPENED_ELSEWHERE = "账号由其他单位开通，请向本人核实后再通过"
OTHER_CONTACTS = "账号登记的手机号或邮箱与名册登记的不一致，请向本人核实后再通过"
NAMED = 3  # other applications named in one sentence


def about_unit(registration: UnitRegistration) -> list[str]:
    """Sentences about one unit's application, the gravest first."""
    code, name = registration.credit_code, registration.name
    found = _about_number(registration) if registration.unit_id is None else []
    if registration.unit_id is None:
        others = UnitRegistration.everywhere.filter(open=True).exclude(pk=registration.pk)
        active = Unit.everywhere.filter(status=Unit.Status.ACTIVE)
        found += [f"该信用代码已被有效单位“{unit.name}”使用" for unit in active.filter(credit_code=code)[:1]]
        found += [
            f"另有一份待审核的申请使用同一信用代码：{other.name}" for other in others.filter(credit_code=code)[:3]
        ]
        if active.filter(name=name).exists():
            found.append("已有同名的有效单位，请核对是否重复注册")
        if others.filter(name=name).exclude(credit_code=code).exists():
            found.append("另有一份同名单位的待审核申请")
    if warning := nature_warning(registration.nature, code):
        found.append(warning.split("；")[0].rstrip("。"))
    return found


def about_person(registration: PersonRegistration) -> list[str]:
    """Sentences about one person's application."""
    if registration.person_id is not None:
        return []
    found = _about_number(registration)
    person = person_of(registration.document_kind, registration.document)
    if person is not None and person.unit_id != registration.unit_id:
        found.append(f"已在“{person.unit.name}”登记，须先办理人员调转，不能重新注册")
    if person is not None and person.unit_id == registration.unit_id:
        found.append("本单位名册中已有此人（批量导入），通过后账号与名册记录合并")
        if person.name != registration.real_name:
            found.append(f"名册中的姓名是“{person.name}”，与申请填写的不一致，请核对证件")
    found += _about_account(registration, person) + _rivals(registration)
    same = PersonRegistration.everywhere.filter(
        unit_id=registration.unit_id, open=True, real_name=registration.real_name
    )
    if same.exclude(document_key=registration.document_key).exists():
        found.append("本单位另有同名人员的待审核申请，请核对证件号")
    return found


def _about_account(registration: PersonRegistration, person: Person | None) -> list[str]:
    """Who knows an account's password is its holder; whether that is the person, only the unit can find out."""
    account = registration.existing_account
    if account is None:
        return []
    found = []
    first = Hat.everywhere.filter(account=account).order_by("pk").first()
    if first is not None and first.unit_id not in (None, registration.unit_id):
        applied = UnitRegistration.everywhere.filter(unit=first.unit, document_key=account.document_key)
        if not applied.exists() and not trusted([account], registration.unit):
            found.append(OPENED_ELSEWHERE)
    if person is not None and person.unit_id == registration.unit_id:
        pairs = ((person.mobile, account.mobile), (person.email.lower(), account.email.lower()))
        if any(listed and listed != own for listed, own in pairs):
            found.append(OTHER_CONTACTS)
    return found


def _rivals(registration: PersonRegistration) -> list[str]:
    """Other applications with the number; neither applicant was told."""
    rows = PersonRegistration.everywhere.filter(document_key=registration.document_key, open=True)
    units = list(rows.exclude(pk=registration.pk).order_by("pk").values_list("unit__name", flat=True)[:NAMED])
    named = "、".join(dict.fromkeys(units))
    return [f"另有待审核的注册申请使用同一证件号（{named}），请核对证件材料，只能通过其中一份"] if units else []


def _about_number(registration: UnitRegistration | PersonRegistration) -> list[str]:
    """Known to the reviewer only: who typed the number was not told."""
    applicant = Applicant(document_kind=registration.document_kind, document=registration.document)
    if registration.existing_account_id is not None or account_of(applicant) is None:
        return []
    return ["该证件号已是本系统用户，不能通过；请驳回，并请申请人勾选“已是本系统用户”后重新提交"]
