"""单位合并 and 单位撤销: what a unit has goes to another; closed years stay where they were, so past statistics hold.

People, open departments, lower units, open requests and the results of open years move. The old unit keeps its place
in the tree, its closed years and its history, and takes nothing new. `restoring` takes it back.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.accounts.posts import dismiss
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.credits.actions import count_units
from jijiao.credits.models import AnnualResult
from jijiao.credits.queries import years_still_open
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people import careers
from jijiao.people.models import Person
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.redirect import redirect
from jijiao.subordinates.actions import note_change, set_status
from jijiao.subordinates.checks import IN_USE, must_lie_below, must_take_over
from jijiao.subordinates.models import StatusChange
from jijiao.subordinates.placing import departments_of, put_right
from jijiao.subordinates.plans import ON_ROLL, plan_dissolution, plan_merger, requests_of
from jijiao.units.models import Department, FormerName, Region, Unit
from jijiao.units.moving import lock_tree, move
from jijiao.units.queries import authority_of
from jijiao.units.temporary import temporary_unit

LONGEST = 50  # characters of a department's name


@transaction.atomic
def merge(unit: Unit, into: Unit, *, reason: str, by: Actor) -> StatusChange:
    """合并 `unit` into `into`; both lie below the actor, or `into` is the own unit. Raises Refusal (see `plans`)."""
    lock_tree()
    old, new = must_lie_below(unit, by, may_be=IN_USE), must_take_over(into, by)
    _refuse(plan_merger(old, new).problems, reason)
    change = note_change(old, StatusChange.Act.MERGE, before=old.status, reason=reason, by=by)
    moved = {
        "housed": departments_of(Person.everywhere.filter(unit=new)),
        "departments": _departments(old, new),
        "people": _people(Person.everywhere.filter(unit=old), new),
        "results": results_to(old, new, Person.everywhere.filter(unit=new)),
        "requests": _requests(old, new, [*requests_of(old)]),
        "below": _below(old, new, by),
    }
    _sweep_desks(old, new)
    put_right([new], {})
    moved |= {"hats": _end(old, Unit.Status.MERGED, by), "former": _keep_name(old, new)}
    return _finish(change, new, moved, Tag.UNIT_MERGE, by)


@transaction.atomic
def dissolve(unit: Unit, *, reason: str, by: Actor) -> StatusChange:
    """撤销: people on the roll go to the region's 临时单位 with their open declarations, lower units to what is above.

    Raises Refusal (see `plans`).
    """
    lock_tree()
    old = must_lie_below(unit, by, may_be=IN_USE)
    _refuse(plan_dissolution(old).problems, reason)
    change = note_change(old, StatusChange.Act.DISSOLVE, before=old.status, reason=reason, by=by)
    on_roll = Person.everywhere.filter(unit=old, status__in=ON_ROLL)
    home = refuge(old.region, by) if on_roll.exists() else None
    moved: dict[str, Any] = {"departments": [], "former": None}
    if home is not None:
        moved["people"] = _people(on_roll, home, status=Person.Status.TEMPORARY)
        people = [pk for pk, _, _ in moved["people"]]
        moved["results"] = results_to(old, home, people)
        moved["requests"] = _requests(old, home, [*requests_of(old)])
        _sweep_desks(old, home)
    moved["below"] = _below(old, None, by)
    moved["hats"] = _end(old, Unit.Status.CLOSED, by)
    return _finish(change, home, moved, Tag.UNIT_DISSOLVE, by)


def refuge(region: Region, by: Actor) -> Unit:
    """The 临时单位 of a region, or of the nearest one above it that has a 人社 department."""
    at: Region | None = region
    while at is not None:
        if authority_of(at.pk) is not None:
            return temporary_unit(at, by=by)
        at = at.parent
    raise Refusal("该区域及上级区域都没有人社部门，人员无处可转，请联系平台客服")


def results_to(old: Unit, new: Unit, people: Iterable[Any]) -> list[int]:
    """Results of open years go along with `people` from `old` to `new`; both units' roll-ups are counted anew."""
    years = years_still_open()
    rows = AnnualResult.everywhere.filter(unit=old, year__in=years, person__in=people)
    ids = list(rows.select_for_update().order_by("person_id", "year").values_list("pk", flat=True))
    AnnualResult.everywhere.filter(pk__in=ids).update(unit=new, unit_path=new.path)
    count_units((unit.pk, year) for unit in (old, new) for year in years)
    return ids


def _refuse(problems: Iterable[str], reason: str) -> None:
    for problem in problems:
        raise Refusal(problem, field="into")
    if not reason:
        raise Refusal("请填写原因，该单位会看到", field="reason")


def _people(rows: Any, home: Unit, **changes: Any) -> list[list[Any]]:
    """Put these people on the roll of `home`; pk, department and state of before."""
    before = [list(each) for each in rows.order_by("pk").values_list("pk", "department_id", "status")]
    if changes:
        changes["department"] = None
    ids = [pk for pk, _, _ in before]
    careers.end(Person.everywhere.filter(pk__in=ids), because="单位合并或撤销")
    Person.everywhere.filter(pk__in=ids).update(unit=home, unit_path=home.path, **changes)
    return before


def _departments(old: Unit, new: Unit) -> list[list[Any]]:
    """Open departments as they are, with the old unit's name behind theirs where that is taken; pk and old name."""
    taken = set(Department.everywhere.filter(unit=new, closed_at__isnull=True).values_list("name", flat=True))
    rows = list(Department.everywhere.filter(unit=old, closed_at__isnull=True).order_by("pk"))
    before = [[row.pk, row.name] for row in rows]
    for row in rows:
        if row.name in taken:
            tail = f"（{old.name}）"[-LONGEST // 2 :]
            row.name = _free(f"{row.name[: LONGEST - len(tail)]}{tail}", taken)
        taken.add(row.name)
        row.unit = new
    Department.everywhere.bulk_update(rows, ["unit", "name"])
    return before


def _free(name: str, taken: set[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name[: LONGEST - 3]}{number}", number + 1
    return found


def _requests(old: Unit, new: Unit, found: list[tuple[Any, str, list[int]]]) -> list[list[Any]]:
    """Open requests that name the old unit name the new one from now on; kind, field and ids."""
    for kind, origin, ids in found:
        kind.subject.everywhere.filter(pk__in=ids).update(**{origin: new})
    return [[kind.key, origin, ids] for kind, origin, ids in found]


def _sweep_desks(old: Unit, new: Unit) -> None:
    """Whatever still waits at the old unit's desk, or would come to it, is the new unit's."""
    undecided = Stop.everywhere.filter(decision="", review__state="pending")
    undecided.filter(unit=old).update(unit=new)
    undecided.filter(stand_in=old).update(stand_in=new)
    Review.everywhere.filter(desk=old, state="pending").update(desk=new, desk_path=new.path)


def _below(old: Unit, new: Unit | None, by: Actor) -> list[list[Any]]:
    """Units directly below come under `new`, or under what is above `old`; pk and superior of before."""
    rows = list(Unit.everywhere.filter(above=old, status__in=IN_USE).select_related("authority").order_by("pk"))
    for row in rows:
        move(row, superior=new or old.superior, authority=row.authority or old.authority, by=by)
    return [[row.pk, row.superior_id] for row in rows]


def _end(old: Unit, status: str, by: Actor) -> list[int]:
    """The unit is no longer in use, its administrators' posts end."""
    set_status(old, status)
    hats = list(Hat.everywhere.filter(unit=old, ended_at__isnull=True).order_by("pk"))
    for hat in hats:
        dismiss(hat, by=by)
    return [hat.pk for hat in hats]


def _keep_name(old: Unit, new: Unit) -> int:
    """Whoever looks for the old name or code finds the new unit."""
    known = FormerName.objects.create(unit=new, name=old.name, credit_code=old.credit_code, ended_at=clock.now())
    Unit.everywhere.filter(pk=old.pk).update(merged_into=new)
    return known.pk


def _finish(change: StatusChange, into: Unit | None, moved: dict[str, Any], tag: Tag, by: Actor) -> StatusChange:
    change.into, change.moved = into, moved
    change.save(update_fields=["into", "moved"])
    redirect(change.unit, by=by)
    if into is not None:
        redirect(into, by=by)
    count = {name: len(value) for name, value in moved.items() if isinstance(value, list) and name != "housed"}
    record(
        by, tag, on=change.unit, unit_id=change.unit_id, into=into.pk if into else None, reason=change.reason, **count
    )
    return change
