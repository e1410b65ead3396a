"""修改单位信息: new facts of a unit, with what follows from them: former names, another 人社 department."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import FormerName, Unit
from jijiao.units.moving import lock_tree, move
from jijiao.units.queries import authority_for

COLUMNS = {"region": "region_id"}
KEPT = ("name", "credit_code")  # a unit is still found by what it had here
PLACING = {"region", "level"}  # these decide which 人社 department is 同级
CODE_TAKEN = "该统一社会信用代码已被其他有效单位使用，请核对；如有疑问，请联系主管部门"
NO_AUTHORITY = "该区域还没有人社部门，请核对所属区域和单位级别"


@transaction.atomic
def amend(unit: Unit, facts: Mapping[str, str], *, by: Actor) -> Unit:
    """Write `facts` (name, nature, level, industry, phone, address, credit_code, region, of a base also
    base_level and base_type: codes and plain text).

    Raises Refusal when an active unit has the credit code, or the region has no 人社 department.
    """
    lock_tree(shared=not PLACING & facts.keys())
    held = Unit.everywhere.select_for_update(of=("self",)).get(pk=unit.pk)
    before = {name: getattr(held, COLUMNS.get(name, name)) for name in facts}
    changed = {name: value for name, value in facts.items() if value != before[name]}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, COLUMNS.get(name, name), value)
    try:
        with transaction.atomic():
            held.save(update_fields=[*changed, "pinyin"])
    except IntegrityError as error:
        raise Refusal(CODE_TAKEN, field="credit_code") from error
    _keep_former(held, {name: before[name] for name in changed})
    # before the move, so that the trail reads in the order of things
    record(by, Tag.UNIT_AMEND, on=held, unit_id=held.pk, before={name: before[name] for name in changed}, after=changed)
    if PLACING & changed.keys() and held.kind != Unit.Kind.AUTHORITY:
        _place_anew(held, by)
    return held


def _keep_former(unit: Unit, before: Mapping[str, str]) -> None:
    given_up = {name: before[name] for name in KEPT if before.get(name)}
    if given_up:
        FormerName.objects.create(unit=unit, ended_at=clock.now(), **given_up)


def _place_anew(unit: Unit, by: Actor) -> None:
    unit.refresh_from_db()
    authority = authority_for(unit.region, unit.level)
    if authority is None:
        raise Refusal(NO_AUTHORITY, field="region")
    if authority.pk != unit.authority_id:
        move(unit, superior=unit.superior, authority=authority, by=by)
        unit.refresh_from_db()
