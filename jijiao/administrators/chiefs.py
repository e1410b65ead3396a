"""上级指定超级管理员: a new account at once; an account that exists is asked, and has the post once its owner accepts.

So is somebody of the unit's roll without an account, at the contacts of the roll: it opens with the person's own yes.

With the post goes what the superior may do to its holder, so nobody is given it without a word of their own.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from jijiao.accounts import actions as accounts
from jijiao.accounts.chiefs import OTHER_NAME, Chief
from jijiao.accounts.models import Account, Hat, document_key
from jijiao.accounts.permissions import Permission
from jijiao.administrators import granting, inviting
from jijiao.administrators.chief_seen import check_seen
from jijiao.administrators.models import Invitation
from jijiao.administrators.seats import chief_of, seat_chief
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.security.resetting import reset_password
from jijiao.units.models import Unit

NO_REASON = "请填写更换原因，现任和新任超级管理员都会看到"
ON_ANOTHER_ROLL = "此人在其他单位的名册中，还没有登录账号，请先由本人注册或激活账号，再来指定"
NO_CONTACTS = (
    "此人在该单位的名册中，还没有登录账号，名册中也没有手机号和邮箱。请先由该单位发放激活链接，本人开通账号后再来指定"
)
OTHER_NAME_ON_ROLL = "姓名与该单位名册登记的不一致，请核对证件号和姓名"


@dataclass(frozen=True)
class Named:
    """What came of it: the post at once, for a new account with its first password, or an invitation."""

    unit: Unit
    hat: Hat | None = None
    password: str = ""
    invitation: Invitation | None = None


@transaction.atomic
def name_chief(unit: Unit, chief: Chief, *, reason: str = "", seen: str = "", by: Hat) -> Named:
    """指定超级管理员 of a unit without one; with a `reason` 更换超级管理员 of one that has it.

    `seen` is the `print_of` the chief that the page showed. Raises Refusal with the field it is about.
    """
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=unit.pk)
    actor = Hat.everywhere.select_related("account", "unit", "role").get(pk=by.pk)
    held = Unit.everywhere.get(pk=unit.pk)
    granting.check_naming(actor, held)
    if held.status != Unit.Status.ACTIVE:
        raise Refusal(f"“{held.name}”{held.get_status_display()}，不能指定超级管理员")
    check_seen(chief_of(held), seen)
    if chief_of(held) is not None and not reason:
        raise Refusal(NO_REASON, field="reason")
    return seat_or_ask(held, chief, reason=reason, by=actor)


@transaction.atomic
def seat_or_ask(unit: Unit, chief: Chief, *, reason: str = "", by: Hat) -> Named:
    """The new account's post at once, or the invitation; whether `by` may is the caller's question."""
    key = document_key(chief.document_kind, chief.document)
    account, present = Account.objects.filter(document_key=key).first(), chief_of(unit)
    if account is None:
        return _seat_new(unit, chief, instead=present, reason=reason, by=by)
    if account.name != chief.name:
        raise Refusal(OTHER_NAME, field="document")
    if present is not None and present.account_id == account.pk:
        raise Refusal(f"{account.name}已是该单位的超级管理员", field="document")
    if by.account_id == account.pk:
        raise Refusal("不能指定您自己，请由本单位其他管理员或上级部门办理", field="document")
    invitation = _ask(unit, account, instead=present, reason=reason, by=by)
    if present is not None:
        text = f"{by.label}正在更换“{unit.name}”的超级管理员，{account.name}接受后生效。原因：{reason}"
        tell([present.account], title="超级管理员将被更换", text=text, channels=("site", "email", "sms"), by=by)
    return Named(unit, invitation=invitation)


def _seat_new(unit: Unit, chief: Chief, *, instead: Hat | None, reason: str, by: Hat) -> Named:
    person = Person.everywhere.filter(document_key=document_key(chief.document_kind, chief.document)).first()
    if person is not None and person.unit_id != unit.pk:
        raise Refusal(ON_ANOTHER_ROLL, field="document")
    if person is not None and person.name != chief.name:
        raise Refusal(OTHER_NAME_ON_ROLL, field="document")
    if person is not None:
        return Named(unit, invitation=_ask_listed(unit, person, instead=instead, reason=reason, by=by))
    account = accounts.register(
        document_kind=chief.document_kind, document=chief.document, name=chief.name, mobile=chief.mobile,
        email=chief.email, password_hash=make_password(None), by=by,
    )  # fmt: skip
    _close_open(unit, "已另行指定")
    hat = seat_chief(unit, account, instead=instead, reason=reason, by=by)
    # the owner of an account that 平台运营 opens sets the password through 找回密码
    return Named(unit, hat, reset_password(account, by=by) if by.unit_id is not None else "")


def _ask_listed(unit: Unit, person: Person, *, instead: Hat | None, reason: str, by: Hat) -> Invitation:
    """Of the unit's roll without an account: it will be the technician's too, so the person opens it, and is asked at
    the contacts that the roll holds, never at those that the superior typed."""
    if not person.mobile and not person.email:
        raise Refusal(NO_CONTACTS, field="document")
    return _ask(unit, person, instead=instead, reason=reason, by=by)


def _ask(unit: Unit, whom: Account | Person, *, instead: Hat | None, reason: str, by: Hat) -> Invitation:
    _close_open(unit, "已重新邀请")
    now = clock.now()
    # an account is asked at the contacts it has at the time
    how = {"account": whom} if isinstance(whom, Account) else {"mobile": whom.mobile, "email": whom.email}
    invitation = Invitation.everywhere.create(
        unit=unit, way=Invitation.Way.NAMED, chief=True, instead=instead, reason=reason, by=by, **how,
        name=whom.name, document_kind=whom.document_kind, document=whom.document,
        document_key=whom.document_key, drafted_at=now, asked_at=now, expires_at=now + inviting.VALID,
    )  # fmt: skip
    record(by, Tag.CHIEF_NAME, on=invitation, unit_id=unit.pk, reason=reason)
    inviting.send(invitation)
    return invitation


def _close_open(unit: Unit, note: str) -> None:
    """One at a time is asked to be the 超级管理员."""
    rows = Invitation.everywhere.filter(unit=unit, chief=True, answered_at=None)
    rows.update(answered_at=clock.now(), note=note, secret_key="")


@transaction.atomic
def ask_again(invitation: Invitation, *, by: Hat) -> Invitation:
    """再次邀请, also after it expired or was declined: the one before ends."""
    check_sender(invitation, by)
    whom = invitation.account or _listed(invitation)
    if invitation.hat_id is not None or whom is None:
        raise inviting.NotOpen("这份邀请已被接受，请刷新后查看")
    if chief_of(invitation.unit) != invitation.instead:
        raise Refusal(f"“{invitation.unit.name}”的超级管理员已有变动，请重新指定")
    held = invitation
    return _ask(held.unit, whom, instead=held.instead, reason=held.reason, by=by)


def _listed(invitation: Invitation) -> Account | Person | None:
    """Whom an invitation to the contacts of the roll is for; by now there may be an account."""
    person = Person.everywhere.filter(document_key=invitation.document_key, unit=invitation.unit).first()
    return Account.objects.filter(document_key=invitation.document_key).first() or person


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Hat) -> None:
    check_sender(invitation, by)
    inviting.end(invitation, by=by)


def check_sender(invitation: Invitation, by: Hat) -> None:
    """Whoever sent it, or who could name the chief. Raises Refusal."""
    if invitation.by_id != by.pk or by.unit_id is not None or not by.may(Permission.PLATFORM_UNITS):
        granting.check_naming(by, invitation.unit)


def latest_invitation(unit: Unit) -> Invitation | None:
    """The last that somebody was asked to be this unit's 超级管理员, while nobody has accepted."""
    rows = Invitation.everywhere.filter(unit=unit, chief=True).select_related(
        "unit", "by__account", "account", "instead"
    )
    last = rows.order_by("-pk").first()
    return last if last is not None and last.hat_id is None else None
