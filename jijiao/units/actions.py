"""The verbs of 单位: found one, install the regions with their 人社 departments."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.base36 import to_base36
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Guest, Region, Unit
from jijiao.units.queries import DEEPEST, STEP
from jijiao.units.reference import REGIONS, authority_name


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What a unit says of itself; codes are those of `standards.codes`."""

    name: str
    kind: str
    region_id: str
    nature: str = ""
    level: str = ""
    industry: str = ""
    phone: str = ""
    address: str = ""
    credit_code: str = ""
    base_level: str = ""
    base_type: str = ""


@transaction.atomic
def found(facts: UnitFacts, *, superior: Unit | None, authority: Unit | None, by: Actor) -> Unit:
    """Put a unit into the tree under its superior, else under its 人社 department (`authority`).

    Raises Refusal when an active unit already has the credit code.
    """
    above = superior or authority
    if above is None and Unit.everywhere.exists():
        raise Refusal("单位必须有主管部门或同级人社部门")
    # the copy in hand may be older than the tree
    stem = Unit.everywhere.select_for_update().get(pk=above.pk).path or "" if above else ""
    if len(stem) >= DEEPEST:
        raise Refusal(f"单位层级最多 {DEEPEST // STEP} 级，“{above}”之下不能再有下级单位", field="superior")
    try:
        with transaction.atomic():
            unit = Unit.everywhere.create(
                **asdict(facts), superior=superior, authority=authority, above=above, founded_at=clock.now()
            )
    except IntegrityError as error:
        raise Refusal("该统一社会信用代码已被有效单位使用", field="credit_code") from error
    # the row's own number is its step, so that no two children can ever share one
    unit.path = f"{stem}{to_base36(unit.pk)}"
    unit.save(update_fields=["path"])
    _draw_second_line(unit)
    record(by, Tag.UNIT_FOUND, on=unit, unit_id=unit.pk, name=unit.name, above=above.pk if above else None)
    return unit


def _draw_second_line(unit: Unit) -> None:
    """Guests: the authority of the unit's region, and those above it, where they are not above the unit itself."""
    authority = unit.authority
    while authority is not None and not (unit.path or "").startswith(authority.path or ""):
        Guest.objects.get_or_create(authority=authority, unit=unit)
        authority = authority.above


@transaction.atomic
def install_regions(*, by: Actor) -> int:
    """The province, its cities and counties with their 人社 departments; returns how many units were founded."""
    Region.objects.bulk_create(
        [Region(code=code, name=name, parent_id=parent) for code, name, parent in REGIONS], ignore_conflicts=True
    )
    present = {unit.region_id: unit for unit in Unit.everywhere.filter(kind=Unit.Kind.AUTHORITY)}
    founded = 0
    for code, _, parent in REGIONS:
        if code not in present:
            facts = UnitFacts(name=authority_name(code), kind=Unit.Kind.AUTHORITY, region_id=code, nature="10")
            present[code] = found(facts, superior=present[parent] if parent else None, authority=None, by=by)
            founded += 1
    return founded
