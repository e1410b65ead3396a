"""The verbs of 下属机构管理: found a unit below, edit it, suspend and resume it, move it, help its administrator.

Each asks first whether the unit lies below the actor's own. Merging and dissolving are in `merging`.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jijiao.accounts.chiefs import Chief
from jijiao.accounts.models import Hat
from jijiao.administrators.chiefs import Named, name_chief
from jijiao.administrators.seats import chief_of
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.changes.actions import NOTHING, Amendment, ChangedMeanwhile, amend_at_once
from jijiao.changes.checks import fact_problem
from jijiao.changes.facts import differences, values_of
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews.redirect import redirect
from jijiao.security.resetting import reset_password
from jijiao.subordinates.checks import kinds_below, must_be_superior, must_lie_below
from jijiao.subordinates.models import StatusChange
from jijiao.units import actions as units
from jijiao.units import moving
from jijiao.units.amending import CODE_TAKEN, NO_AUTHORITY, PLACING
from jijiao.units.models import Region, Unit
from jijiao.units.queries import authority_for, code_is_taken


@dataclass(frozen=True)
class Helped:
    """A unit's 超级管理员 and the password for the next sign-in."""

    unit: Unit
    chief: Hat
    password: str


@transaction.atomic
def create(facts: units.UnitFacts, *, superior: Unit, chief: Chief | None = None, by: Hat) -> Named:
    """新建下属单位 under the own unit or one below it. Raises Refusal with the field it is about.

    A `chief` who has an account already is asked first. Without one, or until then, what comes to the unit is decided
    by its superior (上级代审).
    """
    moving.lock_tree()
    above = must_be_superior(superior, by)
    region = Region.objects.select_related("parent__parent").get(pk=facts.region_id)
    authority = authority_for(region, facts.level)
    if authority is None:
        raise Refusal(NO_AUTHORITY, field="region")
    if facts.kind not in kinds_below(above):
        raise Refusal(f"“{above.name}”之下不能新建{Unit.Kind(facts.kind).label}", field="kind")
    if facts.credit_code and code_is_taken(facts.credit_code):
        raise Refusal(CODE_TAKEN, field="credit_code")
    unit = units.found(facts, superior=None if above == authority else above, authority=authority, by=by)
    if chief is None:
        return Named(unit)
    return name_chief(unit, chief, by=by)


@transaction.atomic
def edit(unit: Unit, wish: Amendment, *, by: Actor) -> Unit:
    """修改 a subordinate's facts; in force at once and kept in its 变更记录 with the reason.

    Raises ChangedMeanwhile when the unit is no longer what the form showed, and Refusal with the field it is about.
    """
    moving.lock_tree()
    held = must_lie_below(unit, by)
    present = values_of(held)
    if drift := differences(wish.base, present):
        raise ChangedMeanwhile(drift)
    changed = differences(present, wish.facts)
    if not changed:
        raise Refusal(NOTHING)
    if not wish.reason:
        raise Refusal("请填写变更原因，该单位会看到", field="reason")
    if problem := fact_problem(held, {name: after for name, (_, after) in changed.items()}):
        raise problem
    amend_at_once(held, changed, reason=wish.reason, by=by)
    if PLACING & changed.keys():
        redirect(held, by=by)
    held.refresh_from_db()
    return held


@transaction.atomic
def suspend(unit: Unit, *, reason: str, by: Actor) -> StatusChange:
    """停用: its administrators can do nothing from the next request on; what waits at its desk goes to its superior."""
    moving.lock_tree()
    held = must_lie_below(unit, by)
    if held.kind == Unit.Kind.AUTHORITY:
        raise Refusal("人社部门按行政区划设置，不能停用")
    return _turn(held, Unit.Status.SUSPENDED, StatusChange.Act.SUSPEND, Tag.UNIT_SUSPEND, reason, by)


@transaction.atomic
def resume(unit: Unit, *, reason: str, by: Actor) -> StatusChange:
    """启用 a suspended unit; requests come back to its desk."""
    moving.lock_tree()
    held = must_lie_below(unit, by, may_be=(Unit.Status.SUSPENDED,))
    return _turn(held, Unit.Status.ACTIVE, StatusChange.Act.RESUME, Tag.UNIT_RESUME, reason, by)


def _turn(held: Unit, status: str, act: str, tag: Tag, reason: str, by: Actor) -> StatusChange:
    if not reason:
        raise Refusal(f"请填写{StatusChange.Act(act).label}原因，该单位会看到", field="reason")
    if held.status == status:
        raise Refusal(f"“{held.name}”已经是{held.get_status_display()}状态，请刷新后再试")
    before = held.status
    set_status(held, status)
    change = note_change(held, act, before=before, reason=reason, by=by)
    record(by, tag, on=held, unit_id=held.pk, reason=reason)
    redirect(held, by=by)
    return change


def set_status(unit: Unit, status: str) -> None:
    """Raises Refusal when another active unit has taken the credit code in between."""
    unit.status = status
    try:
        with transaction.atomic():
            unit.save(update_fields=["status"])
    except IntegrityError as error:
        raise Refusal(CODE_TAKEN, field="reason") from error


def note_change(unit: Unit, act: str, *, before: str, reason: str, by: Actor) -> StatusChange:
    """One line of 状态变动."""
    hat = by if isinstance(by, Hat) else None
    return StatusChange.everywhere.create(unit=unit, act=act, before=before, reason=reason, by=hat, at=clock.now())


@transaction.atomic
def relocate(unit: Unit, superior: Unit, *, by: Actor) -> Unit:
    """移动 within the own subtree, with all that is below it; its open requests go to the desks of the new place."""
    moving.lock_tree()
    held, above = must_lie_below(unit, by, may_be=Unit.Status.values), must_be_superior(superior, by)
    if held.kind == Unit.Kind.AUTHORITY:
        raise Refusal("人社部门的上级由行政区划确定，不能移动", field="superior")
    if above.pk == held.above_id:
        raise Refusal(f"“{held.name}”现在就在“{above.name}”之下", field="superior")
    authority = held.authority or above
    moved = moving.move(held, superior=None if above == authority else above, authority=authority, by=by)
    redirect(moved, by=by)
    return moved


@transaction.atomic
def help_chief(unit: Unit, *, by: Hat) -> Helped:
    """重置管理员密码: a new password for the first sign-in of the unit's 超级管理员, shown once to whoever asked.

    Raises Refusal where there is none, or the account is anything elsewhere than below the actor.
    """
    held = must_lie_below(unit, by, may_be=(Unit.Status.ACTIVE, Unit.Status.SUSPENDED))
    chief = chief_of(held)
    if chief is None:
        raise Refusal(f"“{held.name}”还没有超级管理员")
    return Helped(held, chief, reset_password(chief.account, by=by))
