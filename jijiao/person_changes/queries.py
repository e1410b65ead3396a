"""Readings of 人员信息修改."""

from django.urls import reverse

from jijiao.people.models import Credential
from jijiao.person_changes.facts import SECTIONS, TYPED_ANEW, table_of
from jijiao.person_changes.models import PersonChange
from jijiao.reviews.models import Stop
from jijiao.scoping.scope import Scope


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
