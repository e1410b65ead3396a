"""How changes of units are reviewed (机构信息修改审核): by the superior, 更换上级部门 by the old one and the new."""

from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.changes import effects
from jijiao.changes.facts import LABELS
from jijiao.changes.models import UnitChange
from jijiao.reviews.kinds import Column, Filter, Halt, Kind, reviewed
from jijiao.units.models import Unit

FACTS_DAYS = 10
OLD_DAYS = 7  # the old superior's silence is consent
NEW_DAYS = 10


def route(change: UnitChange) -> list[Halt]:
    """The superior, else 人社; 更换上级部门: what lies above now, then what shall (design part 0, routes)."""
    unit = Unit.everywhere.select_related("above", "authority").get(pk=change.unit_id)
    authority = unit.authority
    if change.purpose == UnitChange.Purpose.FACTS:
        return [_halt(unit.above or unit, "上级审核", FACTS_DAYS, authority)]
    new = change.superior or authority
    halts = [Halt(unit.above, "原上级审核", days=OLD_DAYS)] if unit.above else []
    if new is not None and new != unit.above:
        halts.append(_halt(new, "新上级审核", NEW_DAYS, authority))
    return halts


def _halt(unit: Unit, label: str, days: int, authority: Unit | None) -> Halt:
    """A desk whose work the region's 人社 department takes over after so many days, unless it is that itself."""
    if authority is None or authority == unit:
        return Halt(unit, label)
    return Halt(unit, label, days=days, stand_in=authority)


def administrators(change: UnitChange) -> list[int]:
    """The unit's administrators who look after its data: they hear the outcome, whoever asked."""
    hats = Hat.everywhere.filter(unit_id=change.unit_id, ended_at__isnull=True).select_related("unit", "role")
    return [hat.account_id for hat in hats if hat.may(Permission.UNIT_PROFILE_MANAGE)]


UNIT_CHANGE = reviewed(
    Kind(
        key="unit-change",
        label="机构信息修改审核",
        subject=UnitChange,
        origins=("unit",),
        moves_units=True,
        told=administrators,
        page=lambda change: reverse("changes.record", args=[change.pk]),
        needs=Permission.UNIT_CHANGE_REVIEW,
        route=route,
        on_approved=effects.take_effect,
        on_rejected=effects.turn_away,
        check=effects.in_the_way,
        columns=(
            Column("单位名称", lambda row: row.unit.name, "card-title"),
            Column("信用代码", lambda row: row.unit.credit_code or "未填写", "nowrap"),
            Column("变更内容", lambda row: row.summary),
        ),
        detail="changes/_detail.html",
        subject_name=lambda row: row.unit.name,
        related=("unit", "before", "superior", "review"),
        search=("unit__name", "unit__credit_code"),
        filters=(
            Filter("purpose", "变更类型", "purpose", lambda scope: UnitChange.Purpose.choices),
            Filter("field", "变更字段", "fields__name", lambda scope: LABELS.items()),
        ),
        notices=effects.notices,
        reasons=("证明材料不清晰", "与证照或批文不一致", "请补充批文", "不同意更换上级部门"),
        empty="没有待审核的机构变更",
        group="变更审核管理",
        terms=(("上级审核", FACTS_DAYS), ("原上级审核", OLD_DAYS), ("新上级审核", NEW_DAYS)),
        promise="通过后新的信息立即生效，并写入该单位的变更记录。",
    )
)
