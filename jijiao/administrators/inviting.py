"""The verbs of 新增管理员: draft it, ask or appoint, let the person answer.

Whether a typed number has an account is found out by a job after the answer to the administrator: known and unknown
numbers get the same page in the same time.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat, document_key
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import Post
from jijiao.administrators import granting
from jijiao.administrators.models import Invitation
from jijiao.administrators.seats import link_own, seat_chief
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, VISITOR, Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.security.actions import require_change
from jijiao.units.models import Unit
from jijiao.vault.seal import blind_index

ASK = "administrators.ask"
VALID = timedelta(days=7)
DRAFTS_KEPT = timedelta(days=1)
Way = Invitation.Way
ACTIVATE_FIRST = (
    "您已由所在单位登记在册，还没有账号，不能在这里开通。请先用所在单位发给您的激活链接开通账号（没有的请向单位管理员索取），"
    "再打开这份邀请，用该账号的密码确认"
)


class NotOpen(Refusal):
    """The invitation was answered, withdrawn, has expired, or whoever sent it may not any more."""


@dataclass(frozen=True)
class Candidate:
    """Who is to become an administrator, as the first page of the wizard learned it."""

    document_kind: str
    document: str
    name: str
    mobile: str = ""
    email: str = ""
    landline: str = ""
    password_hash: str = ""
    account: Account | None = None


@dataclass(frozen=True)
class Owner:
    """An actor who proved to own an account and has no session."""

    account_id: int
    label: str
    unit_id: None = None


@transaction.atomic
def draft(
    way: str, candidate: Candidate, *, direct: bool, post: Post, by: Hat, instead: Invitation | None = None
) -> Invitation:
    """第一步: keep what was typed, `instead` of an earlier draft whose second page it takes over.

    Raises Refusal when the person administers the unit already.
    """
    key = document_key(candidate.document_kind, candidate.document)
    if by.unit is None or Hat.everywhere.filter(unit=by.unit, account__document_key=key, ended_at=None).exists():
        raise Refusal("此人已是本单位管理员，可在列表中变更其角色", field="document")
    stale = Invitation.everywhere.filter(unit=by.unit, asked_at=None, drafted_at__lt=clock.now() - DRAFTS_KEPT)
    stale.delete()
    facts = {name: getattr(candidate, name) for name in candidate.__dataclass_fields__}
    made: Invitation = Invitation.everywhere.create(
        unit=by.unit, way=way, direct=direct, by=by, document_key=key, department=post.department,
        drafted_at=clock.now(), **facts,
    )  # fmt: skip
    if instead is not None:
        keep(made, Post(instead.role, None, instead.range, tuple(instead.departments.all())))
        Invitation.everywhere.filter(pk=instead.pk, asked_at=None, by=by).delete()
    return made


@transaction.atomic
def keep(invitation: Invitation, post: Post) -> None:
    """What was chosen on the second page so far; it stands there again after a step back."""
    invitation.role, invitation.range = post.role, post.range
    invitation.save(update_fields=["role", "range"])
    invitation.departments.set(post.departments)


@transaction.atomic
def settle(invitation: Invitation, post: Post, *, by: Hat) -> Invitation:
    """第二步: give the post. The person is asked, or appointed where the administrator chose to and may.

    An earlier invitation of the same person to the unit ends with this one.
    """
    held = _locked(invitation)
    if held.asked_at is not None or held.by_id != by.pk:
        raise NotOpen("这一步已经办理过，请回到管理员列表查看")
    granting.check_post(by, post)
    now = clock.now()
    same = {"unit_id": held.unit_id, "document_key": held.document_key, "chief": False}
    others = Invitation.everywhere.filter(answered_at=None, **same)
    others.exclude(pk=held.pk).exclude(asked_at=None).update(answered_at=now, note="已重新邀请", secret_key="")
    held.role, held.range, held.asked_at, held.expires_at = post.role, post.range, now, now + VALID
    held.save()
    held.departments.set(post.departments)
    record(by, Tag.INVITATION_SEND, on=held, unit_id=held.unit_id, way=held.way, direct=held.direct)
    if held.direct and held.account is not None:
        _appoint(held, held.account, by=by)
    else:
        send(held)
    return held


def send(invitation: Invitation) -> None:
    """Queue the letters; the system's own job: it says in the list what came of it."""
    enqueue(ASK, {"invitation": invitation.pk}, by=SYSTEM)


def open_secret(invitation: Invitation) -> str:
    """A new secret for the link of this invitation; the ones before it end."""
    secret = secrets.token_urlsafe(24)
    invitation.secret_key = secret_key(secret)
    invitation.save(update_fields=["secret_key"])
    return secret


def secret_key(secret: str) -> str:
    return blind_index("administrators.invitation", secret)


@transaction.atomic
def register_directly(invitation: Invitation) -> Account:
    """注册成为管理员 by the password the administrator typed; it is for the first sign-in only."""
    held = _open(invitation)
    if _on_another_roll(held):
        raise NotOpen("此人在其他单位的名册中，请改为发出邀请，由本人激活账号后确认")
    account = _register(held, held.password_hash, by=held.by)
    require_change(account, by=held.by)
    _appoint(held, account, new=True, by=held.by)
    return account


@transaction.atomic
def accept(invitation: Invitation, account: Account, *, by: Actor) -> Hat:
    """The person says yes in the own account."""
    held = _open(invitation)
    if account.document_key != held.document_key:
        raise NotOpen("这份邀请不是发给您的，请使用被邀请人本人的账号登录后确认")
    return _accepted(held, account, by=by)


@transaction.atomic
def accept_as_new(invitation: Invitation, password_hash: str) -> Hat:
    """The person had no account: it begins with the own password, and yes is said with it.

    Of somebody on another roll it cannot: the contacts that this unit typed prove nothing about whose number it is.
    """
    held = _open(invitation)
    if _on_another_roll(held):
        raise NotOpen(ACTIVATE_FIRST)
    account = _register(held, password_hash, by=VISITOR)
    return _accepted(held, account, new=True, by=VISITOR)


@transaction.atomic
def end(invitation: Invitation, *, declined: bool = False, by: Actor) -> None:
    """撤回 by the unit, or 谢绝 by the person."""
    held = _locked(invitation)
    if held.answered_at is not None:
        raise NotOpen("这份邀请已经办结，请刷新后查看")
    _close(held, "本人谢绝" if declined else "已撤回")
    record(by, Tag.INVITATION_DECLINE if declined else Tag.INVITATION_WITHDRAW, on=held, unit_id=held.unit_id)


def fail(invitation: Invitation, why: str) -> None:
    """What the job could not do; the list shows why."""
    _close(invitation, why)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.everywhere.select_for_update(of=("self",))
    return rows.select_related("unit", "by__account", "by__unit", "by__role", "role", "department", "instead").get(
        pk=invitation.pk
    )


def _open(invitation: Invitation) -> Invitation:
    """The invitation as it is now, if it can be answered and its sender still may give what it gives."""
    held = _locked(invitation)
    if not held.is_open:
        raise NotOpen("这份邀请已使用、已撤回或已过期，请联系单位重新邀请")
    if held.by.ended_at or held.unit.status != Unit.Status.ACTIVE:
        raise NotOpen("发出邀请的管理员已离任或单位已停用，请联系单位重新邀请")
    try:
        _check_sender(held)
    except Refusal as refusal:
        raise NotOpen("发出邀请的管理员已没有相应权限，请联系单位重新邀请") from refusal
    return held


def _check_sender(held: Invitation) -> None:
    """Whoever sent it may still give what it gives: that role, that range. Raises Refusal."""
    if held.chief and held.by.kind == Hat.Kind.OPERATOR:
        if not held.by.may(Permission.PLATFORM_UNITS):
            raise granting.NotYoursToGive("没有单位建档权限")
    elif held.chief:
        granting.check_naming(held.by, held.unit)
    elif not held.by.may(Permission.ADMINISTRATORS_MANAGE):
        raise granting.NotYoursToGive("没有管理单位管理员权限")
    else:
        granting.check_post(held.by, held.post)


def _on_another_roll(held: Invitation) -> bool:
    return Person.everywhere.filter(document_key=held.document_key).exclude(unit_id=held.unit_id).exists()


def _accepted(held: Invitation, account: Account, *, new: bool = False, by: Actor) -> Hat:
    hat = _seat(held, account, new=new) if held.chief else _appoint(held, account, new=new, by=held.by)
    record(by, Tag.INVITATION_ACCEPT, on=held, unit_id=held.unit_id, account=account.pk)
    return hat


def _register(held: Invitation, password_hash: str, *, by: Actor) -> Account:
    return accounts.register(
        document_kind=held.document_kind, document=held.document, name=held.name, mobile=held.mobile, email=held.email,
        landline=held.landline, password_hash=password_hash, by=by,
    )  # fmt: skip


def _appoint(held: Invitation, account: Account, *, new: bool = False, by: Hat) -> Hat:
    """The post, and for somebody of the unit's roll the account that the row was without."""
    link_own(account, held.unit, new=new, by=by)
    hat = accounts.appoint(account, held.unit, by=by, **vars(held.post))
    held.hat, held.account = hat, account
    _close(held, "")
    return hat


def _seat(held: Invitation, account: Account, *, new: bool) -> Hat:
    """上级指定: the unit's 超级管理员, in place of the present one if there was a reason."""
    link_own(account, held.unit, new=new, by=held.by)
    hat = seat_chief(held.unit, account, instead=held.instead, reason=held.reason, by=held.by)
    held.hat, held.account = hat, account
    _close(held, "")
    return hat


def _close(held: Invitation, note: str) -> None:
    """Ended: what was typed for it is forgotten, the number stays sealed for the record."""
    held.answered_at, held.note, held.secret_key, held.password_hash = clock.now(), note[:200], "", ""
    held.save()
