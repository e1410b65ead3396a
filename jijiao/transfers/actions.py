"""The verbs of 人员调转: start it (by the old unit, the new one or the person), take it back, complete it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import claim
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.credits.actions import settle
from jijiao.credits.queries import open_pairs
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import this_year
from jijiao.people import moving
from jijiao.people.models import Person
from jijiao.reviews import actions as reviews
from jijiao.reviews import handover
from jijiao.reviews.flow import IllegalMove
from jijiao.transfers import rules
from jijiao.transfers.models import Cancellation, Transfer
from jijiao.transfers.queries import is_under_way
from jijiao.transfers.telling import tell_called_off, tell_started, tell_withdrawn
from jijiao.transfers.types import TYPES, Target
from jijiao.units.models import Unit
from jijiao.units.temporary import is_temporary, temporary_unit

RELATED = ("review", "person", "old_unit", "new_unit")
ONE_OPEN = "此人已有一份在办的调转，请在调转记录中查看；办结或撤回后才能再发起。"


class OneOpen(Refusal):
    """The person has an open transfer."""


@dataclass(frozen=True, kw_only=True)
class Departure:
    """What the form says of a transfer (domain 3.3.3)."""

    type: str
    new_unit: Unit | None = None
    outside_name: str = ""
    leaves_on: date
    reason: str
    pending: str = Transfer.Pending.FOLLOW
    proofs: tuple[str, ...] = ()


def start(person: Person, departure: Departure, *, by: Hat) -> Transfer:
    """Ask for the transfer and send it on its way; who asks follows from the hat.

    A technician asks for himself, an administrator for people of the own unit, or for somebody to come to it. Raises
    a Refusal at the field it is about; OneOpen when the person has a transfer on its way.
    """
    starter = starter_of(person, departure, by)
    try:
        with transaction.atomic():
            return _start(person, departure, starter, by)
    except IntegrityError as error:
        # another one came first; whatever else the database refuses is no matter of words
        if not is_under_way(person):
            raise
        raise OneOpen(ONE_OPEN, "person") from error


def starter_of(person: Person, departure: Departure, by: Hat) -> str:
    """Which side `by` speaks for. Raises Refusal when it is neither."""
    if by.kind == Hat.Kind.TECHNICIAN and person.account_id == by.account_id:
        return Transfer.Starter.PERSON
    if by.unit_id is not None and by.unit_id == person.unit_id:
        return Transfer.Starter.OLD_UNIT
    if by.unit_id is not None and departure.new_unit is not None and by.unit_id == departure.new_unit.pk:
        return Transfer.Starter.NEW_UNIT
    raise Refusal("只能为本人、本单位人员或调入本单位的人员发起调转。", "person")


def _start(person: Person, departure: Departure, starter: str, by: Hat) -> Transfer:
    held = Person.everywhere.select_for_update(of=("self",)).select_related("unit", "department").get(pk=person.pk)
    _refuse(held, departure, starter)
    if is_under_way(held):
        raise OneOpen(ONE_OPEN, "person")
    kind = TYPES[departure.type]
    target = departure.new_unit if kind.target == Target.UNIT else None
    if kind.target == Target.TEMPORARY:
        target = temporary_unit(held.unit.region, field="type", by=by)
    transfer = Transfer.everywhere.create(
        person=held,
        type=departure.type,
        starter=starter,
        old_unit=held.unit,
        old_department=held.department.name if held.department else "",
        new_unit=target,
        outside_name=departure.outside_name if kind.target == Target.OUTSIDE else "",
        leaves_on=departure.leaves_on,
        reason=departure.reason,
        pending=departure.pending,
        started_at=clock.now(),
    )
    transfer.proofs.set(claim(departure.proofs, by=by))
    reviews.submit([transfer], by=by)
    tell_started(transfer, by=by)
    record(by, Tag.TRANSFER_START, on=transfer, unit_id=held.unit_id, person=held.pk, to=target.pk if target else None)
    return transfer


def _refuse(person: Person, departure: Departure, starter: str) -> None:
    new = departure.new_unit
    found = rules.problems(
        TYPES[departure.type],
        starter=starter,
        status=person.status,
        old=_place(person.unit),
        new=_place(new) if new else None,
        outside=departure.outside_name,
        leaves_on=departure.leaves_on,
        today=clock.today(),
        proofs=len(departure.proofs),
    )
    for field, sentence in found.items():
        raise Refusal(sentence, field)
    if new is not None and (new.status != Unit.Status.ACTIVE or new.kind == Unit.Kind.BASE):
        raise Refusal("该单位不能接收人员，请另选。", "new_unit")


def _place(unit: Unit) -> rules.Place:
    return rules.Place(unit.pk, unit.superior_id, unit.region_id, is_temporary(unit))


@transaction.atomic
def withdraw(transfer: Transfer, *, by: Actor) -> None:
    """Whoever started it takes it back; raises IllegalMove once the old unit has decided."""
    reviews.withdraw(transfer, by=by)
    close([transfer], by)
    tell_withdrawn(transfer, by=by)
    record(by, Tag.TRANSFER_WITHDRAW, on=transfer)


def close(transfers: Sequence[Transfer], by: Actor) -> None:
    """A transfer that goes no further no longer stands in the way of another one."""
    Transfer.everywhere.filter(pk__in=[transfer.pk for transfer in transfers]).update(open=False)


@transaction.atomic
def call_off(transfer: Transfer, *, by: Hat) -> None:
    """Whoever started it calls it off before its day; raises IllegalMove when nothing waits any more."""
    held = Transfer.everywhere.select_for_update(of=("self",)).select_related(*RELATED).get(pk=transfer.pk)
    if not held.awaits_its_day:
        raise IllegalMove("只有已通过、尚未到调出日期的调转可以取消。")
    Cancellation.objects.create(transfer=held, by=by, at=clock.now())
    close([held], by)
    tell_called_off(held, by=by)
    record(by, Tag.TRANSFER_CANCEL, on=held)


def agree(transfers: Sequence[Transfer], by: Actor) -> None:
    """Every stop said yes: what is due is completed, the rest waits for its day."""
    complete([transfer for transfer in transfers if transfer.leaves_on <= clock.today()], by)


def complete(transfers: Sequence[Transfer], by: Actor) -> None:
    """The people change their unit or leave the roll; open years are settled at once."""
    moved, left = list[int](), list[int]()
    for transfer in sorted(transfers, key=lambda each: each.person_id):
        person, kind = transfer.person, transfer.kind
        left_by: Any = {"number": transfer.number, "on": transfer.leaves_on}
        if kind.moves and transfer.new_unit is not None:
            moving.move(person, transfer.new_unit, status=kind.status, because=kind.label, **left_by, by=by)
            if transfer.pending == Transfer.Pending.FOLLOW and person.account_id is not None:
                handover.hand_over(person.account_id, transfer.old_unit, transfer.new_unit, by=by)
            moved.append(person.pk)
        else:
            moving.leave(person, status=kind.status, **left_by, by=by)
            left.append(person.pk)
        record(by, Tag.TRANSFER_COMPLETE, on=transfer, unit_id=transfer.old_unit_id, person=person.pk)
    # the results of years still open go along, and count where the person is on the roll; closed years stay
    settle({*((person, this_year()) for person in moved), *open_pairs([*moved, *left])})
    Transfer.everywhere.filter(pk__in=[transfer.pk for transfer in transfers]).update(
        open=False, completed_at=clock.now()
    )
