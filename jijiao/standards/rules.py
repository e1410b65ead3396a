"""Adding up a year (年度认定): what of every entry counts, why the rest does not, and whether the year is met.

Domain 1.4: three absolute thresholds hold at once. Surplus in one subject never fills another; what is shown is not
cut at a threshold.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jijiao.standards.learning_forms import LEARNING_FORMS, Subject
from jijiao.standards.learning_forms.fields import plain

NOTHING = Decimal("0.0")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a year asks for, in hours; `year_to` is None while the rules have no last year."""

    version: str
    year_from: int
    year_to: int | None
    public_min: Decimal
    professional_min: Decimal
    total_min: Decimal


@dataclass(frozen=True, slots=True)
class GroupCap:
    """At most `cap` hours a year from several forms together. A form belongs to one group at most."""

    label: str
    forms: frozenset[str]
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that counts in a year, by form key (absent: no limit) and by group of forms."""

    per_form: Mapping[str, Decimal] = field(default_factory=dict)
    groups: tuple[GroupCap, ...] = ()

    def __post_init__(self) -> None:
        grouped = [form for group in self.groups for form in group.forms]
        if len(grouped) != len(set(grouped)):
            raise ValueError("a learning form is in two groups of caps")

    def group_of(self, form: str) -> GroupCap | None:
        return next((group for group in self.groups if form in group.forms), None)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a person's year; `hours` are those recognised, `form` a key of `LEARNING_FORMS`."""

    id: int
    subject: Subject
    form: str
    hours: Decimal
    ended_on: date
    title: str = ""
    reversed: bool = False


class Line(NamedTuple):
    """What became of one entry: hours counted, and a sentence for people."""

    entry_id: int
    counted: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A year added up, in hours with one decimal place. `lines` are in the order in which entries were counted."""

    public: Decimal
    professional: Decimal
    total: Decimal
    passed: bool
    lines: tuple[Line, ...]
    missing_public: Decimal
    missing_professional: Decimal
    missing_total: Decimal


def tally(entries: Iterable[EntryLine], requirement: Requirement, caps: Caps) -> Tally:
    """Add up one person's entries of one year.

    Entries are counted by the day they ended, then by id, whatever order they come in; a capped form counts its
    first hours. An entry added at the end of the year lowers nothing; one put in before others may take their room
    under a cap, but never lowers the total.
    """
    used = _Room(caps)
    lines: list[Line] = []
    sums = {Subject.PUBLIC: NOTHING, Subject.PROFESSIONAL: NOTHING}
    for entry in sorted(entries, key=lambda entry: (entry.ended_on, entry.id)):
        line = used.count(entry)
        lines.append(line)
        sums[entry.subject] += line.counted
    return _judge(sums[Subject.PUBLIC], sums[Subject.PROFESSIONAL], tuple(lines), requirement)


def _judge(public: Decimal, professional: Decimal, lines: tuple[Line, ...], requirement: Requirement) -> Tally:
    total = public + professional
    missing = [
        max(NOTHING, needed - had)
        for needed, had in (
            (requirement.public_min, public),
            (requirement.professional_min, professional),
            (requirement.total_min, total),
        )
    ]
    return Tally(public, professional, total, not any(missing), lines, *missing)


class _Room:
    """What is left under the caps while a year is counted."""

    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        self.by_form: dict[str, Decimal] = defaultdict(lambda: NOTHING)
        self.by_group: dict[str, Decimal] = defaultdict(lambda: NOTHING)

    def count(self, entry: EntryLine) -> Line:
        if entry.reversed:
            return Line(entry.id, NOTHING, "该学时已撤销，不计入。")
        if entry.hours <= 0:
            return Line(entry.id, NOTHING, "认定学时为 0，不计入。")
        binding = min(self._limits(entry.form), key=lambda limit: limit.left, default=None)
        counted = entry.hours if binding is None else min(entry.hours, binding.left)
        self.by_form[entry.form] += counted
        if group := self.caps.group_of(entry.form):
            self.by_group[group.label] += counted
        if binding is None or counted == entry.hours:
            return Line(entry.id, counted, f"全部计入，计 {plain(counted)} 学时。")
        return Line(entry.id, counted, binding.sentence(counted, entry.hours - counted))

    def _limits(self, form: str) -> list["_Limit"]:
        limits = []
        if (cap := self.caps.per_form.get(form)) is not None:
            label = LEARNING_FORMS[form].label if form in LEARNING_FORMS else form
            limits.append(_Limit(f"{label}全年", cap, self.by_form[form]))
        if group := self.caps.group_of(form):
            limits.append(_Limit(f"{group.label}各学习形式全年合计", group.cap, self.by_group[group.label]))
        return limits


class _Limit(NamedTuple):
    whose: str
    cap: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return max(NOTHING, self.cap - self.used)

    def sentence(self, counted: Decimal, rest: Decimal) -> str:
        return (
            f"{self.whose}最多计 {plain(self.cap)} 学时，此前已计 {plain(self.used)}，"
            f"本条计 {plain(counted)}，其余 {plain(rest)} 学时不计入。"
        )
