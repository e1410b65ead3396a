"""Bringing the own people up to date from a file: only what a unit says by itself (domain 3.3.2); the rest is reviewed.

Name, document, education and titles change through 信息修改. A file that says nothing of a thing changes nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jijiao.accounts.models import Account, mobile_key
from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib.actor import Actor
from jijiao.lib.masks import mask_email, mask_mobile
from jijiao.people.models import Person
from jijiao.sheets.staging import Outcome, RowOutcome
from jijiao.standards.codes.people import POSTS
from jijiao.units.models import Unit
from jijiao.vault.fields import Sealed

# field → what people call it
RENEWED = {
    "mobile": "手机号", "email": "邮箱", "department_id": "工作部门", "post": "岗位类别", "works_since": "参加工作时间",
    "note": "备注",
}  # fmt: skip


@dataclass(frozen=True)
class Differences:
    """What a file says otherwise of somebody: field → value, and the sentences that tell it with numbers masked."""

    person_id: int
    values: dict[str, Any]
    told: tuple[str, ...]


def differences(
    rows: Mapping[int, tuple[int, Mapping[str, Any]]], departments: Mapping[str, int]
) -> dict[int, Differences]:
    """Row number → (person id, clean answers) to row number → what is different; rows that say nothing new are left."""
    people = Person.everywhere.select_related("department").in_bulk([person for person, _ in rows.values()])
    found = {}
    for number, (person_id, answers) in rows.items():
        person = people[person_id]
        said = {name: answers[name] for name in RENEWED if name in answers}
        said["department_id"] = departments.get(answers["department"])
        new = {name: value for name, value in said.items() if value and value != getattr(person, name)}
        if new:
            told = tuple(_told(person, name, answers) for name in new)
            found[number] = Differences(person_id, new, told)
    return found


def renew(changes: Mapping[int, Differences], home: Unit, *, by: Actor) -> list[RowOutcome]:
    """Write the differences of people who still are on the roll of `home`; the caller holds it and the transaction."""
    wanted = {each.person_id: number for number, each in changes.items()}
    held = Person.everywhere.filter(pk__in=wanted, unit=home).select_for_update(of=("self",)).order_by("pk")
    outcomes, renewed = [], []
    for person in held:
        new = changes[wanted[person.pk]].values
        # what is sealed is kept as the token it is, so that putting it back leaves the row as it was to the byte
        before = {name: _plain(person.__dict__[name]) for name in new}
        _write(person, new)
        renewed.append(person)
        number = wanted[person.pk]
        after = {name: _plain(value) for name, value in new.items()}
        outcomes.append(
            RowOutcome(number, Outcome.CHANGED, subject=person.pk, trace={"before": before, "after": after})
        )
    record_each(by, Tag.PERSON_RENEW, renewed)
    told = {person.account_id: [*changes[wanted[person.pk]].values] for person in renewed if person.account_id}
    _tell(told, "登记信息已更新", "{by}批量导入人员名单时更新了您的{what}。请核对，不对的请联系本单位管理员。", by)
    return outcomes


def tell_of_return(renewed: Mapping[int, Mapping[str, Any]], *, by: Actor) -> None:
    """The import that renewed these people (id → values from before) was taken back."""
    rows = Person.everywhere.filter(pk__in=renewed, account__isnull=False).values_list("pk", "account_id")
    told = {account: [*renewed[pk]] for pk, account in rows if account}
    _tell(told, "登记信息已恢复", "{by}撤销了人员名单的导入，您的{what}已恢复为导入之前的内容。", by)


def stands(person: Person, after: Mapping[str, Any]) -> bool:
    """Whether the person still has what `renew` wrote."""
    return all(_plain(getattr(person, name)) == value for name, value in after.items())


def put_back(person: Person, before: Mapping[str, Any]) -> None:
    """Give the person the values from before `renew`, which its trace holds."""
    values = dict(before)
    if "mobile" in values:
        values["mobile"] = Sealed(values["mobile"])
    if values.get("works_since"):
        values["works_since"] = date.fromisoformat(values["works_since"])
    _write(person, values)


def _tell(changed: Mapping[int, list[str]], title: str, text: str, by: Actor) -> None:
    """One letter to each whose own page shows something else now; those with the same fields are told together."""
    accounts = Account.objects.in_bulk(changed)
    together: dict[str, list[Account]] = {}
    for pk, account in accounts.items():
        what = "、".join(label for name, label in RENEWED.items() if name in changed[pk])
        together.setdefault(what, []).append(account)
    for what, told in together.items():
        tell(told, title=title, text=text.format(by=by.label, what=what), to="/my-file/", by=by)


def _write(person: Person, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    changed = [name.removesuffix("_id") for name in values]
    person.save(update_fields=changed)
    if "mobile" in values:
        # read only now: until it was saved the token was to stay what it is
        person.mobile_key = mobile_key(person.mobile) if person.mobile else ""
        person.save(update_fields=["mobile_key"])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _told(person: Person, name: str, answers: Mapping[str, Any]) -> str:
    was, now = getattr(person, name), answers.get(name)
    if name == "department_id":
        was, now = person.department.name if person.department else "", answers["department"]
    elif name == "mobile":
        was, now = mask_mobile(was), mask_mobile(str(now))
    elif name == "email":
        was, now = mask_email(was), mask_email(str(now))
    elif name == "post":
        was, now = dict(POSTS).get(was, ""), dict(POSTS)[str(now)]
    return f"{RENEWED[name]}：{was or '未填写'} → {now}"
