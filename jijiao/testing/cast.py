"""The cast: the units and people every test knows. Tests never invent other characters.

省厅 above everything; 济南 and 青岛 below it; 省卫健委 beside them. 一院 is the awkward case on purpose: it lies in
Jinan, its superior is the provincial 省卫健委, so the city sees it as a guest. 二中 is a school of Qingdao.
"""

from dataclasses import dataclass
from typing import Any

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat
from jijiao.lib.actor import SYSTEM
from jijiao.people.models import Person
from jijiao.standards.actions import install_default_rules
from jijiao.testing import make
from jijiao.units.models import Department, Unit


@dataclass
class Cast:
    province: Unit
    jinan: Unit
    qingdao: Unit
    health: Unit
    hospital: Unit
    clinic: Unit
    school: Unit
    base: Unit
    surgery: Department
    province_admin: Hat
    jinan_admin: Hat
    qingdao_admin: Hat
    health_admin: Hat
    hospital_admin: Hat
    hospital_clerk: Hat
    hospital_reader: Hat
    school_admin: Hat
    base_admin: Hat
    operator: Hat
    system_officer: Hat
    audit_officer: Hat
    li: Person
    li_hat: Hat
    wang: Person
    wang_hat: Hat
    stranger: Account

    def hats(self) -> dict[str, Hat]:
        """Everybody with a hat, by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Hat)}


def assemble() -> Cast:
    """Put the whole cast into an empty database."""
    _ground()
    kind = Unit.Kind
    province = make.unit("山东省人力资源和社会保障厅", kind.AUTHORITY, "370000")
    jinan = make.unit("济南市人力资源和社会保障局", kind.AUTHORITY, "370100", superior=province)
    qingdao = make.unit("青岛市人力资源和社会保障局", kind.AUTHORITY, "370200", superior=province)
    health = make.unit("山东省卫生健康委员会", kind.BUREAU, "370000", authority=province, code=make.credit_code(1))
    hospital = make.unit(
        "济南示例第一医院", kind.EMPLOYER, "370100", superior=health, authority=jinan, code=make.credit_code(2)
    )
    units: dict[str, Any] = {
        "province": province, "jinan": jinan, "qingdao": qingdao, "health": health, "hospital": hospital,
        "clinic": make.unit("第一医院东院区", kind.EMPLOYER, "370102", superior=hospital, authority=jinan),
        "school": make.unit(
            "青岛示例第二中学", kind.EMPLOYER, "370200", authority=qingdao, code=make.credit_code(3)
        ),
        "base": make.unit(
            "山东示例继续教育基地", kind.BASE, "370100", authority=province, code=make.credit_code(4)
        ),
    }  # fmt: skip
    return Cast(surgery=make.department(hospital, "外科"), **units, **_administrators(units), **_technicians(units))


def _ground() -> None:
    accounts.install_built_in_roles(by=SYSTEM)
    install_default_rules(by=SYSTEM)
    for code, name, parent in (
        ("370000", "山东省", None),
        ("370100", "济南市", "370000"),
        ("370102", "历下区", "370100"),
        ("370200", "青岛市", "370000"),
    ):
        make.region(code, name, parent)


def _administrators(units: dict[str, Unit]) -> dict[str, Any]:
    return {
        "province_admin": make.administrator(units["province"], "郑厅员", 1),
        "jinan_admin": make.administrator(units["jinan"], "陈济员", 2),
        "qingdao_admin": make.administrator(units["qingdao"], "孙青员", 3),
        "health_admin": make.administrator(units["health"], "周卫员", 4),
        "hospital_admin": make.administrator(units["hospital"], "吴院员", 5),
        "hospital_clerk": make.administrator(units["hospital"], "冯经办", 6, role="业务经办"),
        "hospital_reader": make.administrator(units["hospital"], "卫查询", 7, role="查询人员"),
        "school_admin": make.administrator(units["school"], "蒋校员", 8),
        "base_admin": make.administrator(units["base"], "沈基员", 9),
        # 三员: whoever is just called the operator looks after accounts
        "operator": make.operator("韩运营", 10, "安全管理员"),
        "system_officer": make.operator("秦系统", 12, "系统管理员"),
        "audit_officer": make.operator("尤审计", 13, "审计管理员"),
    }


def _technicians(units: dict[str, Unit]) -> dict[str, Any]:
    li = make.person(units["hospital"], "李建国", 101, with_account=True)
    wang = make.person(units["school"], "王秀英", 102, with_account=True)
    return {
        "li": li,
        "li_hat": _hat(li),
        "wang": wang,
        "wang_hat": _hat(wang),
        "stranger": make.account("无名者", 11),
    }


def _hat(person: Person) -> Hat:
    return Hat.everywhere.get(account=person.account, kind=Hat.Kind.TECHNICIAN)
