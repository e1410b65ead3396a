"""临时单位: made for a region when the first person needs it."""

from django.db import transaction

from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.actions import UnitFacts, found
from jijiao.units.models import Region, TemporaryUnit, Unit
from jijiao.units.queries import authority_of


@transaction.atomic
def temporary_unit(region: Region, *, field: str = "region", by: Actor) -> Unit:
    """The region's 临时单位 under its 人社 department, founded now if there is none yet. A Refusal is about `field`."""
    # the region's row is the lock: of two first comers one founds it
    Region.objects.select_for_update().get(pk=region.pk)
    known = TemporaryUnit.objects.filter(region=region).select_related("unit").first()
    if known is not None:
        return known.unit
    authority = authority_of(region.pk)
    if authority is None:
        raise Refusal("该区域还没有人社部门，不能转入临时单位，请联系平台客服。", field)
    facts = UnitFacts(
        name=f"{region.name}专业技术人员临时单位", kind=Unit.Kind.EMPLOYER, region_id=region.pk, nature="99"
    )
    unit = found(facts, superior=authority, authority=authority, by=by)
    TemporaryUnit.objects.create(region=region, unit=unit)
    return unit


def is_temporary(unit: Unit) -> bool:
    """Whether the unit is some region's 临时单位."""
    return TemporaryUnit.objects.filter(unit=unit).exists()
