"""What stands against a change of a unit: each reason a sentence, with the field it is about. Reads only."""

from collections.abc import Mapping

from jijiao.lib.refusal import Refusal
from jijiao.units.amending import CODE_TAKEN, NO_AUTHORITY
from jijiao.units.models import Region, Unit
from jijiao.units.queries import SUPERIORS, authority_for, code_is_taken

FIXED = "人社部门的区域和上级由行政区划确定，不能在此更换"


def fact_problem(unit: Unit, facts: Mapping[str, str]) -> Refusal | None:
    """Why these facts cannot become the unit's; `facts` holds what changes only."""
    if (code := facts.get("credit_code")) and code_is_taken(code, besides=unit):
        return Refusal(CODE_TAKEN, field="credit_code")
    if "region" in facts and unit.kind == Unit.Kind.AUTHORITY:
        return Refusal(FIXED, field="region")
    if "region" in facts or "level" in facts:
        region = Region.objects.select_related("parent__parent").filter(pk=facts.get("region", unit.region_id)).first()
        if region is None or authority_for(region, facts.get("level", unit.level)) is None:
            return Refusal(NO_AUTHORITY, field="region")
    return None


def superior_problem(unit: Unit, superior: Unit | None) -> Refusal | None:
    """Why `superior` (None: the 同级人社部门 alone) cannot be what lies above the unit."""
    why = _without_superior(unit) if superior is None else _under(unit, superior)
    if unit.kind == Unit.Kind.AUTHORITY:
        why = FIXED
    return Refusal(why, field="superior") if why else None


def _without_superior(unit: Unit) -> str:
    if unit.authority is None:
        return "本单位没有同级人社部门，请选择新的上级部门"
    return "" if unit.superior_id else f"本单位现在就没有主管部门，由{unit.authority.name}管理"


def _under(unit: Unit, superior: Unit) -> str:
    if superior.pk == unit.pk:
        return "上级部门不能是本单位自己，请另选"
    if superior.pk == unit.superior_id:
        return f"“{superior.name}”现在就是本单位的上级部门，不需要更换"
    if superior.status != Unit.Status.ACTIVE:
        return f"“{superior.name}”{superior.get_status_display()}，不能选为上级部门，请另选"
    if superior.kind not in SUPERIORS:
        return f"“{superior.name}”是{superior.get_kind_display()}，不能作为上级部门，请另选"
    if (superior.path or "").startswith(unit.path or "-"):
        return f"“{superior.name}”是本单位的下级，不能选为上级部门，请另选"
    return ""
