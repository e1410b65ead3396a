"""What the registration forms hand over: clean values, not yet believed."""

from dataclasses import dataclass
from datetime import date

from jijiao.accounts.models import Account
from jijiao.units.models import Department, Region, Unit


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who will sign in: somebody new with `password`, or `account` (已是本系统用户), whose password the caller checked.

    An empty password is allowed in a correction only and means: as it was.
    """

    document_kind: str
    document: str
    password: str = ""
    account: Account | None = None
    real_name: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitApplication:
    """用人单位、继续教育基地、主管部门注册: `licence` is the reference of an upload.

    `invitation` is the reference of the 邀请 that led here. `superior` is None for 是否有所属主管部门 = 无 and for a
    主管部门; a base must name one, and says what kind of base.
    """

    name: str
    nature: str
    level: str
    phone: str
    industry: str
    address: str
    region: Region
    superior: Unit | None
    credit_code: str
    licence: str
    applicant: Applicant
    landline: str = ""
    kind: str = Unit.Kind.EMPLOYER
    base_level: str = ""
    base_type: str = ""
    invitation: str = ""


# what a person says of themselves and their title, under the names that form, application and register share
PERSON_FACTS = (
    "sex", "born_on", "education", "school", "major",
    "title_series", "title_level", "title", "title_major", "title_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PersonApplication:
    """专业技术人员注册: `proofs` are references of uploads. Without a `unit`: the 临时单位 of `region`."""

    unit: Unit | None
    region: Region | None = None
    applicant: Applicant
    department: Department | None = None
    sex: str = ""
    born_on: date | None = None
    education: str
    school: str = ""
    major: str = ""
    title_series: str
    title_level: str = ""
    title: str = ""
    title_major: str = ""
    title_on: date | None = None
    proofs: tuple[str, ...] = ()
