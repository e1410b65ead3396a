"""Opening the year for people who just came onto a roll, and taking that back: many at a time, nothing else touched."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import QuerySet

from jijiao.credits.actions import count_units, settle
from jijiao.credits.locks import hold_units_of
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.people.rules import NOT_COUNTED
from jijiao.scoping.lookups import Among
from jijiao.standards.queries import YearRules, rules_for
from jijiao.standards.rules import tally

RESULTS, PEOPLE, ENTRIES = (model._meta.db_table for model in (AnnualResult, Person, Entry))
OFF = "({})".format(", ".join(f"'{status}'" for status in sorted(NOT_COUNTED)))
OPEN = f"""
INSERT INTO {RESULTS}
    (person_id, year, unit_id, unit_path, public, professional, total, passed, counted, rules_id, settled_at)
SELECT p.id, %s, p.unit_id, p.unit_path, 0, 0, 0, %s, p.status NOT IN {OFF}, %s, %s FROM {PEOPLE} p
WHERE {{chosen}} AND NOT EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e.person_id = p.id AND e.year = %s) ORDER BY p.id
ON CONFLICT DO NOTHING
"""  # noqa: S608 - table names of our own models


@transaction.atomic
def open_year(people: Sequence[int], year: int) -> None:
    """Give each of these people a result for the year; one that is there stays what the entries make it.

    Whoever has entries already is settled as ever, the others in one statement: of no entries the rules make nothing.
    """
    hold_units_of(people)
    rules = rules_for(year)
    if tally((), rules.requirement, rules.caps).passed:
        # a year that asks for nothing is met at once, and that has consequences which only `settle` knows
        settle((person, year) for person in people)
        return
    _open(people, year, rules)
    units = _chosen(people).values_list("unit_id", flat=True).distinct().order_by()
    count_units((unit, year) for unit in units)
    learned = Entry.everywhere.filter(person__in=_chosen(people), year=year)
    settle((person, year) for person in set(learned.values_list("person_id", flat=True)))


def _open(people: Sequence[int], year: int, rules: YearRules) -> None:
    chosen, given = Among.sql("p.id", people, connection)
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(OPEN.format(chosen=chosen), [year, False, rules.rule_set_id, now, given, year])


def close_years(people: Sequence[int]) -> None:
    """Take back what `open_year` gave to people who are about to be removed; they have no entries.

    A unit's count for a year that nobody is left in goes too: it came with them.
    """
    units = set(AnnualResult.everywhere.filter(person__in=_chosen(people)).values_list("unit_id", "year").distinct())
    AnnualResult.everywhere.filter(person__in=_chosen(people)).delete()
    count_units(units)
    for unit, year in units:
        UnitYear.everywhere.filter(unit=unit, year=year, people=0).delete()


def _chosen(people: Sequence[int]) -> QuerySet[Person]:
    return Person.everywhere.filter(pk__among=people)
