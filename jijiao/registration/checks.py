"""What stands against an application: every reason with the field it is about. Reads only.

Whether a number is known is told to nobody who only typed it: the owner of its account is (jobs.py), and the reviewer.
"""

from jijiao.accounts.models import Account, document_key
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.registration.applications import Applicant, PersonApplication, UnitApplication
from jijiao.registration.models import UnitRegistration
from jijiao.units.models import Unit
from jijiao.units.queries import SUPERIORS_OF, authority_for, code_is_taken

EMPLOYING = (Unit.Kind.EMPLOYER, Unit.Kind.BUREAU, Unit.Kind.AUTHORITY)

CODE_TAKEN = "该统一社会信用代码已被已注册的单位使用。如系本单位，请联系本单位管理员；如有疑问，请联系主管部门"
CODE_WAITS = (
    "该统一社会信用代码已有一份待审核的注册申请，不能重复提交。如系本单位提交，请到“注册进度查询”查看；"
    "如有疑问，请联系主管部门或拨打 400-9699-636"
)
OTHER_ACCOUNT = "所证明的账号不是该证件号的账号，请核对证件类型和证件号"


def account_of(applicant: Applicant) -> Account | None:
    """The account the applicant's document already has."""
    return Account.objects.filter(document_key=document_key(applicant.document_kind, applicant.document)).first()


def unit_problems(application: UnitApplication) -> list[Refusal]:
    """Reasons why this unit cannot apply as it stands."""
    found: list[Refusal] = []
    superior = application.superior
    fitting = SUPERIORS_OF[application.kind]
    if superior is not None and (superior.status != Unit.Status.ACTIVE or superior.kind not in fitting):
        found.append(Refusal("请选择有效的主管部门或上级单位", field="superior"))
    if superior is None and application.kind == Unit.Kind.BASE:
        found.append(Refusal("请查找并选择行业主管部门", field="superior_text"))
    if authority_for(application.region, application.level) is None:
        found.append(Refusal("该区域还没有人社部门，请核对所属区域和单位级别", field="region"))
    if code_is_taken(application.credit_code):
        found.append(Refusal(CODE_TAKEN, field="credit_code"))
    return found + applicant_problems(application.applicant)


def code_waits(code: str, *, besides: UnitRegistration | None = None) -> bool:
    """Whether a pending application keeps this code; a code is public, so it may be said."""
    rows = UnitRegistration.everywhere.filter(credit_code=code, open=True, code_until__gt=clock.now())
    return (rows.exclude(pk=besides.pk) if besides else rows).exists()


def person_problems(application: PersonApplication) -> list[Refusal]:
    """Reasons why this person cannot apply as it stands."""
    found: list[Refusal] = []
    unit, department = application.unit, application.department
    if unit is None:
        return [Refusal("请查找并选择所在单位", field="unit")]
    if unit.status != Unit.Status.ACTIVE or unit.kind not in EMPLOYING:
        found.append(Refusal("请选择有效的单位", field="unit"))
    if department is not None and (department.unit_id != unit.pk or department.closed_at is not None):
        found.append(Refusal("请选择该单位的工作部门", field="department"))
    proved = application.applicant.account is not None
    if proved and (reason := roll_problem(application.applicant, unit)):
        found.append(Refusal(reason, field="document"))
        return found
    return found + applicant_problems(application.applicant)


def roll_problem(applicant: Applicant, unit: Unit) -> str:
    """Why the register of people stands against it: on another unit's roll, or already registered here."""
    person = person_of(applicant.document_kind, applicant.document)
    if person is None:
        return ""
    if person.unit_id != unit.pk:
        return f"已在“{person.unit.name}”登记，请由该单位办理人员调转后再登录使用，不需要重新注册"
    if person.account_id is not None:
        return "您已在该单位登记并开通账号，请直接登录；忘记密码请先找回"
    return ""


def person_of(kind: str, number: str) -> Person | None:
    """Whom the register has under this document."""
    return Person.everywhere.filter(document_key=document_key(kind, number)).select_related("unit").first()


def applicant_problems(applicant: Applicant) -> list[Refusal]:
    """An account that was proved must be that of the document."""
    if applicant.account is None or applicant.account == account_of(applicant):
        return []
    return [Refusal(OTHER_ACCOUNT, field="document")]
