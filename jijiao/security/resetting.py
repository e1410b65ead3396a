"""重置密码 of somebody else. With a password goes everything its account is, so nobody resets what reaches beyond them.

The own unit's administrators are its 超级管理员's, that one is the superior's, and administrators below are of whoever
may maintain the units there. Whoever is anything outside the subtree is identified and helped by the operator.
"""

import secrets
from collections.abc import Callable, Collection

from django.db import transaction

from jijiao.accounts import signing_in
from jijiao.accounts.actions import set_password
from jijiao.accounts.models import Account, Hat
from jijiao.accounts.permissions import Permission
from jijiao.letters.actions import tell
from jijiao.lib.refusal import Refusal
from jijiao.security import visits
from jijiao.security.actions import EVERYWHERE, require_change
from jijiao.units.models import Unit

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ", "abcdefghjkmnpqrstuvwxyz", "23456789", "-_+=#"
LENGTH = 12
OWN = "不能重置自己的密码，请用“修改密码”。"
WAYS = "请由本人用“忘记密码”找回；找不回的请联系平台客服 400-9699-636，核验身份后重置。"
ELSEWHERE = f"此人在您的管理范围以外还有其他身份，您不能重置其密码。{WAYS}"
OF_HIGHER_RANK = "此人担任管理员，须由本单位超级管理员或上级部门重置密码；也可由本人用“忘记密码”，或联系平台客服办理。"


# on which units' rolls an account's owner stands; an app that keeps a roll adds itself once, in its `ready()`
rolls: list[Callable[[Account], Collection[Unit]]] = []


@transaction.atomic
def reset_password(account: Account, *, by: Hat) -> str:
    """重置密码: a one-time password, returned once to be shown once; all sessions end, the contacts are told.

    Raises Refusal with the sentence of `why_not_reset`.
    """
    if why := why_not_reset(account, by=by):
        raise Refusal(why)
    password = one_time_password()
    set_password(account, password, by=by)
    require_change(account, by=by)
    visits.end(account)
    signing_in.forget_failures(account)
    text = f"{by.label}重置了您的登录密码，首次登录时须修改。如有疑问请与其联系。"
    tell([account], title="登录密码已重置", text=text, channels=EVERYWHERE, by=by)
    return password


def why_not_reset(account: Account, *, by: Hat) -> str:
    """Why `by` may not reset this password, and which way is open; empty when they may. An operator may all others'."""
    if by.account_id == account.pk:
        return OWN
    if by.kind == Hat.Kind.OPERATOR:
        return ""
    hats = Hat.everywhere.filter(account=account, ended_at__isnull=True).select_related("unit")
    listed = [unit for units_of in rolls for unit in units_of(account)]
    for hat in hats:
        if hat.kind == Hat.Kind.ADMINISTRATOR and not _outranks(by, hat):
            return OF_HIGHER_RANK
        if hat.kind == Hat.Kind.OPERATOR or (hat.kind == Hat.Kind.TECHNICIAN and not listed):
            return ELSEWHERE
    posts = [hat.unit for hat in hats if hat.unit is not None]
    return "" if all(_reaches(by, unit) for unit in (*posts, *listed)) else ELSEWHERE


def _reaches(by: Hat, unit: Unit) -> bool:
    """Whether the unit is the actor's own or, with a range that goes so far, lies below it."""
    if by.unit is None or by.range == Hat.Range.DEPARTMENTS:
        return False
    below = (unit.path or "").startswith(by.unit.path or "-")
    return unit.pk == by.unit.pk or (by.range == Hat.Range.SUBTREE and below)


def _outranks(by: Hat, post: Hat) -> bool:
    if post.unit_id == by.unit_id:
        return by.chief and not post.chief
    return by.may(Permission.UNITS_MANAGE)


def one_time_password() -> str:
    """Twelve characters of all four classes, none that looks like another."""
    chosen = [secrets.choice(letters) for letters in ALPHABET]
    chosen += [secrets.choice("".join(ALPHABET)) for _ in range(LENGTH - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)
