"""单位履历: where somebody was and is on the roll. A time that ended is a row; the one of now follows from the others.

It began when the last one ended, or when the person was enrolled: enrolling a hundred thousand makes no row. Only who
comes back after a while gets a row without an end. Whoever takes people from a unit calls `end` in that transaction.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery

from jijiao.lib import clock
from jijiao.people import rules
from jijiao.people.models import Person, Stint

CHUNK = 500
# coming back within it takes the leaving back, as undoing does
MISTAKEN = timedelta(days=30)


@dataclass(frozen=True)
class Time:
    """One line of the history."""

    unit: str
    since: date
    until: date | None = None
    because: str = ""
    number: str = ""


def history(person: Person) -> list[Time]:
    """Every time on a roll, the latest first."""
    rows = list(person.stints.all())
    times = [Time(row.unit_name, row.since, row.until, row.because, row.number) for row in rows]
    last = rows[-1] if rows else None
    is_open = last is not None and last.until is None
    off = person.status in rules.OFF_ROLL and last is not None
    if not is_open and not off and person.status != rules.MERGED:
        times.append(Time(person.unit.name, last.until if last and last.until else clock.day_of(person.enrolled_at)))
    return times[::-1]


def end(people: "QuerySet[Person]", *, because: str, number: str = "", on: date | None = None) -> None:
    """The time of these people at their present unit ends today; called before they are written elsewhere, by set.

    `on` is the day they left, where it is known to be an earlier one: not before that time began. Whoever is off the
    roll has no time that could end.
    """
    day, fresh = min(on or clock.today(), clock.today()), []
    rows = people.exclude(status__in=rules.OFF_ROLL).order_by("pk")
    found = list(rows.values_list("pk", "unit_id", "unit__name", "enrolled_at"))
    last = _last([pk for pk, *_ in found])
    for pk, unit, name, enrolled in found:
        before = last.get(pk)
        if before is not None and before.until is None:
            before.until, before.because, before.number = max(day, before.since), because, number
            before.save(update_fields=["until", "because", "number"])
            continue
        since = before.until if before and before.until else clock.day_of(enrolled)
        fresh.append(
            Stint(
                person_id=pk,
                unit_id=unit,
                unit_name=name,
                since=since,
                until=max(day, since),
                because=because,
                number=number,
            )
        )
    Stint.everywhere.bulk_create(fresh, batch_size=CHUNK)


def begin(person: Person) -> None:
    """Somebody who was off every roll is on this one from today."""
    Stint.everywhere.create(person=person, unit=person.unit, unit_name=person.unit.name, since=clock.today())


def come_back(people: "QuerySet[Person]", *, undone: bool = False) -> None:
    """These people are on the roll of the unit they left again: as if they had not, or anew from today.

    `undone`: the leaving was a mistake, however long ago it is said to have been.
    """
    today = clock.today()
    last = _last(list(people.values_list("pk", flat=True)))
    long_ago = date.min if undone else today - MISTAKEN
    left = [row for row in last.values() if row.until is not None and row.until < long_ago]
    Stint.everywhere.bulk_create(
        [Stint(person_id=row.person_id, unit_id=row.unit_id, unit_name=row.unit_name, since=today) for row in left]
    )
    _undo({row.pk for row in last.values() if row.until is not None} - {row.pk for row in left})


def take_back(people: Iterable[int], unit_id: int) -> None:
    """Their leaving of this unit is undone."""
    _undo({row.pk for row in _last(list(people)).values() if row.unit_id == unit_id})


def _undo(ended: Collection[int]) -> None:
    """These times go on: the row goes where it follows from the others, and stays where there was a gap before it."""
    before = Stint.everywhere.filter(person=OuterRef("person"), pk__lt=OuterRef("pk")).order_by("-pk").values("until")
    rows = Stint.everywhere.order_by().filter(pk__in=ended)
    anew = list(rows.annotate(before=Subquery(before[:1])).filter(before__lt=F("since")).values_list("pk", flat=True))
    Stint.everywhere.filter(pk__in=anew).update(until=None, because="", number="")
    rows.exclude(pk__in=anew).delete()


def _last(people: list[int]) -> dict[int, Stint]:
    """By person, the latest row."""
    return {row.person_id: row for row in Stint.everywhere.filter(person__in=people).order_by("pk")}
