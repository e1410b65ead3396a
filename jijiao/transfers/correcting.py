"""更正误调: a completed transfer that should not have been is undone by the 人社 department above both units (5.4).

What happened stays on record: the person's history names the time at the other unit and why it ended. Undone is where
the person belongs: the roll, the department, what waits for a decision, and the results of years still open.
"""

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.credits.actions import settle
from jijiao.credits.queries import open_pairs
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import tidy
from jijiao.lib.years import this_year
from jijiao.people import moving, rules
from jijiao.people.models import Person
from jijiao.reviews import handover
from jijiao.transfers.models import Correction, Transfer
from jijiao.transfers.queries import correctable, is_under_way
from jijiao.transfers.telling import tell_corrected
from jijiao.units.models import Department
from jijiao.units.temporary import is_temporary

BECAUSE = "误调更正"
RELATED = ("person__account", "old_unit", "new_unit", "correction")


@transaction.atomic
def correct(transfer: Transfer, *, reason: str, by: Hat) -> Correction:
    """Put the person back where the transfer took them from and tell both units and the person.

    Raises Refusal with what stands in the way: another transfer, an office held, a status changed since.
    """
    if not tidy(reason):
        raise Refusal("请填写更正原因，会告知双方单位和本人。", "reason")
    person = Person.everywhere.select_for_update(of=("self",)).get(pk=transfer.person_id)
    held = Transfer.everywhere.select_for_update(of=("self",)).select_related(*RELATED).get(pk=transfer.pk)
    if problem := hindrance(held, by=by):
        raise Refusal(problem)
    _put_back(held, person, by)
    if person.account_id is not None and held.new_unit is not None:
        handover.hand_over(person.account_id, held.new_unit, held.old_unit, by=by)
    settle({(person.pk, this_year()), *open_pairs([person.pk])})
    correction = Correction.objects.create(transfer=held, by=by, at=clock.now(), reason=tidy(reason))
    record(by, Tag.TRANSFER_CORRECT, on=held, unit_id=held.old_unit_id, person=person.pk, reason=correction.reason)
    tell_corrected(held, correction, by=by)
    return correction


def hindrance(transfer: Transfer, *, by: Hat) -> str:
    """Why this hat cannot correct this transfer; empty when it can."""
    person, here = transfer.person, transfer.new_unit or transfer.old_unit
    if not transfer.completed_at:
        return "只有已完成的调转可以更正；在办的请由发起方撤回，或由审核方驳回。"
    if hasattr(transfer, "correction"):
        return "这次调转已经更正。"
    if not correctable(by.scope(Permission.TRANSFERS_CORRECT)).filter(pk=transfer.pk).exists():
        return "更正由原单位和新单位共同的上级人社部门办理。"
    if is_under_way(person):
        return f"{person.name}有一份在办的调转，请先撤回或驳回后再更正。"
    if person.transfers.filter(completed_at__isnull=False, pk__gt=transfer.pk, correction__isnull=True).exists():
        return f"{person.name}此后又办理过调转，请从最后一次开始更正。"
    if person.unit_id != here.pk:
        return f"{person.name}已不在{here.name}，不能更正这次调转。"
    if person.status != transfer.kind.status:
        return f"{person.name}的人员状态已另行变更为“{person.get_status_display()}”，不能更正这次调转。"
    office = Hat.everywhere.filter(unit=here, account=person.account_id, kind=Hat.Kind.ADMINISTRATOR)
    if transfer.new_unit and person.account_id and office.filter(ended_at__isnull=True).exists():
        return f"{person.name}已是{here.name}的管理员，请先由该单位移交并删除。"
    return ""


def _put_back(transfer: Transfer, person: Person, by: Hat) -> None:
    old = transfer.old_unit
    status = Person.Status.TEMPORARY if is_temporary(old) else Person.Status.ACTIVE
    if transfer.new_unit is None:
        moving.stand([person], rules.ACTIVE, undone=True, by=by)
        if status == Person.Status.TEMPORARY:
            moving.lodge(person, by=by)
        return
    moved = moving.move(person, old, status=status, because=BECAUSE, number=transfer.number, by=by)
    department = Department.everywhere.filter(unit=old, name=transfer.old_department, closed_at__isnull=True).first()
    if department is not None:
        moving.assign([moved], department.pk, by=by)
