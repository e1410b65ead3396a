"""权限: one enum, `noun.verb`, and how the menu groups them; who may hold which by the kind of unit."""

from enum import StrEnum

from jijiao.units.models import Unit


class Permission(StrEnum):
    ADMINISTRATORS_MANAGE = "administrators.manage"
    AUDIT_VIEW = "audit.view"
    CERTIFICATES_VIEW = "certificates.view"
    COMPLETION_VIEW = "completion.view"
    DASHBOARD_VIEW = "dashboard.view"
    DEPARTMENTS_MANAGE = "departments.manage"
    HOURS_DECLARE = "hours.declare"
    HOURS_IMPORT = "hours.import"
    HOURS_RECORD = "hours.record"
    HOURS_REVIEW = "hours.review"
    JOBS_VIEW = "jobs.view"
    NOTICES_MANAGE = "notices.manage"
    OWN_FILE = "own_file.change"
    PEOPLE_EXPORT = "people.export"
    PEOPLE_IMPORT = "people.import"
    PEOPLE_MANAGE = "people.manage"
    PEOPLE_RESET = "people.reset"
    PEOPLE_REVEAL = "people.reveal"
    PEOPLE_VIEW = "people.view"
    PERSON_CHANGE_REVIEW = "person_change.review"
    PERSON_REGISTRATION_REVIEW = "person_registration.review"
    PLATFORM_ACCOUNTS = "platform.accounts"
    PLATFORM_HEALTH = "platform.health"
    PLATFORM_MERGES = "platform.merges"
    PLATFORM_TERMS = "platform.terms"
    PLATFORM_UNITS = "platform.units"
    ROLES_MANAGE = "roles.manage"
    TRANSFER_REVIEW = "transfer.review"
    TRANSFERS_ASK = "transfers.ask"
    TRANSFERS_CORRECT = "transfers.correct"
    TRANSFERS_START = "transfers.start"
    TRANSFERS_VIEW = "transfers.view"
    UNIT_CHANGE_REVIEW = "unit_change.review"
    UNIT_PROFILE_MANAGE = "unit_profile.manage"
    UNIT_REGISTRATION_REVIEW = "unit_registration.review"
    UNITS_MANAGE = "units.manage"
    UNITS_VIEW = "units.view"


P = Permission

# 模块 → (permission, what the role editor calls it), in the order of the menu
GROUPS: tuple[tuple[str, tuple[tuple[Permission, str], ...]], ...] = (
    ("首页", ((P.DASHBOARD_VIEW, "首页"), (P.JOBS_VIEW, "导入导出任务"))),
    (
        "账户管理",
        (
            (P.UNIT_PROFILE_MANAGE, "基本信息管理"),
            (P.DEPARTMENTS_MANAGE, "管理内设部门"),
            (P.ADMINISTRATORS_MANAGE, "管理单位管理员"),
            (P.ROLES_MANAGE, "角色管理"),
            (P.UNITS_VIEW, "下属机构查看"),
            (P.UNITS_MANAGE, "下属机构管理"),
            (P.PERSON_REGISTRATION_REVIEW, "专业技术人员注册审核"),
            (P.UNIT_REGISTRATION_REVIEW, "下属单位注册审核"),
            (P.UNIT_CHANGE_REVIEW, "机构信息修改审核"),
            (P.PERSON_CHANGE_REVIEW, "人员信息修改审核"),
        ),
    ),
    (
        "人员调转",
        (
            (P.TRANSFER_REVIEW, "人员调入、调出审核"),
            (P.TRANSFERS_START, "人员调出"),
            (P.TRANSFERS_ASK, "申请调入"),
            (P.TRANSFERS_CORRECT, "更正误调"),
            (P.TRANSFERS_VIEW, "调转记录"),
        ),
    ),
    (
        "学时（分）申报",
        ((P.HOURS_DECLARE, "学时（分）申报"), (P.HOURS_IMPORT, "批量导入岗位培训"), (P.HOURS_RECORD, "学时申报记录")),
    ),
    ("学时（分）审核", ((P.HOURS_REVIEW, "学时（分）审核"),)),
    (
        "查询统计",
        (
            (P.COMPLETION_VIEW, "继教完成情况查询"),
            (P.PEOPLE_VIEW, "专技人员信息查询"),
            (P.PEOPLE_IMPORT, "批量导入"),
            (P.PEOPLE_MANAGE, "新增、停用、批量办理人员"),
            (P.PEOPLE_EXPORT, "导出人员信息"),
            (P.PEOPLE_RESET, "重置密码"),
            (P.PEOPLE_REVEAL, "查看完整证件号"),
            (P.CERTIFICATES_VIEW, "电子证书查询打印"),
        ),
    ),
    ("信息发布", ((P.NOTICES_MANAGE, "通知公告维护"),)),
)

NAMES: dict[Permission, str] = {permission: name for _, entries in GROUPS for permission, name in entries}

# a built-in role for everyday work has none of these
RIGHTS_OVER_RIGHTS = frozenset({P.ADMINISTRATORS_MANAGE, P.ROLES_MANAGE, P.UNITS_MANAGE})

EMPLOYER = frozenset(
    {
        P.DASHBOARD_VIEW, P.JOBS_VIEW, P.UNITS_VIEW, P.PERSON_REGISTRATION_REVIEW, P.UNIT_REGISTRATION_REVIEW,
        P.HOURS_DECLARE, P.HOURS_IMPORT, P.HOURS_RECORD, P.HOURS_REVIEW, P.COMPLETION_VIEW, P.PEOPLE_VIEW,
        P.PEOPLE_IMPORT, P.PEOPLE_EXPORT, P.CERTIFICATES_VIEW, P.DEPARTMENTS_MANAGE, P.UNIT_CHANGE_REVIEW,
        P.UNIT_PROFILE_MANAGE, P.TRANSFER_REVIEW, P.TRANSFERS_START, P.TRANSFERS_ASK, P.TRANSFERS_VIEW,
        P.PEOPLE_MANAGE, P.PEOPLE_REVEAL, P.PEOPLE_RESET, P.PERSON_CHANGE_REVIEW, *RIGHTS_OVER_RIGHTS,
    }
)  # fmt: skip
IN_CHARGE = frozenset(
    {
        P.DASHBOARD_VIEW, P.JOBS_VIEW, P.UNITS_VIEW, P.PERSON_REGISTRATION_REVIEW, P.UNIT_REGISTRATION_REVIEW,
        P.HOURS_RECORD, P.HOURS_REVIEW, P.COMPLETION_VIEW, P.PEOPLE_VIEW, P.PEOPLE_EXPORT, P.CERTIFICATES_VIEW,
        P.DEPARTMENTS_MANAGE, P.UNIT_CHANGE_REVIEW, P.UNIT_PROFILE_MANAGE, P.TRANSFER_REVIEW, P.TRANSFERS_VIEW,
        P.PERSON_CHANGE_REVIEW, *RIGHTS_OVER_RIGHTS,
    }
)  # fmt: skip

BY_UNIT_KIND: dict[str, frozenset[Permission]] = {
    Unit.Kind.EMPLOYER: EMPLOYER,
    Unit.Kind.BUREAU: IN_CHARGE,
    Unit.Kind.AUTHORITY: IN_CHARGE | {P.NOTICES_MANAGE, P.TRANSFERS_CORRECT},
    Unit.Kind.BASE: frozenset({P.DASHBOARD_VIEW, P.JOBS_VIEW, P.DEPARTMENTS_MANAGE, P.UNIT_PROFILE_MANAGE})
    | RIGHTS_OVER_RIGHTS - {P.UNITS_MANAGE},
}

# what an administrator can do whose range is some departments: the rest is about the whole unit
WITHIN_DEPARTMENTS = frozenset(
    {
        P.DASHBOARD_VIEW, P.JOBS_VIEW, P.HOURS_DECLARE, P.HOURS_RECORD, P.COMPLETION_VIEW, P.PEOPLE_VIEW,
        P.PEOPLE_EXPORT, P.CERTIFICATES_VIEW,
    }
)  # fmt: skip
REVIEWS = frozenset(permission for permission in P if permission.endswith(".review"))
TECHNICIAN = frozenset(
    {
        P.DASHBOARD_VIEW, P.HOURS_DECLARE, P.HOURS_RECORD, P.COMPLETION_VIEW, P.CERTIFICATES_VIEW, P.TRANSFERS_START,
        P.TRANSFERS_VIEW, P.OWN_FILE,
    }
)  # fmt: skip
# 平台运营 in three (三员分立): beyond the home page nothing is held by two of them, and none decides or records hours
OPERATOR_ROLES: dict[str, frozenset[Permission]] = {
    "系统管理员": frozenset(
        {P.DASHBOARD_VIEW, P.JOBS_VIEW, P.PLATFORM_HEALTH, P.PLATFORM_MERGES, P.PLATFORM_TERMS, P.PLATFORM_UNITS}
    ),
    "安全管理员": frozenset({P.DASHBOARD_VIEW, P.JOBS_VIEW, P.PLATFORM_ACCOUNTS}),
    "审计管理员": frozenset({P.DASHBOARD_VIEW, P.JOBS_VIEW, P.AUDIT_VIEW}),
}
