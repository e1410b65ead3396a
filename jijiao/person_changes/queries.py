"""Readings of 人员信息修改."""

from dataclasses import dataclass

from django.urls import reverse

from jijiao.accounts.models import Account
from jijiao.lib.masks import mask_email, mask_mobile
from jijiao.people.models import Credential, Person
from jijiao.person_changes.facts import SECTIONS, TYPED_ANEW, table_of
from jijiao.person_changes.models import PersonChange
from jijiao.reviews.models import Stop
from jijiao.scoping.scope import Scope


@dataclass(frozen=True)
class Contact:
    """手机号 or 邮箱 as the file has it, masked; `kept` is the account's own where that is another, or none."""

    channel: str
    called: str
    shown: str
    kept: str = ""


def contacts_of(person: Person, account: Account) -> list[Contact]:
    """Both, for the person who signs in with `account`; a unit may have filed another than the one that gets codes."""
    found = []
    for channel, called, mask in (("mobile", "手机号", mask_mobile), ("email", "邮箱", mask_email)):
        filed, registered = getattr(person, channel), getattr(account, channel)
        kept = "" if filed == registered else mask(registered) or "未登记"
        found.append(Contact(channel, called, mask(filed), kept))
    return found


def trail_of(change: PersonChange) -> list[Stop]:
    """Every desk of the request, decided or not, in order; one query."""
    stops = Stop.everywhere.filter(review=change.review).select_related("unit", "decided_by__account")
    return list(stops.order_by("round", "seq"))


def where_to_ask(change: PersonChange) -> str:
    """The address of the form in which the same can be asked for again, filled in with what was asked."""
    return f"{_form_of(change)}?again={change.ref}"


def _form_of(change: PersonChange) -> str:
    for section in SECTIONS.values():
        if not change.target and change.after.keys() <= set(section.fields):
            return reverse("person_changes.edit", args=[section.name])
    if change.act == PersonChange.Act.ADD:
        return reverse("person_changes.entry_new", args=[change.group])
    if not change.target:
        return reverse("person_changes.entry_current", args=[change.group])
    there = Credential.everywhere.filter(ref=change.target).exists()
    return reverse("person_changes.entry", args=[change.target]) if there else reverse("person_changes.file")


def asked_before(ref: str, scope: Scope) -> dict[str, str]:
    """What a request of one's own asked for, for the form to begin with; numbers are typed anew."""
    change = PersonChange.objects.at_desks(scope).filter(ref=ref).first() if ref else None
    if change is None:
        return {}
    table = table_of(change.group)
    names = {there: here for here, there in table.main.items()} if table and not change.target else {}
    again = {names.get(name, name): value for name, value in change.after.items() if name not in TYPED_ANEW}
    return again | {"reason": change.reason}
