"""恢复: taking back a merger or a dissolution with what moved, as far as it is still where it went."""

from typing import Any

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people import careers
from jijiao.people.models import Person
from jijiao.reviews.flow import State
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.redirect import redirect
from jijiao.subordinates.actions import note_change, set_status
from jijiao.subordinates.checks import IN_USE, must_lie_below
from jijiao.subordinates.merging import results_to
from jijiao.subordinates.models import StatusChange
from jijiao.subordinates.placing import put_right
from jijiao.units.models import Department, FormerName, Unit
from jijiao.units.moving import lock_tree, move

ENDED = (Unit.Status.MERGED, Unit.Status.CLOSED)


@transaction.atomic
def restore(change: StatusChange, *, reason: str, by: Actor) -> StatusChange:
    """Put the unit back into use as it was; whoever or whatever has gone on from there since stays.

    Raises Refusal when it was taken back before, or something has taken its place.
    """
    lock_tree()
    held = StatusChange.everywhere.select_for_update(of=("self",)).select_related("into").get(pk=change.pk)
    if held.undone_at is not None or held.act not in (StatusChange.Act.MERGE, StatusChange.Act.DISSOLVE):
        raise Refusal("该事项已经恢复，或不能恢复，请刷新后再试")
    if not reason:
        raise Refusal("请填写恢复原因，该单位会看到", field="reason")
    unit = must_lie_below(held.unit, by, may_be=ENDED)
    line = note_change(unit, StatusChange.Act.RESTORE, before=unit.status, reason=reason, by=by)
    set_status(unit, held.before)
    Unit.everywhere.filter(pk=unit.pk).update(merged_into=None)
    _bring_back(held, unit, by)
    StatusChange.everywhere.filter(pk=held.pk).update(undone_at=clock.now())
    redirect(unit, by=by)
    if held.into is not None:
        redirect(held.into, by=by)
    record(by, Tag.UNIT_RESTORE, on=unit, unit_id=unit.pk, change=held.pk, reason=reason)
    return line


def _bring_back(change: StatusChange, unit: Unit, by: Actor) -> None:
    moved: dict[str, Any] = change.moved
    home = Unit.everywhere.get(pk=change.into.pk) if change.into is not None else None
    if home is not None:
        _departments(moved["departments"], home, unit)
        people = _people(moved["people"], home, unit, dissolved=change.act == StatusChange.Act.DISSOLVE)
        results_to(home, unit, people)
        _requests(moved["requests"], home, unit)
    for pk, superior in moved["below"]:
        row = Unit.everywhere.select_related("authority").get(pk=pk)
        above = unit if superior == unit.pk else None
        if row.status in IN_USE and above is not None and row.above_id in (change.into_id, unit.above_id):
            move(row, superior=above, authority=row.authority, by=by)
    try:
        with transaction.atomic():
            Hat.everywhere.filter(pk__in=moved["hats"]).update(ended_at=None)
    except IntegrityError as error:
        raise Refusal("该单位已重新任命管理员，不能恢复；请联系平台客服") from error
    if moved["former"]:
        FormerName.objects.filter(pk=moved["former"]).delete()
    if home is not None:
        # mergers of before this was kept have no "housed"
        had = {pk: department for pk, department, _ in moved["people"]} | dict(moved.get("housed", []))
        put_right([home, unit], had)


def _departments(before: list[list[Any]], home: Unit, unit: Unit) -> None:
    for pk, name in before:
        Department.everywhere.filter(pk=pk, unit=home, closed_at__isnull=True).update(unit=unit, name=name)


def _people(before: list[list[Any]], home: Unit, unit: Unit, *, dissolved: bool) -> list[int]:
    """Those who are still where they went; their ids. After a merger in the department that they have now."""
    rows = Person.everywhere.filter(unit=home, pk__in=[pk for pk, _, _ in before])
    if dissolved:
        rows = rows.filter(status=Person.Status.TEMPORARY)
    here = set(rows.values_list("pk", flat=True))
    kept = set(Department.everywhere.filter(unit=unit, closed_at__isnull=True).values_list("pk", flat=True))
    groups: dict[tuple[int | None, str], list[int]] = {}
    for pk, department, status in before:
        if pk in here:
            groups.setdefault((department if department in kept else None, status), []).append(pk)
    for (department, status), ids in groups.items():
        back: dict[str, Any] = {"unit": unit, "unit_path": unit.path}
        if dissolved:
            back |= {"department": department, "status": status}
        Person.everywhere.filter(pk__in=ids).update(**back)
    careers.take_back(here, unit.pk)
    return sorted(here)


def _requests(before: list[list[Any]], home: Unit, unit: Unit) -> None:
    for key, origin, ids in before:
        kind = KINDS[key]
        rows: Any = kind.subject.everywhere.filter(pk__in=ids, review__state=State.PENDING, **{origin: home})
        rows.update(**{origin: unit})
