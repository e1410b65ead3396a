"""What a document number is known as already: somebody on a roll, or the owner of an account; and what that means.

A known number under another name is a mistake in one of the two places, and only people can tell in which.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from jijiao.accounts.models import Account
from jijiao.lib.names import same_name
from jijiao.people.models import Person
from jijiao.units.models import Unit

OWN = "已在本单位，未重复登记"
OTHER_NAME = "该证件号在本单位登记的姓名是“{name}”，与所填姓名不一致。请核对；确属更名的，请在人员信息修改中办理。"
# whose account it is is not told to somebody who only typed a number
OTHER_ACCOUNT = "该证件号已有账号，登记的姓名与所填的不一致，请核对证件号和姓名；仍有疑问请联系平台客服。"


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


def accounts_of(names: Mapping[str, str]) -> tuple[dict[str, Account], set[str]]:
    """Who of these (key → name) signs in already and is on no roll; and the keys whose account has another name."""
    rows = Account.objects.filter(document_key__among=list(names), person__isnull=True) if names else ()
    found = {each.document_key: each for each in rows}
    other = {key for key, account in found.items() if not same_name(account.name, names[key])}
    return {key: account for key, account in found.items() if key not in other}, other
