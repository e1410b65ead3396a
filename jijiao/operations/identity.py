"""核验身份, and what may follow from it: unlocking, a one-time password. Never the one without the other."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from jijiao.accounts.models import Account, Hat
from jijiao.attachments.actions import claim
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.operations.models import IdentityCheck
from jijiao.security import actions as security
from jijiao.security import resetting, second_factor

Way = IdentityCheck.Way
# what must be there besides the note, and how its absence is said
NUMBERED: dict[str, str] = {
    Way.VIDEO: "请填写视频录像的编号，便于日后调阅",
    Way.SUPERIOR: "请填写书面确认的文号或编号",
}
WRITTEN: dict[str, str] = {
    Way.LETTER: "请上传公函扫描件",
    Way.SUPERIOR: "请上传书面确认的扫描件",
}
VALID = timedelta(minutes=30)


class NotIdentified(Refusal):
    """Nobody has looked who is asking."""


@transaction.atomic
def check_identity(
    account: Account, *, way: str, note: str, reference: str = "", scans: Sequence[str] = (), by: Hat
) -> IdentityCheck:
    """Write down how the caller was recognised; good for half an hour and for whoever wrote it.

    `scans` are references of the writer's uploads. Raises Refusal with what of the proof is missing.
    """
    if account.pk == by.account_id:
        raise Refusal("不能核验自己的身份，请由另一名安全管理员办理")
    if way in NUMBERED and not reference:
        raise Refusal(NUMBERED[way], field="reference")
    if way in WRITTEN and not scans:
        raise Refusal(WRITTEN[way], field="scans")
    check = IdentityCheck.everywhere.create(
        account=account, way=way, reference=reference, note=note, by=by, at=clock.now()
    )
    check.scans.set(claim(scans, by=by))
    record(
        by, Tag.ACCOUNT_IDENTIFY, on=account, way=check.get_way_display(), note=note, reference=reference,
        scans=len(scans), check=check.pk,
    )  # fmt: skip
    return check


def current_check(account: Account, by: Hat) -> IdentityCheck | None:
    """The operator's own check of this account that still holds, a strong one before the others."""
    held = list(IdentityCheck.everywhere.filter(account=account, by=by, at__gt=clock.now() - VALID))
    return next((check for check in held if check.is_strong), held[0] if held else None)


@transaction.atomic
def unlock(account: Account, *, by: Hat) -> None:
    """Let the account sign in again. Raises NotIdentified without a check of the last half hour."""
    _must_be_checked(account, by)
    security.unlock(account, by=by)


@transaction.atomic
def reset_password(account: Account, *, by: Hat) -> str:
    """A one-time password, to be shown once. Raises NotIdentified without a strong check of the last half hour."""
    _must_be_checked(account, by, strongly=True)
    _must_not_be_an_operator(account)
    return resetting.reset_password(account, by=by)


@transaction.atomic
def drop_second_factor(account: Account, *, by: Hat) -> None:
    """取消两步验证 of somebody who lost phone and codes. Raises NotIdentified without a strong check just before."""
    _must_be_checked(account, by, strongly=True)
    _must_not_be_an_operator(account)
    second_factor.drop(account, by=by)


def _must_be_checked(account: Account, by: Hat, *, strongly: bool = False) -> None:
    check = current_check(account, by)
    if check is None:
        raise NotIdentified("请先核验对方身份并写明核验方式；核验 30 分钟内有效")
    if strongly and not check.is_strong:
        raise NotIdentified("只凭电话核验不能重置密码或取消两步验证，请改用到场、视频、公函或书面确认核验")


def _must_not_be_an_operator(account: Account) -> None:
    """三员分立: whoever could reset the others' passwords would be all three of them."""
    if Hat.everywhere.filter(account=account, kind=Hat.Kind.OPERATOR, ended_at__isnull=True).exists():
        raise Refusal("平台管理员的密码和两步验证不能由他人重置，请本人用“忘记密码”找回")
