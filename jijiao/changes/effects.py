"""What an approved change of a unit brings about, and what may stand against it by then."""

from collections.abc import Mapping, Sequence

from jijiao.changes.actions import close
from jijiao.changes.checks import fact_problem, superior_problem
from jijiao.changes.facts import LABELS, values_of
from jijiao.changes.models import ChangedField, UnitChange
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.reviews.redirect import redirect
from jijiao.units.amending import PLACING, amend
from jijiao.units.code_checks import contradictions
from jijiao.units.models import Unit
from jijiao.units.moving import move

AGAIN = "请驳回，并请该单位核对后重新申请"


def take_effect(changes: Sequence[UnitChange], by: Actor) -> None:
    """Write the new facts, or move the unit under its new superior; its open reviews go to the desks of now."""
    for change in changes:
        unit = Unit.everywhere.select_related("authority", "superior").get(pk=change.unit_id)
        if change.purpose == UnitChange.Purpose.SUPERIOR:
            move(unit, superior=change.superior, authority=unit.authority, by=by)
            redirect(unit, by=by)
        else:
            facts = dict(ChangedField.everywhere.filter(change=change).values_list("name", "after"))
            amend(unit, facts, by=by)
            if PLACING & facts.keys():
                redirect(unit, by=by)
        UnitChange.everywhere.filter(pk=change.pk).update(effective_at=clock.now())
    close(changes)


def turn_away(changes: Sequence[UnitChange], by: Actor) -> None:
    """A rejection changes nothing; the unit may ask again."""
    close(changes)


def in_the_way(changes: Sequence[UnitChange]) -> Mapping[int, str]:
    """By pk, why a change cannot take effect although nothing was wrong when it was asked for."""
    return {change.pk: why for change in changes if (why := _obstacle(change))}


def _obstacle(change: UnitChange) -> str:
    unit = Unit.everywhere.select_related("above", "authority", "superior").get(pk=change.unit_id)
    if unit.status != Unit.Status.ACTIVE:
        return f"该单位{unit.get_status_display()}，不能变更"
    if change.purpose == UnitChange.Purpose.SUPERIOR:
        problem = superior_problem(unit, change.superior)
        if unit.above_id != change.before_id:
            return f"该单位的上级部门在申请之后已经变更，{AGAIN}"
        return f"{problem.message}；{AGAIN}" if problem else ""
    present = values_of(unit)
    lines = list(ChangedField.everywhere.filter(change=change))
    drifted = [LABELS[line.name] for line in lines if present[line.name] != line.before]
    if drifted:
        return f"该单位的{'、'.join(drifted)}在申请之后已经变更，{AGAIN}"
    problem = fact_problem(unit, {line.name: line.after for line in lines})
    return f"{problem.message}；{AGAIN}" if problem else ""


def notices(change: UnitChange) -> list[str]:
    """What a reviewer should know before deciding."""
    found = list(in_the_way([change]).values()) if change.open else []
    if change.purpose == UnitChange.Purpose.SUPERIOR:
        below = Unit.everywhere.filter(above_id=change.unit_id).count()
        return [*found, f"该单位有 {below} 个下级单位，通过后随同变更"] if below else found
    after = values_of(change.unit) | dict(change.fields.values_list("name", "after"))
    changed = set(change.fields.values_list("name", flat=True))
    code = after["credit_code"]
    if code and changed & {"nature", "credit_code", "region"}:
        found += contradictions(code, nature=after["nature"], region=after["region"])
    namesakes = Unit.everywhere.filter(name=after["name"], status=Unit.Status.ACTIVE).exclude(pk=change.unit_id)
    if "name" in changed and namesakes.exists():
        found.append("已有同名的有效单位，请核对")
    return found
