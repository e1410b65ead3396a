"""How registrations are reviewed (注册审核管理): by the superior or the 人社 department, people by their unit."""

from collections.abc import Iterable

from jijiao.accounts.permissions import Permission
from jijiao.registration import admission, notices
from jijiao.registration.models import PersonRegistration, UnitRegistration
from jijiao.reviews.kinds import Column, Filter, Halt, Kind, reviewed
from jijiao.scoping.scope import Scope
from jijiao.standards.codes import titles, units
from jijiao.units.models import Department, Unit

DAYS = 10  # working days (domain 5.3); then the unit above decides in its place
KINDS = [kind for kind, _ in UnitRegistration.KINDS]
PROMISE = "通过后申请人即可登录本系统。"


def unit_route(registration: UnitRegistration) -> list[Halt]:
    """The superior it names, else the 人社 department of its region and level, which also stands in (domain 2.1)."""
    above, authority = registration.superior or registration.authority, registration.authority
    label = "人社部门审核" if above.kind == Unit.Kind.AUTHORITY else "主管部门审核"
    return [_halt(above, label, authority)]


def person_route(registration: PersonRegistration) -> list[Halt]:
    """The unit the person wants to belong to; where it lets the application lie, the one above it."""
    return [_halt(registration.unit, "单位审核", registration.unit.above)]


def _halt(unit: Unit, label: str, stand_in: Unit | None) -> Halt:
    """Silence is never consent here: without somebody to stand in there is no limit."""
    if stand_in is None or stand_in == unit:
        return Halt(unit, label)
    return Halt(unit, label, days=DAYS, stand_in=stand_in)


def departments(scope: Scope) -> Iterable[tuple[int, str]]:
    """Open departments of the reviewing unit, for the inbox's filter."""
    return Department.objects.at_desks(scope).filter(closed_at__isnull=True).values_list("pk", "name")


def title_of(registration: PersonRegistration) -> str:
    """卫生技术人员/副高级."""
    return "/".join(filter(None, (registration.get_title_series_display(), registration.get_title_level_display())))


PERSON = reviewed(
    Kind(
        key="person-registration",
        label="专业技术人员注册审核",
        subject=PersonRegistration,
        origins=("unit",),
        needs=Permission.PERSON_REGISTRATION_REVIEW,
        route=person_route,
        on_approved=admission.admit_people,
        on_rejected=admission.turn_away,
        check=admission.people_in_the_way,
        about=lambda registration: registration.existing_account_id,
        columns=(
            Column("姓名", lambda row: row.real_name, "card-title nowrap"),
            Column("证件号码", lambda row: row.masked_document, "nowrap"),
            Column("工作部门", lambda row: row.department.name if row.department else "未填写"),
            Column("职称系列/级别", title_of),
            Column("手机号", lambda row: row.masked_mobile, "nowrap"),
        ),
        detail="registration/_person_detail.html",
        subject_name=lambda row: row.real_name,
        related=("unit", "department", "existing_account"),
        search=("real_name", "document_key"),
        filters=(
            Filter("department", "工作部门", "department_id", departments),
            Filter("series", "职称系列", "title_series", lambda scope: titles.series_choices()),
        ),
        notices=notices.about_person,
        reasons=("不是本单位人员", "姓名与证件不一致", "职称信息与证书不一致", "证明材料不清晰", "请补充证明材料"),
        empty="没有待审核的注册申请",
        group="注册审核管理",
        promise=PROMISE,
        terms=(("单位审核", DAYS),),
    )
)

UNIT = reviewed(
    Kind(
        key="unit-registration",
        label="下属单位注册审核",
        subject=UnitRegistration,
        origins=("superior", "authority"),
        needs=Permission.UNIT_REGISTRATION_REVIEW,
        route=unit_route,
        on_approved=admission.admit_units,
        on_rejected=admission.turn_away,
        check=admission.units_in_the_way,
        about=lambda registration: registration.existing_account_id,
        columns=(
            Column("单位名称", lambda row: row.name, "card-title"),
            Column("单位类别", lambda row: row.unit_kind, "nowrap"),
            Column("信用代码", lambda row: row.credit_code, "nowrap"),
            Column("单位性质", lambda row: row.get_nature_display()),
            Column("单位级别", lambda row: row.get_level_display()),
            Column("所属行业", lambda row: row.get_industry_display()),
            Column("管理员", lambda row: row.real_name, "nowrap"),
        ),
        detail="registration/_unit_detail.html",
        subject_name=lambda row: row.name,
        related=("region", "superior", "authority", "licence", "existing_account"),
        search=("name", "credit_code", "document_key"),
        filters=(
            Filter("kind", "单位类别", "kind", lambda scope: [(kind, Unit.Kind(kind).label) for kind in KINDS]),
            Filter("nature", "单位性质", "nature", lambda scope: units.NATURES),
            Filter("level", "单位级别", "level", lambda scope: units.LEVELS),
        ),
        notices=notices.about_unit,
        terms=(("主管部门审核", DAYS), ("人社部门审核", DAYS)),
        reasons=("证照图片不清晰", "证照与填写内容不一致", "不是本部门的下属单位", "单位名称与证照不符"),
        empty="没有待审核的注册申请",
        group="注册审核管理",
        promise=PROMISE,
    )
)
