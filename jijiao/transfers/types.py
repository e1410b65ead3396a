"""调转类型 (domain 3.4.16): what each needs and what becomes of the person."""

from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """Where a transfer of a type leads."""

    UNIT = "unit"
    TEMPORARY = "temporary"
    OUTSIDE = "outside"
    NONE = "none"


@dataclass(frozen=True)
class TransferType:
    """`status` is the person's status (domain 3.4.15) once it is done; `proof` names the material that it needs."""

    code: str
    label: str
    target: Target
    status: str
    proof: str = ""

    @property
    def moves(self) -> bool:
        """Whether the person comes to another unit of the platform."""
        return self.target in (Target.UNIT, Target.TEMPORARY)


TYPES: dict[str, TransferType] = {
    each.code: each
    for each in (
        TransferType("1", "省内单位间调动", Target.UNIT, "20"),
        TransferType("2", "系统内调动（同一上级）", Target.UNIT, "20"),
        TransferType("3", "跨市、跨区县调动", Target.UNIT, "20"),
        TransferType("4", "调往省外", Target.OUTSIDE, "85"),
        TransferType("5", "离职、解聘（转临时单位）", Target.TEMPORARY, "50", "解除证明"),
        TransferType("6", "退休", Target.NONE, "70", "退休审批材料"),
        TransferType("7", "入伍、升学、出国", Target.NONE, "60", "相应证明"),
        TransferType("8", "死亡", Target.NONE, "80", "死亡证明"),
        TransferType("9", "单位合并随迁", Target.UNIT, "20", "合并批文"),
    )
}
CHOICES = [(each.code, each.label) for each in TYPES.values()]
