"""Finding anybody by what they can say on the telephone: a document number, a mobile number, a name."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import Account, Hat, mobile_key
from jijiao.accounts.signing_in import TRIES, failures_of
from jijiao.lib.text import compact, tidy
from jijiao.operations.models import Holder, IdentityCheck, Provisional
from jijiao.people.models import Person
from jijiao.security import second_factor
from jijiao.security.queries import visits_of
from jijiao.units.models import Unit

AT_MOST = 50
ROLL = Person.everywhere.select_related("unit", "account")


@dataclass(frozen=True)
class Found:
    """One human as far as the platform knows: an account, a place on a roll, or both."""

    name: str
    document: str
    mobile: str
    places: list[str]
    account: Account | None
    person: Person | None

    @property
    def state(self) -> str:
        if self.account is None:
            return "未开通"
        return "正常" if self.account.is_active else "已停用"


@dataclass(frozen=True)
class Answer:
    """`kind` says by what was found, for the trail."""

    kind: str
    rows: list[Found]
    more: bool


def look_up(text: str) -> Answer:
    """Whole numbers are met through their blind indexes, names exactly; at most fifty."""
    number = compact(text).upper()
    if any(character.isdigit() for character in number):
        kind, keys, mobile = "号码", account_keys(number), mobile_key(number)
        accounts = Account.objects.filter(Q(document_key__in=keys) | Q(mobile_key=mobile))
        people = ROLL.filter(Q(document_key__in=keys) | Q(mobile_key=mobile))
    else:
        # an account of somebody on a roll is found by the person's name, which has an index
        kind, name = "姓名", tidy(text)
        people = ROLL.filter(name=name)
        accounts = Account.objects.filter(name=name)
    return _joined(kind, list(accounts.order_by("pk")[:AT_MOST]), list(people.order_by("pk")[: AT_MOST + 1]))


def _joined(kind: str, accounts: list[Account], people: list[Person]) -> Answer:
    linked = {person.account_id: person for person in people if person.account_id}
    known = {account.pk: account for account in [*accounts, *(person.account for person in people if person.account)]}
    missing = Person.everywhere.filter(account__in=set(known) - set(linked)).select_related("unit")
    linked |= {person.account_id: person for person in missing if person.account_id}
    posts = _posts(list(known))
    rows = [_found(account, linked.get(pk), posts.get(pk, [])) for pk, account in sorted(known.items())]
    rows += [_found(None, person, []) for person in people if person.account_id is None]
    return Answer(kind, rows[:AT_MOST], len(rows) > AT_MOST)


def _posts(accounts: list[int]) -> dict[int, list[str]]:
    """Account id → the units it administers, the operator's role."""
    found: dict[int, list[str]] = {}
    hats = Hat.everywhere.filter(account__in=accounts, ended_at__isnull=True).exclude(kind=Hat.Kind.TECHNICIAN)
    for hat in hats.select_related("unit", "role").order_by("pk"):
        found.setdefault(hat.account_id, []).append(f"{hat.unit.name if hat.unit else '平台运营'} {hat.role_name}")
    return found


def _found(account: Account | None, person: Person | None, posts: list[str]) -> Found:
    source = account or person
    assert source is not None  # noqa: S101 - one of the two was found
    roll = [f"{person.unit.name}（{person.get_status_display()}）"] if person else []
    return Found(source.name, source.masked_document, source.masked_mobile, roll + posts, account, person)


def facts_of(holder: Holder) -> dict[str, Any]:
    """What the account's page shows: who it is, its parts, its lock, its sessions, how it was recognised."""
    failures = failures_of(holder)
    hats = Hat.everywhere.filter(account=holder).select_related("unit", "role", "account")
    return {
        "person": Person.everywhere.filter(account=holder).select_related("unit").first(),
        "hats": hats.order_by("ended_at", "pk"),
        "failures": failures,
        "locked": failures >= TRIES,
        "second_factor": second_factor.is_on(holder.pk),
        "visits": visits_of(holder.pk),
        "checks": checks_of(holder),
    }


def checks_of(holder: Account) -> list[IdentityCheck]:
    """How the account's owner was recognised, the last first."""
    rows = IdentityCheck.everywhere.filter(account=holder).select_related("by__account", "by__role", "by__unit")
    return list(rows.prefetch_related("scans")[:10])


def administrators_of(unit: Unit) -> QuerySet[Hat]:
    """Who administers the unit now."""
    rows = Hat.everywhere.filter(unit=unit, ended_at__isnull=True)
    return rows.select_related("account", "role", "unit")


def why_no_code(unit: Unit, provisional: Provisional | None) -> str:
    """Why a credit code is neither completed nor corrected here; empty when it can be."""
    if provisional is None:
        return "该单位建档时已有统一社会信用代码，不需要补录；要更改的，由该单位在“基本信息管理”中申请"
    if unit.status in (Unit.Status.MERGED, Unit.Status.CLOSED):
        return f"该单位{unit.get_status_display()}，不需要补录"
    return ""
