"""Taking back a whole import of people, as long as nothing rests on it: afterwards all is as it was before.

The ledger above works off the job, since the year's results were opened for these people and go with them.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.lib.refusal import Refusal
from jijiao.people.actions import IMPORT
from jijiao.people.importing import importer_of
from jijiao.people.locks import hold_unit
from jijiao.people.models import Activation, Person
from jijiao.people.renewing import put_back, stands, tell_of_return
from jijiao.sheets.importing import Phase
from jijiao.sheets.models import ImportBlock
from jijiao.units.models import Unit

NAMED = 5
# what happens around an import, and looking: nobody's later work
HARMLESS = (Tag.PERSON_ENROL, Tag.PERSON_RENEW, Tag.PERSON_INVITE, Tag.PERSON_REVEAL)


@dataclass(frozen=True)
class Batch:
    """A block's part of what the import made: ids of the people created, and what was written over of the others."""

    created: list[int]
    renewed: dict[int, dict[str, Any]]
    hats: dict[int, int]

    @classmethod
    def of(cls, block: ImportBlock) -> "Batch":
        traces = {int(person): trace for person, trace in json.loads(block.trace or "{}").items()}
        renewed = {person: trace for person, trace in traces.items() if "before" in trace}
        return cls(
            created=[person for _, person in block.made if person not in renewed],
            renewed=renewed,
            hats={person: trace["hat"] for person, trace in traces.items() if "hat" in trace},
        )


def undo(run: Run, *, companions: Collection[type[models.Model]], part: Callable[[Sequence[int]], None]) -> None:
    """Take back the import that the payload names, block by block from the last, or nothing of it.

    `companions` are models whose rows came with the people and go with them; `part(people)` removes those. Raises
    Refusal, naming some, when anything else rests on one of the people.
    """
    done = Job.everywhere.get(pk=run.payload["import"], kind=IMPORT)
    hat, unit = importer_of(run)
    if done.unit_id != unit.pk or done.result.get("phase") == Phase.UNDONE:
        raise Refusal("这次导入已经撤销，或不是本单位的导入。")
    blocks = _blocks(done)
    if not run.cursor:
        for number in blocks:
            _check(Batch.of(done.import_blocks.get(number=number)), unit, done, companions)
    gone = run.job.done
    total = gone + sum(blocks.values())
    for number, people in blocks.items():
        block = done.import_blocks.get(number=number)
        gone += people
        with run.chunk(done=gone, total=total, cursor=gone, note="撤销"):
            batch = Batch.of(block)
            home = hold_unit(unit.pk)
            _check(batch, home, done, companions)
            part(batch.created)
            _remove(batch)
            tell_of_return({pk: trace["before"] for pk, trace in batch.renewed.items()}, by=hat)
            record(hat, Tag.PERSON_UNDO, on=done, unit_id=unit.pk, people=batch.created, renewed=[*batch.renewed])
            block.made, block.trace = [], ""
            block.save(update_fields=["made", "trace"])
            _count(run, batch)
    with run.chunk():
        held = Job.everywhere.select_for_update().get(pk=done.pk)
        held.result = held.result | {"phase": Phase.UNDONE}
        held.save(update_fields=["result"])


@transaction.atomic
def _blocks(done: Job) -> dict[int, int]:
    """Blocks that made something, the last first, with how many people that is.

    Whoever corrects a row holds the import: what was corrected before the undoing was asked for is there by now.
    """
    Job.everywhere.select_for_update().get(pk=done.pk)
    made = done.import_blocks.exclude(made=[]).order_by("-number").values_list("number", "made")
    return {number: len(people) for number, people in made}


def outcome(job: Job) -> dict[str, Any]:
    """What the page of an undoing shows: how many people it took back, and the import that they came with."""
    done = Job.everywhere.filter(pk=job.payload["import"]).first()
    return {"undone": done, "removed": job.result.get("removed", 0), "restored": job.result.get("restored", 0)}


def _count(run: Run, batch: Batch) -> None:
    run.result["removed"] = run.result.get("removed", 0) + len(batch.created)
    run.result["restored"] = run.result.get("restored", 0) + len(batch.renewed)


def _check(batch: Batch, unit: Unit, done: Job, companions: Collection[type[models.Model]]) -> None:
    """Refuse when anything rests on one of the people by now."""
    touched = Person.everywhere.filter(pk__among=[*batch.created, *batch.renewed]).select_for_update(of=("self",))
    people = {person.pk: person for person in touched}
    resting = {pk for pk in batch.created if pk not in people or _left(people[pk], unit, batch)}
    resting |= {pk for pk, trace in batch.renewed.items() if pk not in people or not stands(people[pk], trace["after"])}
    resting |= _in_other_rows(batch.created, companions)
    resting |= _in_the_trail([*batch.created], done)
    if resting:
        names = "、".join(people[pk].name for pk in sorted(resting & people.keys())[:NAMED])
        raise Refusal(
            f"其中 {len(resting)} 人在导入之后已有后续业务（激活、申报、审核、调转或修改），不能整批撤销：{names}等。"
        )


def _left(person: Person, unit: Unit, batch: Batch) -> bool:
    moved = person.unit_id != unit.pk or person.status != Person.Status.ACTIVE
    return moved or (person.account_id is not None and person.pk not in batch.hats)


def _in_other_rows(people: Sequence[int], companions: Collection[type[models.Model]]) -> set[int]:
    """Those whom a row of any model points at; whatever app it belongs to, Django's registry knows it."""
    found: set[int] = set()
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model in companions or model in COMPANIONS:
            continue
        field = relation.field.attname
        chosen = Person.everywhere.filter(pk__among=people).values("pk")
        found |= set(model._base_manager.filter(**{f"{field}__in": chosen}).values_list(field, flat=True))
    return found


def _in_the_trail(people: Sequence[int], done: Job) -> set[int]:
    about = Event.objects.filter(subject=Person._meta.label_lower, subject_id__among=people, at__gte=done.created_at)
    return set(about.exclude(tag__in=HARMLESS).values_list("subject_id", flat=True))


def _remove(batch: Batch) -> None:
    for person in Person.everywhere.filter(pk__in=batch.renewed).order_by("pk"):
        put_back(person, batch.renewed[person.pk]["before"])
    Person.everywhere.filter(pk__among=batch.created).delete()
    Hat.everywhere.filter(pk__in=batch.hats.values()).delete()


# rows of this app that come with a person and go with them
COMPANIONS: tuple[type[models.Model], ...] = (Activation,)
