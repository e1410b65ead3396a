"""The verbs of 人员信息修改: the person amends the own file, and takes a request back. Entries: `entries`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import claim
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.references import new_reference
from jijiao.lib.refusal import Refusal
from jijiao.people.correcting import correct, of_text
from jijiao.people.facts import contradictions
from jijiao.people.models import Person
from jijiao.person_changes.facts import AT_ONCE, GROUPS, LABELS, differences, values_of, version_of
from jijiao.person_changes.models import PersonChange
from jijiao.reviews import actions as reviews

NOTHING = "没有修改任何内容"
STALE = "在您填写期间，您的信息已经变更，请核对后重新提交"
NOT_YOURS = "只能修改本人的信息"
ALREADY_OPEN = "其中有正在审核的修改申请，请先撤回或等待审核结果"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """`answers` to some fields, clean and as text; `base` is their version when the form was shown.

    `proofs` are uploads' references.
    """

    answers: Mapping[str, str]
    base: str
    reason: str = ""
    proofs: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    """The labels of what took effect at once, and what is on its way."""

    at_once: list[str]
    asked: list[PersonChange]


@transaction.atomic
def amend(person: Person, wish: Wish, *, by: Hat) -> Outcome:
    """修改个人信息. What needs no review takes effect now; the rest is asked of the unit, a request for each group.

    Raises Refusal with the field it is about, also when the file changed since the form was shown.
    """
    held = own(person, by)
    if wish.base != version_of(held, wish.answers):
        raise Refusal(STALE)
    changed = differences(values_of(held, wish.answers), wish.answers)
    if not changed:
        raise Refusal(NOTHING)
    groups = [group for group, fields in GROUPS.items() if changed.keys() & set(fields)]
    light = {field: wish.answers[field] for field in AT_ONCE if field in changed}
    if light:
        correct(held, light, by=by)
    rows = [_request(held, group, wish, groups) for group in groups]
    return Outcome([LABELS[field] for field in light], ask(rows, wish.reason, wish.proofs, by=by) if rows else [])


def own(person: Person, by: Hat) -> Person:
    """The person as it is now, locked; Refusal when it is somebody else's file."""
    if by.kind != Hat.Kind.TECHNICIAN or person.account_id != by.account_id:
        raise Refusal(NOT_YOURS)
    return Person.everywhere.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)


def _request(person: Person, group: str, wish: Wish, groups: Sequence[str]) -> PersonChange:
    fields, pair = GROUPS[group], {"name", "document"}
    before = values_of(person, fields)
    change = PersonChange(person=person, group=group, beyond=group in pair and pair <= set(groups))
    seal(change, before, {field: wish.answers.get(field, before[field]) for field in fields})
    return change


def seal(change: PersonChange, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Both sides of a request not yet saved."""
    change.before_sealed = json.dumps(before, ensure_ascii=False)
    change.after_sealed = json.dumps(after, ensure_ascii=False)


def ask(rows: Sequence[PersonChange], reason: str, proofs: Sequence[str], *, by: Hat) -> list[PersonChange]:
    """Send requests of one person on their way together, with one reason and the same proofs."""
    if not reason:
        raise Refusal("请填写修改原因，审核单位会看到", field="reason")
    if not proofs:
        raise Refusal("请上传证明材料，如证件、职称证书或学历证书", field="proofs")
    batch, now = new_reference(), clock.now()
    for row in rows:
        row.batch, row.unit, row.reason = batch, row.person.unit, reason
        row.requested_by, row.requested_at = by, now
    _save(rows)
    kept = claim(proofs, by=by)
    for row in rows:
        row.proofs.set(kept)
        record(by, Tag.PERSON_CHANGE, on=row, unit_id=row.unit_id, person=row.person_id, group=row.group)
    reviews.submit(rows, by=by)
    return list(rows)


def _save(rows: Sequence[PersonChange]) -> None:
    """The database keeps one open request a person and group or entry, whoever comes first."""
    try:
        with transaction.atomic():
            for row in rows:
                row.save()
    except IntegrityError as error:
        raise Refusal(ALREADY_OPEN) from error


def problems(person: Person, answers: Mapping[str, object]) -> dict[str, str]:
    """What is wrong between clean answers and what the file says besides: field → sentence (people.facts)."""
    besides = {name: of_text(name, value) for name, value in values_of(person).items() if name not in answers}
    return contradictions({**besides, **answers}, today=clock.today())


@transaction.atomic
def withdraw(change: PersonChange, *, by: Actor) -> None:
    """Take a request back; raises IllegalMove once a desk has decided."""
    reviews.withdraw(change, by=by)
    close([change])


def close(changes: Sequence[PersonChange]) -> None:
    """Mark requests as no longer on their way."""
    for change in changes:
        change.open = False
    PersonChange.everywhere.filter(pk__in=[change.pk for change in changes]).update(open=False)
