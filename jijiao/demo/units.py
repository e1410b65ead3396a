"""The demonstration's units: authorities with their first administrators, a department, a base, and employers that
register themselves and are approved."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat, Role
from jijiao.attachments.actions import keep
from jijiao.demo.invented import credit_code, document, name, paper
from jijiao.demo.roster import DemoAccount, new_password
from jijiao.lib.actor import SYSTEM, VISITOR
from jijiao.lib.documents import RESIDENT_CARD
from jijiao.registration.actions import register_unit
from jijiao.registration.applications import Applicant, UnitApplication
from jijiao.registration.models import UnitRegistration
from jijiao.reviews.actions import decide
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Reviewable
from jijiao.units import actions as units
from jijiao.units.models import Region, Unit
from jijiao.units.queries import authority_of

SESSION = "demonstration"


@dataclass
class Stage:
    """What the demonstration has built so far."""

    accounts: list[DemoAccount] = field(default_factory=list)
    next_number: int = 0

    def number(self) -> int:
        self.next_number += 1
        return self.next_number

    def account(self, who: str) -> tuple[Account, str, str]:
        """A new account with a generated password: the account, its number, the password."""
        number, password = self.number(), new_password()
        text = document(number)
        account = accounts.register(
            document_kind=RESIDENT_CARD,
            document=text,
            name=who,
            mobile=f"139{number:08d}",
            email=f"demo{number}@example.com",
            password_hash=make_password(password),
            by=SYSTEM,
        )
        return account, text, password

    def administrator(self, unit: Unit, who: str, *, role: str = "") -> Hat:
        """A first administrator, as an installation appoints them."""
        account, text, password = self.account(who)
        held = Role.everywhere.get(unit=None, name=role) if role else None
        hat = accounts.appoint(account, unit, role=held, chief=not role, by=SYSTEM)
        self.accounts.append(DemoAccount(hat.kind_name, unit.name, hat.role_name, text, password))
        return hat

    def operators(self) -> None:
        """One of each of the three (三员)."""
        for who, role in (("韩安", "安全管理员"), ("秦统", "系统管理员"), ("尤审", "审计管理员")):
            account, text, password = self.account(who)
            accounts.appoint_operator(account, role, by=SYSTEM)
            self.accounts.append(DemoAccount("平台运营", "平台运营", role, text, password))


def decided(request: Reviewable, by: Hat, *, approve: bool = True, note: str = "") -> None:
    """One decision through the product's own action; the demonstration stops if it did not go through."""
    kind = KINDS[request.review.kind]  # type: ignore[union-attr]
    [outcome] = decide(kind, [request.review_id or 0], approve=approve, note=note, by=by, scope=by.scope(kind.needs))
    if not outcome.done:
        raise RuntimeError(f"{kind.key}: {outcome.message}")


def authorities(stage: Stage) -> dict[str, Hat]:
    """First administrators of the province, two cities and a county, of a provincial department and of a base."""
    hats = {}
    for code, who in (("370000", "郑宏"), ("370100", "陈立"), ("370200", "孙岩"), ("370102", "周敏")):
        hats[code] = stage.administrator(_authority(code), who)
    province = _authority("370000")
    health = units.found(
        units.UnitFacts(
            name="山东示例卫生健康委员会", kind=Unit.Kind.BUREAU, region_id="370000", nature="10", level="20",
            industry="S92", phone="0531-86000100", address="济南市示例路 1 号",
            credit_code=credit_code(90001, "11370000"),
        ),
        superior=None, authority=province, by=hats["370000"],
    )  # fmt: skip
    hats["health"] = stage.administrator(health, "吴桐")
    base = units.found(
        units.UnitFacts(
            name="山东示例继续教育基地", kind=Unit.Kind.BASE, region_id="370000", nature="21", level="20",
            base_level="2", base_type="1", industry="P83", phone="0531-86000200", address="济南市示例路 2 号",
            credit_code=credit_code(90002, "12370000"),
        ),
        superior=None, authority=province, by=hats["370000"],
    )  # fmt: skip
    hats["base"] = stage.administrator(base, "冯源")
    return hats


def employer(
    stage: Stage, title: str, region: str, superior: Unit | None, *, level: str = "30"
) -> tuple[DemoAccount, UnitRegistration]:
    """An employer registers itself: its application and what its administrator will sign in with."""
    number, password = stage.number(), new_password()
    licence = keep(ContentFile(paper(235), name="营业执照.bmp"), by=VISITOR, session_key=SESSION)
    application = UnitApplication(
        name=title,
        nature="21",
        level=level,
        phone=f"0531-8600{number:04d}",
        industry="P83" if "学" in title else "Q84",
        address="示例大街 8 号",
        region=Region.objects.get(code=region),
        superior=superior,
        credit_code=credit_code(number, "12370100"),
        licence=licence.ref,
        applicant=Applicant(
            document_kind=RESIDENT_CARD,
            document=document(number),
            password=password,
            real_name=name(number),
            mobile=f"137{number:08d}",
            email=f"unit{number}@example.com",
        ),
    )
    registration = register_unit(application, by=VISITOR, session_key=SESSION)
    return DemoAccount("用人单位", title, "超级管理员", document(number), password), registration


def _authority(code: str) -> Unit:
    unit = authority_of(code)
    if unit is None:
        raise RuntimeError(f"no 人社 department of {code}: run prepare first")
    return unit
