"""What may be done to which unit: only to those below the actor's own, and only while they are in use."""

from collections.abc import Collection

from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Unit
from jijiao.units.queries import SUPERIORS

Kind, Status = Unit.Kind, Unit.Status
IN_USE = (Status.ACTIVE, Status.SUSPENDED)


def must_lie_below(unit: Unit, by: Actor, *, may_be: Collection[str] = (Status.ACTIVE,)) -> Unit:
    """The unit as it is now, its row locked. Raises Refusal when it is not below the actor's unit or not in use.

    The platform's own staff (no unit) stand above all. Callers hold the tree's lock, so that no place changes.
    """
    held = Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    held = Unit.everywhere.select_related("region", "superior", "authority", "above").get(pk=held.pk)
    if why := why_not(held, by):
        raise Refusal(why)
    if held.status not in may_be:
        raise Refusal(f"“{held.name}”{held.get_status_display()}，不能办理，请刷新后再试")
    return held


def why_not(unit: Unit, by: Actor) -> str:
    """Why the actor only looks at this unit; empty when they may maintain it."""
    if by.unit_id is None:
        return ""
    if unit.pk == by.unit_id:
        return "本单位的信息请在“基本信息管理”中维护"
    own = Unit.everywhere.values_list("path", flat=True).get(pk=by.unit_id)
    if not (unit.path or "").startswith(own or "-"):
        return f"“{unit.name}”不是本单位的下属机构，只能查看；请由其主管部门办理"
    return ""


def must_be_superior(unit: Unit, by: Actor) -> Unit:
    """A place for other units: the actor's own unit, or an active one below it that can have subordinates."""
    if unit.pk == by.unit_id:
        held = Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    else:
        try:
            held = must_lie_below(unit, by)
        except Refusal as refusal:
            raise refusal.about("superior") from refusal
    if held.kind not in SUPERIORS:
        raise Refusal(f"“{held.name}”是{held.get_kind_display()}，不能有下属机构", field="superior")
    return held


def must_take_over(unit: Unit, by: Actor) -> Unit:
    """What another unit is merged into: the actor's own, or an active one below it; of which kind the plan says."""
    if unit.pk == by.unit_id:
        return Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    try:
        return must_lie_below(unit, by)
    except Refusal as refusal:
        raise refusal.about("into") from refusal


def kinds_below(superior: Unit) -> list[str]:
    """The kinds of unit that can be founded under this one (domain 2.1)."""
    if superior.kind == Kind.AUTHORITY:
        return [Kind.EMPLOYER, Kind.BUREAU, Kind.BASE]
    return [Kind.EMPLOYER, Kind.BASE] if superior.kind == Kind.BUREAU else [Kind.EMPLOYER]
