"""Readings of the ledger: entries as the rules see them, and one person's year explained line by line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from jijiao.credits.models import AnnualResult, Entry
from jijiao.lib import clock
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.standards.learning_forms import LEARNING_FORMS, Subject
from jijiao.standards.queries import YearRules, open_years, rules_for
from jijiao.standards.rules import EntryLine, Line, Tally, tally

Pair = tuple[int, int]  # (person id or unit id, year)


def of_pairs(rows: QuerySet[Any], pairs: Iterable[Pair], field: str = "person_id") -> QuerySet[Any]:
    """The rows of these pairs. One year or many in one statement; pairs of several years may share ids."""
    by_year: dict[int, set[int]] = defaultdict(set)
    for key, year in pairs:
        by_year[year].add(key)
    parts = [rows.filter(**{"year": year, f"{field}__in": keys}) for year, keys in sorted(by_year.items())]
    if not parts:
        return rows.none()
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def years_still_open() -> set[int]:
    """Years whose results follow people from unit to unit: those that take declarations, and the present one.

    Results of other years stay with the unit of the time, so that its figures and its superiors' stay right.
    """
    return {this_year(), *open_years(clock.today())}


def open_pairs(people: Iterable[int]) -> list[Pair]:
    """The (person id, year) of the results that these people have in years still open."""
    rows = AnnualResult.everywhere.filter(person__in=list(people), year__in=years_still_open())
    return list(rows.order_by("person_id", "year").values_list("person_id", "year"))


def lines_of(pairs: Sequence[Pair]) -> dict[Pair, list[EntryLine]]:
    """What the rules add up for each pair; a reversed entry says so, the reversing one is left out."""
    lines: dict[Pair, list[EntryLine]] = defaultdict(list)
    entries = of_pairs(Entry.everywhere.filter(reverses__isnull=True), pairs).select_related("reversal")
    for entry in entries.order_by("person_id", "year", "pk"):
        lines[entry.person_id, entry.year].append(line_of(entry))
    return lines


def line_of(entry: Entry) -> EntryLine:
    """One entry as a value; `reversal` must be there."""
    return EntryLine(
        id=entry.pk,
        subject=Subject(entry.subject),
        form=entry.form,
        hours=entry.hours,
        ended_on=entry.ended_on,
        title=entry.title,
        reversed=hasattr(entry, "reversal"),
    )


@dataclass(frozen=True)
class RecordLine:
    """One entry of the 学习记录, with what counted and why the rest did not."""

    entry: Entry
    counted: Decimal
    reason: str

    @property
    def form_name(self) -> str:
        form = LEARNING_FORMS.get(self.entry.form)
        return form.label if form else self.entry.form

    @property
    def cut(self) -> bool:
        return self.counted < self.entry.hours


@dataclass(frozen=True)
class LearningRecord:
    """学习记录 of one person and year: every entry, the sums and the requirement they are held against."""

    person: Person
    year: int
    lines: tuple[RecordLine, ...]
    tally: Tally
    rules: YearRules


def learning_record(person: Person, year: int) -> LearningRecord:
    """The year as the rules' own answer. Four queries however many entries there are."""
    rules = rules_for(year)
    rows = Entry.everywhere.filter(person=person, year=year, reverses__isnull=True).select_related("reversal")
    entries = {entry.pk: entry for entry in rows}
    added_up = tally(map(line_of, entries.values()), rules.requirement, rules.caps)
    return LearningRecord(person, year, tuple(_told(entries, added_up.lines)), added_up, rules)


def _told(entries: dict[int, Entry], lines: Sequence[Line]) -> Iterable[RecordLine]:
    return (RecordLine(entries[line.entry_id], line.counted, line.reason) for line in lines)
