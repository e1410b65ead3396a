"""What may become of somebody's status on the roll (domain 3.4.15), as a pure table of codes."""

ACTIVE = "20"
TEMPORARY = "50"
MERGED = "90"
DECEASED = "80"
# 离职未转, 退休, 死亡, 注销: off the roll; the row stays with the last unit
OFF_ROLL = {"60": "离职未转", "70": "退休", "80": "死亡", "85": "注销"}
# 完成率按在册算: these are not asked for hours any more
NOT_COUNTED = frozenset({*OFF_ROLL, MERGED})
# 死亡, 注销 and merged files have come to their end: what was earned stays, nothing is declared any more (domain 5.2)
ENDED = frozenset({"80", "85", MERGED})
ON_ROLL = frozenset({ACTIVE, TEMPORARY})
# who may come back: 返聘 and mistakes; a temporary unit is left by a transfer
RETURNING = frozenset({"60", "70", "85"})


def why_not(before: str, after: str) -> str:
    """Why somebody of status `before` does not become `after`; empty when they may."""
    if before == after:
        return "此人已是该状态。"
    if before == MERGED:
        return "该档案已合并到另一份档案，不能再办理。"
    if after == ACTIVE:
        return "" if before in RETURNING else "只有离职、退休、注销的人员可以恢复在册。"
    if after not in OFF_ROLL:
        return "请选择离职未转、退休、死亡或注销。"
    return "此人已登记死亡，不能改为其他状态；登记有误的请撤销原来的办理。" if before == DECEASED else ""
