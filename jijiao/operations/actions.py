"""The verbs of 平台运营; merging people and units stand in files of their own."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from jijiao.accounts.chiefs import Chief
from jijiao.accounts.models import Hat
from jijiao.administrators.chiefs import Named, seat_or_ask
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.operations.models import Provisional
from jijiao.units.actions import UnitFacts, found
from jijiao.units.amending import amend
from jijiao.units.models import FormerName, Region, Unit
from jijiao.units.queries import authority_for

MONTHS_TO_COMPLETE = 12


@dataclass(frozen=True)
class Founded:
    """A unit founded without a code, and whether its 超级管理员 has the post or is asked."""

    unit: Unit
    provisional: Provisional
    named: Named


@transaction.atomic
def note_reading(conditions: str, *, by: Actor) -> None:
    """That somebody read the trail, and under which conditions, is an event of the trail."""
    record(by, Tag.AUDIT_READ, conditions=conditions[:300])


@transaction.atomic
def note_look_up(kind: str, found_rows: int, *, by: Actor) -> None:
    """That somebody looked people up: by what (never the value) and how many were shown."""
    record(by, Tag.ACCOUNT_LOOK_UP, kind=kind, found=found_rows)


@transaction.atomic
def verify_trail(*, by: Actor) -> None:
    """Queue a reading of the whole chain."""
    record(by, Tag.AUDIT_VERIFY)
    enqueue("operations.verify_audit", by=by)


@transaction.atomic
def found_without_code(facts: UnitFacts, *, superior: Unit | None, chief: Chief, reason: str, by: Hat) -> Founded:
    """无统一社会信用代码单位建档: the unit with an 内部码 and its 超级管理员.

    A new account has no password: its owner sets one through 忘记密码; who has one is asked. Raises Refusal when the
    region has no 人社 department, or the number belongs to another name.
    """
    unit = found(replace(facts, credit_code=""), superior=superior, authority=_authority(facts), by=by)
    named = seat_or_ask(unit, chief, by=by)
    provisional = Provisional.objects.create(
        unit=unit, code=internal_code(unit), reason=reason, by=by, due_on=_a_year_from(clock.today())
    )
    return Founded(unit, provisional, named)


def internal_code(unit: Unit) -> str:
    """TMP + region + running number, 18 characters (domain 5.8); the row's own number never repeats."""
    return f"TMP{unit.region_id}{unit.pk:09d}"


def _authority(facts: UnitFacts) -> Unit:
    authority = authority_for(Region.objects.get(pk=facts.region_id), facts.level)
    if authority is None:
        raise Refusal("该区域还没有人社部门，请核对所属区域和单位级别", field="region")
    return authority


def _a_year_from(day: date) -> date:
    return date(day.year + MONTHS_TO_COMPLETE // 12, day.month, min(day.day, 28))


@transaction.atomic
def complete(provisional: Provisional, credit_code: str, *, by: Hat) -> Unit:
    """补录统一社会信用代码 of a unit founded without one. Raises Refusal when it is taken, or was entered before."""
    held = Provisional.objects.select_for_update().get(pk=provisional.pk)
    if held.completed_at is not None:
        raise Refusal("该单位已补录统一社会信用代码，请刷新页面")
    unit = amend(held.unit, {"credit_code": credit_code}, by=by)
    held.completed_at = clock.now()
    held.save(update_fields=["completed_at"])
    record(by, Tag.UNIT_COMPLETE, on=unit, unit_id=unit.pk, instead_of=held.code)
    return unit


@transaction.atomic
def correct_code(provisional: Provisional, credit_code: str, *, reason: str, by: Hat) -> Unit:
    """更正 a 统一社会信用代码 that was completed wrongly. Raises Refusal when it is the same or taken.

    The wrong one is not kept as a former code: it may be another unit's.
    """
    held = Provisional.objects.select_for_update().get(pk=provisional.pk)
    wrong = held.unit.credit_code
    if held.completed_at is None or not wrong:
        raise Refusal("该单位还没有补录统一社会信用代码，请刷新页面")
    if wrong == credit_code:
        raise Refusal("与已补录的代码相同，没有要更正的内容", field="credit_code")
    if not reason:
        raise Refusal("请填写更正原因", field="reason")
    unit = amend(held.unit, {"credit_code": credit_code}, by=by)
    FormerName.objects.filter(unit=unit, name="", credit_code=wrong).delete()
    record(by, Tag.UNIT_RECODE, on=unit, unit_id=unit.pk, before=wrong, after=credit_code, reason=reason)
    return unit
