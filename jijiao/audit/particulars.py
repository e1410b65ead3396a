"""What the particulars of an event are called on pages, and as what each is said: a name, a right, a day.

The rows that stand behind ids lie in apps above this one; `operations.telling` puts their names in.
"""

from dataclasses import dataclass
from enum import StrEnum

from jijiao.audit.tags import Tag


class As(StrEnum):
    """How a value is said. Those up to ROLE are ids of rows, told by the row's name."""

    ACCOUNT = "account"
    HAT = "hat"
    UNIT = "unit"
    DEPARTMENT = "department"
    PERSON = "person"
    ROLE = "role"
    PERMISSION = "permission"
    KIND = "kind"
    GROUP = "group"
    PURPOSE = "purpose"
    WAY = "way"
    RANGE = "range"
    STATUS = "status"
    FIELD = "field"
    COLUMN = "column"
    FACT = "fact"  # a code of a unit's facts, by the particular's own name
    REGION = "region"
    MOMENT = "moment"
    UPWARDS = "upwards"
    TEXT = "text"


@dataclass(frozen=True)
class Particular:
    label: str
    said: As = As.TEXT


PARTICULARS: dict[str, Particular] = {
    "above": Particular("上级", As.UNIT),
    "absent": Particular("被代理人", As.HAT),
    "account": Particular("账号", As.ACCOUNT),
    "address": Particular("单位地址"),
    "after": Particular("变更后"),
    "base_level": Particular("机构级别", As.FACT),
    "base_type": Particular("机构类型", As.FACT),
    "before": Particular("变更前"),
    "below": Particular("下级单位数"),
    "carried_back": Particular("随合并撤销恢复"),
    "carried_to": Particular("转给账号", As.ACCOUNT),
    "change": Particular("对应的状态变动编号"),
    "check": Particular("核验记录编号"),
    "chief": Particular("超级管理员"),
    "claimed": Particular("申报学时"),
    "code": Particular("部门编码"),
    "columns": Particular("列", As.COLUMN),
    "conditions": Particular("条件"),
    "consent": Particular("逾期视为同意"),
    "corrected": Particular("修改后重新提交"),
    "count": Particular("数量"),
    "credit_code": Particular("信用代码"),
    "department": Particular("部门", As.DEPARTMENT),
    "departments": Particular("部门", As.DEPARTMENT),
    "deputy": Particular("代理人", As.HAT),
    "direct": Particular("直接办理"),
    "expected": Particular("预计写入"),
    "fields": Particular("修改项", As.FIELD),
    "former": Particular("原超级管理员", As.HAT),
    "found": Particular("查到"),
    "full": Particular("含完整证件号"),
    "group": Particular("修改内容", As.GROUP),
    "hats": Particular("结束任职的管理员数"),
    "holders": Particular("原使用者", As.HAT),
    "industry": Particular("所属行业", As.FACT),
    "instead": Particular("改为角色", As.ROLE),
    "instead_of": Particular("原内部码"),
    "into": Particular("转入", As.UNIT),
    "kind": Particular("类别", As.KIND),
    "label": Particular("环节"),
    "leader": Particular("负责人"),
    "level": Particular("单位级别", As.FACT),
    "merge": Particular("合并记录编号"),
    "moved": Particular("随同转移数"),
    "name": Particular("名称"),
    "names": Particular("名称"),
    "nature": Particular("单位性质", As.FACT),
    "network": Particular("网络"),
    "note": Particular("说明"),
    "parent": Particular("上级部门", As.DEPARTMENT),
    "part": Particular("归属"),
    "people": Particular("人数"),
    "permissions": Particular("权限", As.PERMISSION),
    "person": Particular("人员", As.PERSON),
    "phone": Particular("电话"),
    "purpose": Particular("变更类型", As.PURPOSE),
    "range": Particular("数据范围", As.RANGE),
    "reason": Particular("原因"),
    "reference": Particular("录像编号或文号"),
    "recognised": Particular("认定学时"),
    "region": Particular("所属区域", As.REGION),
    "removed": Particular("已删除"),
    "renewed": Particular("恢复原信息的人员", As.PERSON),
    "requests": Particular("随同转移的申请数"),
    "results": Particular("随同转移的年度结果数"),
    "role": Particular("角色", As.ROLE),
    "round": Particular("轮次"),
    "rows": Particular("行号"),
    "scans": Particular("扫描件数"),
    "status": Particular("状态", As.STATUS),
    "summary": Particular("变更内容"),
    "text": Particular("意见"),
    "title": Particular("标题"),
    "to": Particular("转到", As.UNIT),
    "unit": Particular("单位", As.UNIT),
    "until": Particular("截止", As.MOMENT),
    "up": Particular("方向", As.UPWARDS),
    "version": Particular("版本"),
    "way": Particular("方式", As.WAY),
    "year": Particular("年度"),
    "years": Particular("年度"),
}

# where a name means something else than usual
OF_TAG: dict[tuple[str, str], Particular] = {
    (Tag.DEPARTMENT_MERGE, "into"): Particular("合并到部门", As.DEPARTMENT),
    (Tag.DEPARTMENT_MOVE, "before"): Particular("原上级部门", As.DEPARTMENT),
    (Tag.MERGE_DO, "part"): Particular("本档案"),
    (Tag.PERSON_MOVE, "before"): Particular("原单位", As.UNIT),
    (Tag.REVIEW_HAND_OVER, "after"): Particular("现审核单位", As.UNIT),
    (Tag.REVIEW_HAND_OVER, "before"): Particular("原审核单位", As.UNIT),
    (Tag.REVIEW_REDIRECT, "unit"): Particular("因单位变动", As.UNIT),
    (Tag.ROLE_EDIT, "before"): Particular("原权限", As.PERMISSION),
    (Tag.TERM_SET, "after"): Particular("改为（工作日）"),
    (Tag.TERM_SET, "before"): Particular("原为（工作日）"),
    (Tag.UNIT_DISSOLVE, "departments"): Particular("部门数"),
    (Tag.UNIT_MERGE, "departments"): Particular("部门数"),
    (Tag.UNIT_MOVE, "above"): Particular("现上级", As.UNIT),
    (Tag.UNIT_MOVE, "before"): Particular("原上级", As.UNIT),
}


def particular(tag: str, name: str) -> Particular:
    """How this one is called and said; a name without words stays itself, so that a page never hides what was done."""
    return OF_TAG.get((tag, name)) or PARTICULARS.get(name) or Particular(name)
