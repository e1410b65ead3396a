"""What a document number is known as already: somebody on a roll, or the owner of an account; and what that means.

A known number under another name is a mistake in one of the two places, and only people can tell in which.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from jijiao.accounts.models import Account, Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib.names import same_name
from jijiao.people.models import Person
from jijiao.units.models import Unit

OWN = "已在本单位，未重复登记"
OTHER_NAME = "该证件号在本单位登记的姓名是“{name}”，与所填姓名不一致。请核对；确属更名的，请在人员信息修改中办理。"
# whose account it is is not told to somebody who only typed a number
OTHER_ACCOUNT = "该证件号已有账号，登记的姓名与所填的不一致，请核对证件号和姓名；仍有疑问请联系平台客服。"

# on the roll all the same: whoever opened the account need not be the person (see `trusted`)
WAITS = "该证件号已有账号，待本人凭激活链接和原密码关联"


class State(StrEnum):
    ENROLLED = "enrolled"
    ON_OWN_ROLL = "own"
    ELSEWHERE = "elsewhere"
    MISNAMED = "misnamed"


class Placed(NamedTuple):
    """What became of one draft; `person_id` is told for the own roll alone, `hat_id` where a hat was given."""

    state: State
    person_id: int | None = None
    reason: str = ""
    hat_id: int | None = None


class Standing(NamedTuple):
    """Where a document is on a roll, and under which name."""

    person_id: int
    unit_id: int
    unit_name: str
    name: str

    def told_to(self, home: Unit, name: str) -> Placed:
        """What somebody who wants to enrol `name` there is told: of another unit its name and no more."""
        if self.unit_id != home.pk:
            return Placed(State.ELSEWHERE, reason=f"已在“{self.unit_name}”登记，请先由该单位办理人员调出。")
        if not same_name(self.name, name):
            return Placed(State.MISNAMED, reason=OTHER_NAME.format(name=self.name))
        return Placed(State.ON_OWN_ROLL, self.person_id, OWN)


MISNAMED_ACCOUNT = Placed(State.MISNAMED, reason=OTHER_ACCOUNT)


def on_a_roll(keys: Sequence[str]) -> dict[str, Standing]:
    """Those of the documents (their keys) that are on a roll, whichever it is."""
    rows = Person.everywhere.filter(document_key__among=keys) if keys else Person.everywhere.none()
    found = rows.values_list("document_key", "pk", "unit_id", "unit__name", "name")
    return {key: Standing(person, unit, name, called) for key, person, unit, name, called in found}


class Known(NamedTuple):
    """Accounts on no roll, by the key of their document: those a unit's act binds, those that wait for their owner."""

    bound: dict[str, Account]
    waiting: set[str]
    misnamed: set[str]


def accounts_of(names: Mapping[str, str], home: Unit) -> Known:
    """Who of these (key → name) signs in already and is on no roll; and the keys whose account has another name."""
    rows = Account.objects.filter(document_key__among=list(names), person__isnull=True) if names else ()
    found = {each.document_key: each for each in rows}
    other = {key for key, account in found.items() if not same_name(account.name, names[key])}
    right = trusted([account for key, account in found.items() if key not in other], home)
    bound = {key: account for key, account in found.items() if account.pk in right}
    return Known(bound, found.keys() - bound.keys() - other, other)


def trusted(accounts: Collection[Account], home: Unit) -> set[int]:
    """The ids of those that `home` may bind to its roll by its own act: a technician's, or its own administrator's.

    Any other may have been opened by somebody else for the number, who knows its password: a unit for whose roll the
    person never stood, or a superior who named it 超级管理员.
    """
    if not accounts:
        return set()
    worn = Hat.everywhere.filter(account__in=accounts, ended_at__isnull=True)
    hats = dict(worn.filter(Q(kind=Hat.Kind.TECHNICIAN) | Q(unit=home)).values_list("pk", "account_id"))
    named = Event.objects.filter(subject=Hat._meta.label_lower, subject_id__in=list(hats), tag=Tag.CHIEF_NAME)
    seated = set(named.values_list("subject_id", flat=True)) if hats else set()
    return {account for pk, account in hats.items() if pk not in seated}


def waits_for_owner(person: Person) -> bool:
    """Whether the number has an account that nobody has shown to be this person's."""
    return person.account_id is None and Account.objects.filter(document_key=person.document_key).exists()
