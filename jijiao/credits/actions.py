"""The verbs of 学时账: enter recognised hours, settle the years they belong to.

One lock order for everything that touches results: unit (share), declaration, annual result (by person and year),
roll-up (by unit and year). A lock is taken in a statement of its own before anything is recomputed: a sub-select
inside an UPDATE would still see the state from before its wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from jijiao.audit.actions import record_each
from jijiao.audit.tags import Tag
from jijiao.credits.locks import hold_units_of
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.credits.queries import Pair, lines_of, of_pairs, years_still_open
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.people.models import Person
from jijiao.people.rules import NOT_COUNTED
from jijiao.standards.queries import YearRules, rules_for
from jijiao.standards.rules import Tally, tally
from jijiao.units.models import Unit

CHUNK = 500
FIGURES = ("unit_id", "unit_path", "public", "professional", "total", "passed", "counted", "rules_id")


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """Recognised learning about to be entered. `origin` says where it comes from and is taken once for ever."""

    person_id: int
    unit_id: int
    year: int
    origin: str
    subject: str
    form: str
    title: str
    organizer: str
    started_on: date | None
    ended_on: date
    hours: Decimal


@transaction.atomic
def record(items: Sequence[NewEntry], *, by: Actor) -> list[Entry]:
    """Enter `items`; what is in the ledger already stays as it is. Returns the entries of all origins, by id.

    The caller settles the (person, year) pairs in the same transaction.
    """
    # in one order, so that two batches that overlap wait for each other instead of blocking
    items = sorted(items, key=lambda item: item.origin)
    origins = [item.origin for item in items]
    present = set(Entry.everywhere.filter(origin__in=origins).values_list("origin", flat=True))
    now = clock.now()
    Entry.everywhere.bulk_create(
        [Entry(**asdict(item), recorded_at=now) for item in items if item.origin not in present],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    entries = list(Entry.everywhere.filter(origin__in=origins).order_by("pk"))
    record_each(by, Tag.ENTRY_RECORD, [entry for entry in entries if entry.origin not in present])
    return entries


@transaction.atomic
def settle(pairs: Iterable[Pair]) -> list[AnnualResult]:
    """Make the result of each (person id, year) what the rules make of its entries; returns those newly met.

    Missing results are created. Call it once in a transaction, with every pair the transaction touched: the locks
    of two calls would not be in order.
    """
    wanted = sorted(set(pairs))
    people = {person for person, _ in wanted}
    hold_units_of(people)
    present = Person.everywhere.in_bulk(people)
    rules = {year: rules_for(year) for year in sorted({year for _, year in wanted})}
    fresh = _open(wanted, present)
    results = list(of_pairs(AnnualResult.everywhere.select_for_update(), wanted).order_by("person_id", "year"))
    lines = lines_of(wanted)
    following = years_still_open()
    changed, met, touched = [], [], set(fresh)
    for result in results:
        before, desks = (result.passed, result.counted), {(result.unit_id, result.year)}
        year = rules[result.year]
        added_up = tally(lines[result.person_id, result.year], year.requirement, year.caps)
        if _apply(result, present[result.person_id] if result.year in following else None, added_up, year):
            changed.append(result)
        if result.passed and not before[0]:
            met.append(result)
        desks.add((result.unit_id, result.year))
        touched |= desks if (result.passed, result.counted) != before or len(desks) > 1 else set()
    AnnualResult.everywhere.bulk_update(changed, [*FIGURES, "settled_at"], batch_size=CHUNK)
    count_units(touched)
    return met


def _open(pairs: Sequence[Pair], people: Mapping[int, Person]) -> set[Pair]:
    """Create the results that are missing; the (unit id, year) of each. In order, so that two openers cannot block."""
    there = set(of_pairs(AnnualResult.everywhere.all(), pairs).values_list("person_id", "year"))
    missing = [(people[person], year) for person, year in pairs if (person, year) not in there]
    AnnualResult.everywhere.bulk_create(
        [AnnualResult(person=who, year=year, unit_id=who.unit_id, unit_path=who.unit_path) for who, year in missing],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    return {(who.unit_id, year) for who, year in missing}


def _apply(result: AnnualResult, home: Person | None, added_up: Tally, rules: YearRules) -> bool:
    """Put the figures into the row; whether anything is different from before.

    `home` is the person whom the result follows from unit to unit; None for a closed year, which stays where it was.
    """
    before = [getattr(result, name) for name in FIGURES]
    if home is not None:
        result.unit_id, result.unit_path = home.unit_id, home.unit_path
        result.counted = home.status not in NOT_COUNTED
    result.public, result.professional, result.total = added_up.public, added_up.professional, added_up.total
    result.passed, result.rules_id = added_up.passed, rules.rule_set_id
    if [getattr(result, name) for name in FIGURES] == before:
        return False
    result.settled_at = clock.now()
    return True


def count_units(units: Iterable[Pair]) -> None:
    """Count anew who counts and who of them met the year, for each (unit id, year): create, lock, then count."""
    wanted = sorted(set(units))
    if not wanted:
        return
    rows = of_pairs(UnitYear.everywhere.all(), wanted, "unit_id")
    there = set(rows.values_list("unit_id", "year"))
    paths = dict(Unit.everywhere.filter(pk__in={unit for unit, _ in wanted}).values_list("pk", "path"))
    UnitYear.everywhere.bulk_create(
        [
            UnitYear(unit_id=unit, year=year, unit_path=paths[unit] or "")
            for unit, year in wanted
            if (unit, year) not in there
        ],
        ignore_conflicts=True,
    )
    locked = list(rows.select_for_update().order_by("unit_id", "year").values_list("pk", flat=True))
    counted = AnnualResult.everywhere.filter(unit=OuterRef("unit"), year=OuterRef("year"), counted=True)
    own = counted.order_by().values("unit")
    UnitYear.everywhere.filter(pk__in=locked).update(
        people=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), Value(0)),
        passed=Coalesce(Subquery(own.filter(passed=True).annotate(n=Count("pk")).values("n")), Value(0)),
    )
