"""The verbs of 人员信息修改: the person amends the own file, and takes a request back."""

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
from jijiao.people.correcting import correct
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
    """`answers` clean and as text, `base` the file's version when the form was shown; `proofs` uploads' references."""

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
    if by.kind != Hat.Kind.TECHNICIAN or person.account_id != by.account_id:
        raise Refusal(NOT_YOURS)
    held = Person.everywhere.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
    if wish.base != version_of(held):
        raise Refusal(STALE)
    changed = differences(values_of(held), wish.answers)
    if not changed:
        raise Refusal(NOTHING)
    groups = [group for group, fields in GROUPS.items() if changed.keys() & set(fields)]
    light = {field: wish.answers[field] for field in AT_ONCE if field in changed}
    if light:
        correct(held, light, by=by)
    return Outcome([LABELS[field] for field in light], _ask(held, groups, wish, by) if groups else [])


def _ask(person: Person, groups: Sequence[str], wish: Wish, by: Hat) -> list[PersonChange]:
    if not wish.reason:
        raise Refusal("请填写修改原因，审核单位会看到", field="reason")
    if not wish.proofs:
        raise Refusal("请上传证明材料，如证件、职称证书或学历证书", field="proofs")
    before, batch, now = values_of(person), new_reference(), clock.now()
    beyond = {"name", "document"} <= set(groups)
    rows = []
    for group in groups:
        row = PersonChange(
            batch=batch, person=person, unit=person.unit, group=group, reason=wish.reason, requested_by=by,
            requested_at=now, beyond=beyond and group in {"name", "document"},
        )  # fmt: skip
        row.before_sealed = json.dumps({field: before[field] for field in GROUPS[group]}, ensure_ascii=False)
        row.after_sealed = json.dumps({field: wish.answers[field] for field in GROUPS[group]}, ensure_ascii=False)
        rows.append(row)
    _save(rows)
    proofs = claim(wish.proofs, by=by)
    for row in rows:
        row.proofs.set(proofs)
        record(by, Tag.PERSON_CHANGE, on=row, unit_id=row.unit_id, person=person.pk, group=row.group)
    reviews.submit(rows, by=by)
    return rows


def _save(rows: Sequence[PersonChange]) -> None:
    """The database keeps one open request a person and group, whoever comes first."""
    try:
        with transaction.atomic():
            for row in rows:
                row.save()
    except IntegrityError as error:
        raise Refusal(ALREADY_OPEN) from error


def problems(answers: Mapping[str, object]) -> dict[str, str]:
    """What is wrong between clean answers: field → sentence (people.facts)."""
    return contradictions(answers, today=clock.today())


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
