"""Readings of 人员调转."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.people.models import Person
from jijiao.people.queries import find_person
from jijiao.people.rules import ON_ROLL
from jijiao.reviews.flow import State
from jijiao.scoping.scope import Scope
from jijiao.transfers.models import Transfer

STATES = (
    (State.PENDING.value, "办理中"),
    ("awaiting", "待生效"),
    ("completed", "调转完成"),
    ("corrected", "已更正"),
    (State.REJECTED.value, "已驳回"),
    (State.WITHDRAWN.value, "已撤回"),
    ("cancelled", "已取消"),
)
UNDER_WAY = "调转中"
# the same words whether the number is unknown or the name is another: nobody learns which
NOT_FOUND = "没有找到证件号与姓名一致的在册人员，请核对；此人还没有登记的，请在“专技人员信息查询”中新增。"


def pickable(scope: Scope) -> QuerySet[Person]:
    """The unit's own people who are on the roll and not already on their way."""
    rows: QuerySet[Person] = Person.objects.at_desks(scope).filter(status__in=ON_ROLL)
    return rows.exclude(pk__in=travellers())


def travellers() -> QuerySet[Any]:
    """Ids of everybody 调转中 (domain 5.4): derived, so that a status and an open transfer cannot disagree."""
    return Transfer.everywhere.order_by().filter(open=True).values("person_id")


def with_journeys(rows: QuerySet[Person]) -> QuerySet[Person]:
    """The rows with `travelling`: whether each is 调转中; read through the index of open transfers."""
    return rows.annotate(travelling=Exists(Transfer.everywhere.filter(person=OuterRef("pk"), open=True)))


def under_way(people: Iterable[Person]) -> dict[int, Transfer]:
    """By person, the open transfer of those of these people who have one."""
    return {transfer.person_id: transfer for transfer in Transfer.everywhere.filter(person__in=list(people), open=True)}


def is_under_way(person: Person) -> bool:
    return Transfer.everywhere.filter(person=person, open=True).exists()


def somebody_elsewhere(document_kind: str, document: str, name: str) -> Person:
    """The person of this clean number and name. Raises Refusal when there is none."""
    person = find_person(document_kind, document)
    if person is None or person.name != tidy(name):
        raise Refusal(NOT_FOUND, "document")
    return person


def in_state(name: str) -> Q:
    """The condition that a name of STATES stands for."""
    if name == "awaiting":
        return Q(open=True, review__state=State.APPROVED)
    if name == "completed":
        return Q(completed_at__isnull=False, correction__isnull=True)
    if name == "corrected":
        return Q(correction__isnull=False)
    if name == "cancelled":
        return Q(cancellation__isnull=False)
    return Q(review__state=name)


def records(scope: Scope, side: str) -> QuerySet[Transfer]:
    """调转记录: `in` and `out` are those of the scope's own desks, anything else all in sight."""
    rows: QuerySet[Transfer] = Transfer.objects.within(scope)
    if side == "in":
        return rows.filter(new_unit_id__in=scope.desks)
    if side == "out":
        return rows.filter(old_unit_id__in=scope.desks)
    return rows


def correctable(scope: Scope) -> QuerySet[Transfer]:
    """Completed transfers between units that both lie below the scope: who sees one side alone does not judge."""
    both = scope.seen("old_unit__path") & (Q(new_unit__isnull=True) | scope.seen("new_unit__path"))
    rows: QuerySet[Transfer] = Transfer.objects.within(scope)
    return rows.filter(both, completed_at__isnull=False, correction__isnull=True)


def told_at(units: Iterable[int | None]) -> list[int]:
    """Accounts of the administrators of these units who look after transfers."""
    hats = Hat.everywhere.filter(unit__in=set(units) - {None}, kind=Hat.Kind.ADMINISTRATOR, ended_at__isnull=True)
    rows = hats.select_related("account", "unit", "role")
    return sorted({hat.account_id for hat in rows if hat.may(Permission.TRANSFERS_VIEW)})
