"""The verbs of 机构变更: amend the own unit, ask for another superior, take a request back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import claim
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.changes.checks import fact_problem, superior_problem
from jijiao.changes.facts import BY_NAME, LABELS, SUPERIOR, differences, shown, values_of
from jijiao.changes.models import ChangedField, UnitChange
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.reviews import actions as reviews
from jijiao.units import amending
from jijiao.units.models import Unit
from jijiao.units.moving import lock_tree

ALREADY_OPEN = "本单位有一份变更申请正在审核，请先撤回或等待审核结果"
NOTHING = "没有修改任何内容"


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """`facts` as they should be, `base` as they were when the form was shown; `proofs` are references of uploads."""

    facts: Mapping[str, str]
    base: Mapping[str, str]
    reason: str = ""
    proofs: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    """What took effect at once and what is on its way to the superior; at least one of them."""

    at_once: UnitChange | None
    asked: UnitChange | None


class ChangedMeanwhile(Refusal):
    """Somebody else changed the unit since the form was shown: `drift` has, by fact, what it was and what it is."""

    def __init__(self, drift: dict[str, tuple[str, str]]) -> None:
        labels = "、".join(LABELS[name] for name in drift)
        super().__init__(f"在您填写期间，本单位的{labels}已被其他管理员修改，请核对下面的差异后再提交")
        self.drift = drift


@transaction.atomic
def amend(unit: Unit, wish: Amendment, *, by: Actor) -> Outcome:
    """修改单位信息. What needs no review takes effect now, the rest is asked of the superior as one request.

    Raises ChangedMeanwhile, and Refusal with the field it is about; nothing is done then.
    """
    lock_tree(shared=True)
    held = Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    present = values_of(held)
    if drift := differences(wish.base, present):
        raise ChangedMeanwhile(drift)
    changed = differences(present, wish.facts)
    if not changed:
        raise Refusal(NOTHING)
    if problem := fact_problem(held, {name: after for name, (_, after) in changed.items()}):
        raise problem
    reviewed = {name: pair for name, pair in changed.items() if BY_NAME[name].reviewed}
    light = {name: pair for name, pair in changed.items() if name not in reviewed}
    return Outcome(
        amend_at_once(held, light, by=by) if light else None,
        _ask(held, reviewed, wish, by) if reviewed else None,
    )


@transaction.atomic
def amend_at_once(unit: Unit, changed: Mapping[str, tuple[str, str]], *, reason: str = "", by: Actor) -> UnitChange:
    """Write facts (each with the value before and after) and their line in 变更记录, without a review."""
    change = _save(_change(unit, UnitChange.Purpose.FACTS, _lines(changed), reason, by, open=False), _lines(changed))
    amending.amend(unit, {name: after for name, (_, after) in changed.items()}, by=by)
    UnitChange.everywhere.filter(pk=change.pk).update(effective_at=clock.now())
    return change


def _ask(unit: Unit, changed: Mapping[str, tuple[str, str]], wish: Amendment, by: Actor) -> UnitChange:
    """One request for everything that the superior must agree to."""
    if not wish.reason:
        raise Refusal("请填写变更原因，审核部门会看到", field="reason")
    needing = [BY_NAME[name].label for name in changed if BY_NAME[name].needs_proof]
    if needing and not wish.proofs:
        raise Refusal(f"修改{'、'.join(needing)}须上传批文或新的证照", field="proofs")
    lines = _lines(changed)
    change = _save(_change(unit, UnitChange.Purpose.FACTS, lines, wish.reason, by), lines)
    return _set_out(change, wish.proofs, by)


@transaction.atomic
def ask_superior(
    unit: Unit, superior: Unit | None, *, reason: str, proofs: Sequence[str] = (), by: Actor
) -> UnitChange:
    """更换上级部门: asked of the old superior, then of the new one; None is the 同级人社部门 alone."""
    lock_tree(shared=True)
    held = Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    if problem := superior_problem(held, superior):
        raise problem
    old, new = held.superior or held.authority, superior or held.authority
    line = ChangedField(
        name=SUPERIOR,
        before=str(held.superior_id or ""),
        after=str(superior.pk if superior else ""),
        before_shown=_as_superior(held.superior, old),
        after_shown=_as_superior(superior, new),
    )
    change = _change(held, UnitChange.Purpose.SUPERIOR, [line], reason, by)
    change.before, change.superior = held.above, superior
    return _set_out(_save(change, [line]), proofs, by)


@transaction.atomic
def withdraw(change: UnitChange, *, by: Actor) -> None:
    """Take a request back; raises IllegalMove once a desk has decided."""
    reviews.withdraw(change, by=by)
    close([change])


def close(changes: Sequence[UnitChange]) -> None:
    """Mark requests as no longer on their way."""
    for change in changes:
        change.open = False
    UnitChange.everywhere.filter(pk__in=[change.pk for change in changes]).update(open=False)


def _as_superior(superior: Unit | None, above: Unit | None) -> str:
    """济南市卫健委; without one: 无（由济南市人社局管理）."""
    if superior is not None:
        return superior.name
    return f"无（由{above.name}管理）" if above else "无"


def _lines(changed: Mapping[str, tuple[str, str]]) -> list[ChangedField]:
    return [
        ChangedField(
            name=name, before=before, after=after, before_shown=shown(name, before), after_shown=shown(name, after)
        )
        for name, (before, after) in changed.items()
    ]  # fmt: skip


def _change(
    unit: Unit, purpose: str, lines: Sequence[ChangedField], reason: str, by: Actor, *, open: bool = True
) -> UnitChange:
    names = "、".join(line.get_name_display() for line in lines[:3])
    return UnitChange(
        unit=unit,
        purpose=purpose,
        open=open,
        reason=reason,
        summary=str(lines[0]) if len(lines) == 1 else f"{names} {len(lines)} 项",
        requested_by=by if isinstance(by, Hat) else None,
        requested_at=clock.now(),
    )


def _save(change: UnitChange, lines: Sequence[ChangedField]) -> UnitChange:
    """The database keeps one open request a unit, whoever comes first."""
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise Refusal(ALREADY_OPEN) from error
    for line in lines:
        line.change = change
    ChangedField.everywhere.bulk_create(lines)
    return change


def _set_out(change: UnitChange, proofs: Sequence[str], by: Actor) -> UnitChange:
    change.proofs.set(claim(proofs, by=by))
    record(by, Tag.UNIT_CHANGE, on=change, unit_id=change.unit_id, purpose=change.purpose, summary=change.summary)
    reviews.submit([change], by=by)
    return change
