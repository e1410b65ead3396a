"""The four windows of the 继续教育服务窗口, in the manual's order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """`register` is the URL name of its registration, `reviewer` who decides about it."""

    key: str
    name: str
    icon: str
    what: str
    reviewer: str
    register: str


WINDOWS = (
    Window(
        "unit",
        "用人单位",
        "unit",
        "管理本单位人员，申报和审核学时，查询完成情况",
        "注册由主管部门审核，没有主管部门的由同级人社部门审核",
        "registration.unit",
    ),
    Window(
        "person",
        "专业技术人员",
        "user",
        "查看本年度学时，申报论文、会议、培训，打印证书",
        "注册由所在单位审核",
        "registration.person",
    ),
    Window("base", "继续教育基地", "base", "查看基地信息", "注册由行业主管部门审核", "registration.base"),
    Window(
        "authority",
        "主管部门",
        "gov",
        "审核单位注册和学时，查看本地区完成情况",
        "注册由同级人社部门审核，人社部门的账号由上级开通",
        "registration.department",
    ),
)
