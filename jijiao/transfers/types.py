"""调转类型 (domain 3.4.16): what each needs, who may start it (3.3.3, 5.4), what becomes of the person."""

from dataclasses import dataclass
from enum import StrEnum

OLD_UNIT, NEW_UNIT, PERSON = "old", "new", "person"
STARTERS = {OLD_UNIT: "原单位", NEW_UNIT: "新单位", PERSON: "本人"}
# a new unit asks only for whom it takes on; a death and the merger of units are not the person's to report
LEAVING = (OLD_UNIT, PERSON)


class Target(StrEnum):
    """Where a transfer of a type leads."""

    UNIT = "unit"
    TEMPORARY = "temporary"
    OUTSIDE = "outside"
    NONE = "none"


GONE = "提交后由原单位审核，通过后到调出日期生效（日期已到的立即生效）：不再在册，学时和证书保留。"
COURSES = {
    Target.UNIT: (
        "提交后先由原单位调出审核，再由新单位调入审核；两方都通过后，到调出日期调入（日期已到的立即调入）。"
        "学时和证书随人保留，审核期间可以照常学习和申报。"
    ),
    Target.TEMPORARY: (
        "提交后先由原单位调出审核，再由所在区域的人社部门调入审核；通过后，到调出日期转入该区域的临时单位"
        "（日期已到的立即转入）。学时和证书随人保留，审核期间可以照常学习和申报。"
    ),
    Target.OUTSIDE: GONE,
    Target.NONE: GONE,
}


@dataclass(frozen=True)
class TransferType:
    """`status` is the person's status (domain 3.4.15) once it is done; `proof` names the material that it needs.

    `starters` are the sides that may start it.
    """

    code: str
    label: str
    target: Target
    status: str
    starters: tuple[str, ...] = tuple(STARTERS)
    proof: str = ""

    @property
    def course(self) -> str:
        """What happens after it was handed in, for whoever fills it in."""
        return COURSES[self.target]

    @property
    def moves(self) -> bool:
        """Whether the person comes to another unit of the platform."""
        return self.target in (Target.UNIT, Target.TEMPORARY)

    @property
    def material(self) -> str:
        """What the form says beside 证明材料."""
        return f"“{self.label}”须上传{self.proof}" if self.proof else f"“{self.label}”可以不上传，也可以附商调函等材料"


TYPES: dict[str, TransferType] = {
    each.code: each
    for each in (
        TransferType("1", "省内单位间调动", Target.UNIT, "20"),
        TransferType("2", "系统内调动（同一上级）", Target.UNIT, "20"),
        TransferType("3", "跨市、跨区县调动", Target.UNIT, "20"),
        TransferType("4", "调往省外", Target.OUTSIDE, "85", LEAVING),
        TransferType("5", "离职、解聘（转临时单位）", Target.TEMPORARY, "50", LEAVING, "解除证明"),
        TransferType("6", "退休", Target.NONE, "70", LEAVING, "退休审批材料"),
        TransferType("7", "入伍、升学、出国", Target.NONE, "60", LEAVING, "相应证明"),
        TransferType("8", "死亡", Target.NONE, "80", (OLD_UNIT,), "死亡证明"),
        TransferType("9", "单位合并随迁", Target.UNIT, "20", (OLD_UNIT, NEW_UNIT), "合并批文"),
    )
}
TO_TEMPORARY = "5"
CHOICES = [(each.code, each.label) for each in TYPES.values()]


def choices_for(starter: str) -> list[tuple[str, str]]:
    """The types that this side may start."""
    return [(each.code, each.label) for each in TYPES.values() if starter in each.starters]
