"""What makes a transfer impossible, as pure rules (domain 3.3.3, 3.4.16): by field, a sentence for the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jijiao.people.rules import ON_ROLL
from jijiao.transfers.types import STARTERS, TO_TEMPORARY, TYPES, Target, TransferType

EARLIEST = timedelta(days=2 * 365)  # an employer may report a departure late
LATEST = timedelta(days=90)  # and a little ahead


@dataclass(frozen=True)
class Place:
    """What the rules need to know of a unit: ids of the unit and its superior, its region's code, is it a 临时单位."""

    pk: int
    superior: int | None
    region: str
    temporary: bool = False


def problems(
    kind: TransferType,
    *,
    starter: str,
    status: str,
    old: Place,
    new: Place | None,
    outside: str,
    leaves_on: date,
    today: date,
    proofs: int,
) -> Mapping[str, str]:
    """Everything that is wrong with what was filled in; empty when it may set out."""
    found: dict[str, str] = {}
    if status not in ON_ROLL:
        found["person"] = "此人不在册（已退休、离职或注销），不能办理调转。"
    if starter not in kind.starters:
        found["type"] = f"“{kind.label}”只能由{'或'.join(STARTERS[each] for each in kind.starters)}发起。"
    elif kind.target == Target.TEMPORARY and old.temporary:
        found["type"] = f"此人已在临时单位，不需要再办“{kind.label}”。"
    found |= missing(kind, unit=new is not None, outside=outside, proofs=proofs)
    if kind.target == Target.UNIT and new is not None:
        found |= _wrong_unit(kind, old, new)
    if leaves_on > today + LATEST:
        found["leaves_on"] = f"调出日期最晚可填今天以后 {LATEST.days} 天。"
    elif leaves_on < today - EARLIEST:
        found["leaves_on"] = "调出日期最早可填两年前的今天。"
    return found


def missing(kind: TransferType, *, unit: bool, outside: str, proofs: int) -> dict[str, str]:
    """What this type asks for and was not given; `unit` and `proofs`: whether and how many there are."""
    found = {}
    if kind.target == Target.UNIT and not unit:
        found["new_unit"] = "请查找并选择新单位。"
    if kind.target == Target.OUTSIDE and not outside:
        found["outside_name"] = "请填写省外单位名称。"
    if kind.proof and not proofs:
        found["proofs"] = f"{kind.label}须上传{kind.proof}。"
    return found


def _wrong_unit(kind: TransferType, old: Place, new: Place) -> Mapping[str, str]:
    if new.temporary:
        return {"new_unit": f"转入临时单位请选调转类型“{TYPES[TO_TEMPORARY].label}”；要换单位的请另选新单位。"}
    if new.pk == old.pk:
        return {"new_unit": "新单位与原单位相同，不需要调转。"}
    if kind.code == "2" and (old.superior is None or old.superior != new.superior):
        return {"type": "两个单位不属于同一上级，请选“省内单位间调动”。"}
    if kind.code == "3" and old.region == new.region:
        return {"type": "两个单位在同一区域，请选“省内单位间调动”。"}
    return {}
