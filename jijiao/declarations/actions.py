"""The verbs of 学时（分）申报: declare (one or many people), withdraw, correct a rejected one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.attachments import actions as attachments
from jijiao.attachments.models import Attachment
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.declarations.models import Declaration, Proof, activity_key, common_columns
from jijiao.declarations.window import open_plan
from jijiao.lib import clock
from jijiao.lib.references import new_reference
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import credit_year
from jijiao.people.models import Person
from jijiao.people.rules import ENDED
from jijiao.reviews import actions as reviews
from jijiao.reviews.flow import IllegalMove
from jijiao.standards.learning_forms import Declarer, LearningForm, Subject, checks, to_stored
from jijiao.standards.queries import YearRules, rules_of

CHUNK = 500
LONGEST_BATCH = 2000


class Doubled(Refusal):
    """The same activity was declared for the same person before."""


class NotOwn(Refusal):
    """Somebody declares for, or changes what belongs to, other people."""


@dataclass(frozen=True, kw_only=True)
class Learning:
    """What was learned, cleaned by `standards.clean_details`; the same for everybody of a batch."""

    form: LearningForm
    subject: Subject
    values: Mapping[str, Any]
    note: str = ""

    @property
    def end_date(self) -> date:
        return self.values["end_date"]

    @property
    def key(self) -> str:
        value = self.values
        return activity_key(self.form.key, value["title"], value["organizer"], value["start_date"], self.end_date)


@dataclass
class Windows:
    """The open years met so far, each asked for once."""

    found: dict[int, YearRules] = field(default_factory=dict)

    def rules(self, learning: Learning, declarer: Declarer) -> YearRules:
        """The rules the learning is declared under; a Refusal when the form, subject, year or claim does not do."""
        form, year = learning.form, credit_year(learning.end_date)
        if not form.open or declarer not in form.declarers:
            raise Refusal(f"{form.label}不能由您申报，请选择其他学习形式。", "form")
        if learning.subject not in form.subjects:
            raise Refusal(f"{form.label}不能计入{learning.subject.label}。", "subject")
        if year not in self.found:
            self.found[year] = rules_of(open_plan(year).rule_set)
        rules = self.found[year]
        most = form.award(learning.values, rules.rates[form.key])
        for name, message in checks.claim_within(most, learning.values):
            raise Refusal(message, name)
        return rules


@transaction.atomic
def declare(learning: Learning, people: Sequence[Person], evidence: Sequence[str], *, by: Hat) -> list[Declaration]:
    """Declare one learning for each of `people` and send it on its way; `evidence` are references of uploads.

    A technician declares for himself, an administrator for people of the own unit. Raises a Refusal, and nothing is
    kept, when one of them may not or was declared for the same before.
    """
    if not people:
        raise Refusal("请添加申请人。", "people")
    if not evidence:
        raise Refusal("请上传证明材料。", "evidence")
    _own_people(people, by)
    proofs = attachments.claim(evidence, by=by)
    taken = _taken([(person.pk, learning.key) for person in people])
    if taken:
        names = "、".join(person.name for person in people if (person.pk, learning.key) in taken)
        raise Doubled(f"{names}已申报过同一项学习（名称、举办单位、日期相同），不能重复申报。", "people")
    rules = Windows().rules(learning, _declarer(by))
    batch = new_reference()
    return _submit([_new(learning, person, rules, batch, by) for person in people], proofs, by)


@transaction.atomic
def declare_many(
    items: Sequence[tuple[Person, Learning]], proofs: Sequence[Attachment], *, batch: str, by: Hat
) -> list[Refusal | None]:
    """Declare a sheet's rows, the right ones only: for each row None, or why it was left out. Proofs are claimed."""
    _own_people([person for person, _ in items], by)
    taken = _taken([(person.pk, learning.key) for person, learning in items])
    windows, fresh = Windows(), []
    refused: list[Refusal | None] = []
    for person, learning in items:
        try:
            rules = windows.rules(learning, _declarer(by))
        except Refusal as refusal:
            refused.append(refusal)
            continue
        double = (person.pk, learning.key) in taken
        refused.append(Doubled("此人已申报过同一项学习（名称、举办单位、日期相同）。", "people") if double else None)
        if not double:
            taken.add((person.pk, learning.key))
            fresh.append(_new(learning, person, rules, batch, by))
    _submit(fresh, proofs, by)
    return refused


@transaction.atomic
def withdraw(declaration: Declaration, *, by: Hat) -> None:
    """Take it back before the first decision; only whoever declared it."""
    _mine(declaration, by)
    reviews.withdraw(declaration, by=by)
    Declaration.everywhere.filter(pk=declaration.pk).update(live=False)
    record(by, Tag.DECLARATION_WITHDRAW, on=declaration)


@transaction.atomic
def correct(declaration: Declaration, learning: Learning, evidence: Sequence[str], *, by: Hat) -> Declaration:
    """Send a rejected or withdrawn declaration out again with other contents: same review, next round."""
    _mine(declaration, by)
    if not evidence:
        raise Refusal("请上传证明材料。", "evidence")
    # the review's lock first: whoever comes second finds it pending again
    reviews.resubmit(declaration, by=by)
    rules = Windows().rules(learning, _declarer(by))
    proofs = attachments.claim(evidence, by=by, owned=list(declaration.evidence.all()))
    for name, value in _columns(learning, rules).items():
        setattr(declaration, name, value)
    declaration.live, declaration.recognised, declaration.lowered_because = True, None, ""
    try:
        with transaction.atomic():
            declaration.save()
    except IntegrityError as error:
        raise Doubled("已申报过同一项学习（名称、举办单位、日期相同），不能重复申报。", "title") from error
    declaration.proofs.all().delete()
    _prove([declaration], proofs)
    record(by, Tag.DECLARATION_DECLARE, on=declaration, corrected=True)
    return declaration


def _submit(declarations: list[Declaration], proofs: Sequence[Attachment], by: Hat) -> list[Declaration]:
    try:
        with transaction.atomic():
            Declaration.everywhere.bulk_create(declarations, batch_size=CHUNK)
    except IntegrityError as error:
        raise Doubled("其中有人刚刚申报过同一项学习，请刷新后再试。", "people") from error
    _prove(declarations, proofs)
    reviews.submit(declarations, by=by)
    record_each(by, Tag.DECLARATION_DECLARE, declarations)
    return declarations


def _prove(declarations: Sequence[Declaration], proofs: Sequence[Attachment]) -> None:
    Proof.objects.bulk_create(
        (
            Proof(declaration=declaration, attachment=attachment, number=number)
            for declaration in declarations
            for number, attachment in enumerate(proofs, 1)
        ),
        batch_size=CHUNK,
    )


def _new(learning: Learning, person: Person, rules: YearRules, batch: str, by: Hat) -> Declaration:
    source = Declaration.Source.PERSON if by.kind == Hat.Kind.TECHNICIAN else Declaration.Source.UNIT
    return Declaration(
        person=person,
        unit_id=person.unit_id,
        batch=batch,
        source=source,
        declared_at=clock.now(),
        **_columns(learning, rules),
    )


def _columns(learning: Learning, rules: YearRules) -> dict[str, Any]:
    return common_columns(learning.values) | {
        "form": learning.form.key,
        "subject": learning.subject.value,
        "year": credit_year(learning.end_date),
        "details": to_stored(learning.form, learning.values),
        "note": learning.note,
        "rules_id": rules.rule_set_id,
        "activity": learning.key,
    }


def _taken(keys: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which (person id, activity) pairs are open or approved already."""
    people, activities = {person for person, _ in keys}, {activity for _, activity in keys}
    rows = Declaration.everywhere.filter(live=True, person_id__in=people, activity__in=activities)
    return set(rows.values_list("person_id", "activity")) & set(keys)


def _declarer(by: Hat) -> Declarer:
    return Declarer.PERSON if by.kind == Hat.Kind.TECHNICIAN else Declarer.UNIT


def _own_people(people: Sequence[Person], by: Hat) -> None:
    own = (
        [person.account_id == by.account_id for person in people]
        if by.kind == Hat.Kind.TECHNICIAN
        else [person.unit_id == by.unit_id for person in people]
    )
    if not all(own):
        raise NotOwn("只能为本人或本单位在册人员申报。", "people")
    if gone := [f"{person.name}（{person.get_status_display()}）" for person in people if person.status in ENDED]:
        raise NotOwn(f"{'、'.join(gone)}已不在册，不能再申报学时。", "people")


def is_mine(declaration: Declaration, by: Hat) -> bool:
    """Whether `by` stands where it was declared: the person, or an administrator of the unit."""
    if declaration.source == Declaration.Source.PERSON:
        return by.kind == Hat.Kind.TECHNICIAN and declaration.person.account_id == by.account_id
    return by.kind != Hat.Kind.TECHNICIAN and declaration.unit_id == by.unit_id


def must_be_correctable(declaration: Declaration, *, by: Hat) -> None:
    """Raises a Refusal when `by` has nothing to correct: not theirs, or not rejected or withdrawn."""
    _mine(declaration, by)
    if not declaration.can_be_corrected:
        raise IllegalMove("只有被驳回或已撤回的申报可以修改后再报。")


def _mine(declaration: Declaration, by: Hat) -> None:
    if not is_mine(declaration, by):
        raise NotOwn("只有申报人可以撤回或修改，请联系申报的个人或单位。")
