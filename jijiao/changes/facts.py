"""What a unit says of itself, field by field: the manual's label, who must agree to a change, how a value reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from jijiao.standards.codes import units as codes
from jijiao.standards.codes.industries import INDUSTRIES
from jijiao.units.models import Region, Unit

EMPTY = "未填写"
SUPERIOR = "superior"  # the line of a 更换上级部门 in the record


@dataclass(frozen=True)
class Fact:
    """One field of 单位信息. `reviewed`: it takes effect when the superior agrees, otherwise at once.

    `needs_proof`: a document must be attached (domain 5.3: 改单位名/信用代码须附批文). `of_bases`: no other has it; the
    单位级别 of a base follows from its 机构级别.
    """

    name: str
    label: str
    reviewed: bool = True
    needs_proof: bool = False
    of_bases: bool = False
    choices: tuple[tuple[str, str], ...] = ()


FACTS = (
    Fact("name", "单位名称", needs_proof=True),
    Fact("nature", "单位性质", choices=tuple(codes.NATURES)),
    Fact("base_level", "机构级别", of_bases=True, choices=tuple(codes.BASE_LEVELS)),
    Fact("base_type", "机构类型", of_bases=True, choices=tuple(codes.BASE_TYPES)),
    Fact("level", "单位级别", choices=tuple(codes.LEVELS)),
    Fact("phone", "单位电话", reviewed=False),
    Fact("industry", "所属行业", choices=tuple(INDUSTRIES)),
    Fact("region", "所属区域"),
    Fact("address", "单位地址"),
    Fact("credit_code", "统一社会信用代码", needs_proof=True),
)
BY_NAME = {fact.name: fact for fact in FACTS}
LABELS = {fact.name: fact.label for fact in FACTS} | {SUPERIOR: "上级部门"}


def facts_of(unit: Unit) -> list[Fact]:
    """The facts that this kind of unit has."""
    return [fact for fact in FACTS if unit.kind == Unit.Kind.BASE or not fact.of_bases]


def values_of(unit: Unit) -> dict[str, str]:
    """Every fact of a unit as the form sends it: codes and plain text."""
    return {
        fact.name: str(unit.region_id if fact.name == "region" else getattr(unit, fact.name)) for fact in facts_of(unit)
    }


def read(unit: Unit) -> list[tuple[str, str]]:
    """(label, value as people read it) of every fact."""
    values = values_of(unit)
    return [(fact.label, shown(fact.name, values[fact.name])) for fact in facts_of(unit)]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Which facts differ, with both values."""
    return {
        fact.name: (before[fact.name], after[fact.name])
        for fact in FACTS
        if fact.name in after and before[fact.name] != after[fact.name]
    }


def shown(name: str, value: str) -> str:
    """A value as people read it."""
    fact = BY_NAME[name]
    if not value:
        return EMPTY
    if fact.choices:
        return dict(fact.choices).get(value, value)
    if name == "region":
        region = Region.objects.select_related("parent__parent").filter(pk=value).first()
        return region.full_name if region else value
    return value
