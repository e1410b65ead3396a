"""Building the derived rows anew, and comparing them with what is stored: results, roll-ups, copies of paths."""

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q

from jijiao.credits.actions import CHUNK, count_units, settle
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.credits.queries import Pair, lines_of, of_pairs
from jijiao.people.models import Person
from jijiao.standards.queries import rules_for
from jijiao.standards.rules import tally
from jijiao.units.checking import tree_differences


def all_pairs() -> Iterator[list[Pair]]:
    """Every (person id, year) that has a result or an entry, in order, at most 500 at a time."""
    results = AnnualResult.everywhere.order_by().values_list("person_id", "year")
    # a record that was merged into another keeps the doubles of its entries, but has no years any more
    entries = Entry.everywhere.exclude(person__status=Person.Status.MERGED).order_by().values_list("person_id", "year")
    pairs = iter(results.union(entries).order_by("person_id", "year").iterator(chunk_size=CHUNK))
    while chunk := list(islice(pairs, CHUNK)):
        yield chunk


def rebuild() -> int:
    """Settle everything, a chunk at a time in a transaction of its own; how many pairs."""
    # listed first: an open cursor would not outlive the commits in between
    chunks = list(all_pairs())
    for chunk in chunks:
        settle(chunk)
    units = UnitYear.everywhere.order_by("unit_id", "year").values_list("unit_id", "year")
    with transaction.atomic():
        count_units(list(units))
    return sum(map(len, chunks))


def differences() -> Iterator[str]:
    """One line for each stored row that is not what it should be; nothing when all is right."""
    for chunk in list(all_pairs()):
        yield from _wrong_results(chunk)
    yield from _wrong_roll_ups()
    yield from tree_differences()


def _wrong_results(pairs: list[Pair]) -> Iterator[str]:
    lines = lines_of(pairs)
    rules = {year: rules_for(year) for year in {year for _, year in pairs}}
    stored = {(row.person_id, row.year): row for row in of_pairs(AnnualResult.everywhere.all(), pairs)}
    for pair in pairs:
        due = tally(lines[pair], rules[pair[1]].requirement, rules[pair[1]].caps)
        row = stored.get(pair)
        if row is None:
            yield f"person {pair[0]} year {pair[1]}: entries without an annual result"
        elif (row.public, row.professional, row.passed) != (due.public, due.professional, due.passed):
            yield (
                f"annual result {row.pk} (person {pair[0]} year {pair[1]}): stored {row.public}+{row.professional}"
                f" passed={row.passed}, recomputed {due.public}+{due.professional} passed={due.passed}"
            )


def _wrong_roll_ups() -> Iterator[str]:
    counted = AnnualResult.everywhere.filter(counted=True).order_by().values("unit_id", "year")
    due = {
        (row["unit_id"], row["year"]): (row["people"], row["met"])
        for row in counted.annotate(people=Count("pk"), met=Count("pk", filter=Q(passed=True)))
    }
    for unit, year, people, passed in UnitYear.everywhere.values_list("unit_id", "year", "people", "passed"):
        if due.pop((unit, year), (0, 0)) != (people, passed):
            yield f"unit {unit} year {year}: the roll-up says {passed} of {people}"
    yield from (f"unit {unit} year {year}: no roll-up" for unit, year in due)
