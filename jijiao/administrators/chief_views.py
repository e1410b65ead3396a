"""Pages of 上级指定超级管理员, for a superior and for 平台运营: naming, and what becomes of the invitation.

The apps with the doors say in `home` which page of theirs shows the unit.
"""

from django.http import HttpResponseBase
from django.urls import reverse

from jijiao.administrators import chiefs, granting
from jijiao.administrators.chief_forms import ChiefForm
from jijiao.administrators.models import Invitation
from jijiao.administrators.seats import chief_of
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Unit
from jijiao.web import limits
from jijiao.web.answers import done, show
from jijiao.web.request import Request

AN_HOUR, A_DAY, AT_MOST = 60 * 60, 24 * 60 * 60, 30
AGAIN_AN_HOUR, AGAIN_A_DAY = 3, 5  # of one invitation


def naming(request: Request, unit: Unit, *, home: str) -> HttpResponseBase:
    """指定超级管理员, or 更换超级管理员 where there is one; a new account's password stands in this answer only."""
    present = chief_of(unit)
    posted = request.POST if request.method == "POST" else None
    form = ChiefForm(posted, present=present)
    if form.is_valid():
        with form.catching():
            slow_down(request)
            named = chiefs.name_chief(unit, form.chief, reason=form.why, seen=form.cleaned_data["seen"], by=request.hat)
            if named.hat is not None:
                return show(request, "administrators/chief_named.html", {"named": named, "back": _back(home, unit)})
            return done(request, f"已邀请{form.chief.name}担任超级管理员，本人接受后生效", home, unit.pk)
    if posted is not None:
        form.show_present()
    context = {"form": form, "unit": unit, "present": present, "obstacle": why_not(request, unit)}
    return show(request, "administrators/chief.html", context | {"back": _back(home, unit)})


def answering(request: Request, unit: Unit, *, home: str) -> HttpResponseBase:
    """撤回邀请, or with `again` 再次邀请."""
    invitation = chiefs.latest_invitation(unit)
    if invitation is None:
        raise Refusal("没有等待本人接受的超级管理员邀请，请刷新后查看")
    if "again" in request.POST:
        chiefs.check_sender(invitation, request.hat)
        _not_too_often(invitation)
        chiefs.ask_again(invitation, by=request.hat)
        return done(request, f"已再次邀请{invitation.name}", home, unit.pk)
    chiefs.withdraw(invitation, by=request.hat)
    return done(request, f"已撤回对{invitation.name}的邀请", home, unit.pk)


def about(request: Request, unit: Unit) -> dict[str, object]:
    """What the unit's page shows of it."""
    invitation = chiefs.latest_invitation(unit)
    return {
        "present_chief": chief_of(unit),
        "chief_invitation": invitation,
        "may_name": not why_not(request, unit) and unit.status == Unit.Status.ACTIVE,
        "may_answer": invitation is not None and _is_mine(request, invitation),
    }


def why_not(request: Request, unit: Unit) -> str:
    try:
        granting.check_naming(request.hat, unit)
    except Refusal as refusal:
        return refusal.message
    return ""


def slow_down(request: Request) -> None:
    """Nobody tries out numbers by the thousand. Raises Refusal."""
    if not limits.take(f"candidates:{request.hat.account_id}", AT_MOST, AN_HOUR):
        raise Refusal("指定过于频繁，请一小时后再试，您填写的内容还在")


def _not_too_often(invitation: Invitation) -> None:
    """Each 再次邀请 is a letter, an e-mail and a short message to somebody. Raises Refusal."""
    # every one is a new row: what stays is who is asked to be whose
    key = f"chief-again:{invitation.unit_id}:{invitation.account_id}"
    if limits.taken(f"{key}:day") >= AGAIN_A_DAY:
        raise Refusal(f"一天内已再次邀请{invitation.name} {AGAIN_A_DAY} 次，请明天再试，或直接联系本人")
    if not limits.take(f"{key}:hour", AGAIN_AN_HOUR, AN_HOUR):
        raise Refusal(f"一小时内已再次邀请{invitation.name} {AGAIN_AN_HOUR} 次，请一小时后再试，或直接联系本人")
    # only those that went out: who presses too often in one hour keeps what is left of the day
    limits.count(f"{key}:day", A_DAY)


def _is_mine(request: Request, invitation: Invitation) -> bool:
    try:
        chiefs.check_sender(invitation, request.hat)
    except Refusal:
        return False
    return True


def _back(home: str, unit: Unit) -> str:
    return reverse(home, args=[unit.pk])
