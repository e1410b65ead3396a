"""Readings around declarations: doubles, what a decision would change, whose records a page shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from jijiao.accounts.models import document_key
from jijiao.attachments.models import Attachment
from jijiao.credits.models import AnnualResult, Entry
from jijiao.credits.queries import line_of
from jijiao.declarations.models import Declaration, activity_key
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.text import compact, tidy
from jijiao.people.models import Person
from jijiao.scoping.scope import Scope
from jijiao.standards.learning_forms import Subject, doubts_about
from jijiao.standards.learning_forms.fields import plain
from jijiao.standards.queries import YearRules, rules_for
from jijiao.standards.rules import EntryLine, Tally, tally

SHORTEST_NUMBER = 8


def already_counted(declarations: Sequence[Declaration]) -> dict[int, str]:
    """By declaration pk: a sentence when the same activity of the same person is in the ledger from elsewhere."""
    wanted = {(row.person_id, row.activity): row.pk for row in declarations}
    entries = Entry.everywhere.filter(
        person_id__in={row.person_id for row in declarations},
        year__in={row.year for row in declarations},
        reverses__isnull=True,
        reversal__isnull=True,
    )
    found = {}
    for entry in entries:
        key = activity_key(entry.form, entry.title, entry.organizer, entry.started_on, entry.ended_on)
        pk = wanted.get((entry.person_id, key))
        if pk and entry.origin != f"declaration:{pk}":
            found[pk] = "同一项学习的学时已经计入此人的学习记录，不能重复认定。"
    return found


def similar(declaration: Declaration) -> QuerySet[Declaration]:
    """Other open or approved declarations of the person that look like the same activity (疑似重复)."""
    same = Q(title=declaration.title) | Q(form=declaration.form, end_date=declaration.end_date)
    rows = Declaration.everywhere.filter(same, person_id=declaration.person_id, year=declaration.year, live=True)
    return rows.exclude(pk=declaration.pk).select_related("review")


def notices(declaration: Declaration) -> list[str]:
    """What a reviewer should know before deciding: doubts, doubles, and where the claim lies over a cap."""
    told = list(doubts_about(declaration.learning_form, declaration.values, Subject(declaration.subject)).values())
    told += [
        f"疑似重复：{row.title}（{row.get_source_display()}，{plain(row.claimed)} 学时）"
        for row in similar(declaration)
    ]
    told += already_counted([declaration]).values()
    if declaration.is_open:
        effect = effect_of(declaration)
        if effect.counted < declaration.claimed:
            told.append(effect.reason)
        elif effect.gain < effect.counted:
            told.append(
                f"年度合计只增加 {plain(effect.gain)} 学时：已到年度上限，学时按结束日期先后计入，在后的相应不计。"
            )
    return told


@dataclass(frozen=True)
class Effect:
    """What one more entry does to a person's year: the tallies before and after, and how it counts itself."""

    before: Tally
    after: Tally
    counted: Decimal
    reason: str
    rules: YearRules

    @property
    def gain(self) -> Decimal:
        """By how much the year grows: less than counted where a later entry gives way under a cap."""
        return self.after.total - self.before.total


def effect_of(declaration: Declaration) -> Effect:
    """The year before and after this declaration, whether it has been approved or not. Three queries."""
    mine = f"declaration:{declaration.pk}"
    entries = Entry.everywhere.filter(person=declaration.person_id, year=declaration.year, reverses__isnull=True)
    others = [line_of(entry) for entry in entries.exclude(origin=mine).select_related("reversal")]
    rules = rules_for(declaration.year)
    own = EntryLine(
        id=max((line.id for line in others), default=0) + 1,
        subject=Subject(declaration.subject),
        form=declaration.form,
        hours=declaration.hours,
        ended_on=declaration.end_date,
    )
    after = tally([*others, own], rules.requirement, rules.caps)
    line = next(line for line in after.lines if line.entry_id == own.id)
    return Effect(tally(others, rules.requirement, rules.caps), after, line.counted, line.reason, rules)


def own_people(scope: Scope, text: str = "") -> QuerySet[Person]:
    """People on the roll of the scope's own units: by a piece of the name, or by a whole document number."""
    rows, typed = Person.objects.at_desks(scope).filter(status=Person.Status.ACTIVE), tidy(text)
    if not typed:
        return rows
    if typed.isascii() and len(typed) >= SHORTEST_NUMBER:
        return rows.filter(document_key__in=[document_key(kind, compact(typed)) for kind, _ in DOCUMENT_KINDS])
    return rows.filter(name__contains=typed)


@dataclass(frozen=True)
class Applicant:
    """An applicant on the page of 学时（分）申报, with the year so far."""

    person: Person
    public: Decimal
    professional: Decimal

    def now(self, subject: str) -> Decimal:
        return self.public if subject == Subject.PUBLIC else self.professional


def applicants(people: Collection[Person], year: int) -> list[Applicant]:
    """The people with what counts in the year up to now."""
    results: Mapping[int, Any] = {
        row.person_id: row for row in AnnualResult.everywhere.filter(person__in=people, year=year)
    }
    nothing = AnnualResult(public=Decimal(0), professional=Decimal(0))
    rows = ((person, results.get(person.pk, nothing)) for person in people)
    return [Applicant(person, row.public, row.professional) for person, row in rows]


def declared(scope: Scope) -> QuerySet[Declaration]:
    """学时申报记录 that the scope sees."""
    return Declaration.objects.within(scope)


def batch_of(scope: Scope, batch: str) -> QuerySet[Declaration]:
    """The declarations of one submission."""
    return declared(scope).filter(batch=batch).select_related("person", "unit", "review__desk").order_by("pk")


def evidence_of(declaration: Declaration) -> list[Attachment]:
    """The images of a declaration in their order."""
    return [proof.attachment for proof in declaration.proofs.select_related("attachment")]
