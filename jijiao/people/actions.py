"""The verbs of 专业技术人员: enrol people on a unit's roll, link a person with the account that signs in.

Enrolling one is enrolling many with one row. New people are counted in one place: the job `credits.open_results`, which
the ledger above registers and which is asked for here, in the transaction that creates them.
"""

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction

from jijiao.accounts.actions import give_hat
from jijiao.accounts.models import Account, Hat, document_key, mobile_key
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.facts import PersonFacts as PersonFacts
from jijiao.people.locks import hold_unit
from jijiao.people.models import Person
from jijiao.sheets.importing import start
from jijiao.units.models import Department, Unit

CHUNK = 500
OPEN_RESULTS = "credits.open_results"
IMPORT = "people.import"


class AlreadyEnrolled(Refusal):
    """The document is on a roll; `person` is set when it is the asking unit's own."""

    person: Person | None = None


class Newcomer(NamedTuple):
    """Somebody to enrol; `key` is the caller's own mark (a row number), by which it finds the outcome."""

    key: Hashable
    facts: PersonFacts
    department: Department | None = None


class State(StrEnum):
    ENROLLED = "enrolled"
    ON_OWN_ROLL = "own"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Outcome:
    """What became of one newcomer. Of somebody on another unit's roll only that unit's name is told, in `reason`."""

    state: State
    person: Person | None = None
    reason: str = ""


@transaction.atomic
def enrol(facts: PersonFacts, *, unit: Unit, department: Department | None = None, by: Actor) -> Person:
    """Put one person on the unit's roll. Raises AlreadyEnrolled when the document is on a roll."""
    outcome = enrol_many([Newcomer(0, facts, department)], unit=unit, by=by)[0]
    if outcome.state != State.ENROLLED or outcome.person is None:
        refusal = AlreadyEnrolled(outcome.reason, "document")
        refusal.person = outcome.person
        raise refusal
    return outcome.person


@transaction.atomic
def enrol_many(newcomers: Sequence[Newcomer], *, unit: Unit, by: Actor) -> dict[Hashable, Outcome]:
    """Put people on the unit's roll, by set; one outcome for every key.

    A document that is on a roll changes nothing, here or there; of two newcomers with one document the first is
    enrolled. Raises Refusal when the unit takes nobody on, or a department is not an open one of its own.
    """
    home = hold_unit(unit.pk)
    _check_home(home, newcomers)
    outcomes: dict[Hashable, Outcome] = {}
    for at in range(0, len(newcomers), CHUNK):
        outcomes |= _enrol_chunk(newcomers[at : at + CHUNK], home)
    people = [each.person for each in outcomes.values() if each.state == State.ENROLLED and each.person]
    if people:
        for person in people:
            if person.account:
                give_hat(person.account, Hat.Kind.TECHNICIAN, by=by)
        record_each(by, Tag.PERSON_ENROL, people)
        # the system's own job: it is not among those the administrator asked for
        enqueue(OPEN_RESULTS, {"people": [person.pk for person in people]}, by=SYSTEM)
    return outcomes


def _check_home(home: Unit, newcomers: Sequence[Newcomer]) -> None:
    if home.status != Unit.Status.ACTIVE:
        raise Refusal("单位已停用、合并或撤销，不能登记人员。")
    departments = [each.department for each in newcomers if each.department]
    if any(each.unit_id != home.pk or each.closed_at for each in departments):
        raise Refusal("工作部门不是本单位正在使用的内设部门，请重新选择。", "department")


def _enrol_chunk(newcomers: Sequence[Newcomer], home: Unit) -> dict[Hashable, Outcome]:
    """Look up, create what is missing, look again: the unique number decides between two who enrol at once."""
    keys = [document_key(each.facts.document_kind, each.facts.document) for each in newcomers]
    roll = _on_a_roll(keys)
    fresh: dict[str, Person] = {}
    first: dict[str, Hashable] = {}
    for newcomer, key in zip(newcomers, keys, strict=True):
        if key not in roll and key not in fresh:
            fresh[key], first[key] = _person(newcomer, key, home), newcomer.key
    if fresh:
        _give_accounts(fresh)
        # in the order given, so that a roll reads like the file it came from
        Person.everywhere.bulk_create(fresh.values(), batch_size=CHUNK, ignore_conflicts=True)
        roll |= _on_a_roll(list(fresh))
    outcomes: dict[Hashable, Outcome] = {}
    for newcomer, key in zip(newcomers, keys, strict=True):
        ours = key in fresh and roll[key].ref == fresh[key].ref and first[key] == newcomer.key
        outcomes[newcomer.key] = _outcome(roll[key], ours, home)
    return outcomes


def _on_a_roll(keys: Sequence[str]) -> dict[str, Person]:
    people = Person.everywhere.filter(document_key__in=keys).select_related("unit", "account")
    return {person.document_key: person for person in people}


def _person(newcomer: Newcomer, key: str, home: Unit) -> Person:
    facts = newcomer.facts
    return Person(
        **asdict(facts),
        document_key=key,
        mobile_key=mobile_key(facts.mobile) if facts.mobile else "",
        unit=home,
        unit_path=home.path or "",
        department=newcomer.department,
        enrolled_at=clock.now(),
    )


def _give_accounts(fresh: dict[str, Person]) -> None:
    """Whoever signs in with the same document and name already (an administrator) becomes a technician as well."""
    for account in Account.objects.filter(document_key__in=list(fresh), person__isnull=True):
        if fresh[account.document_key].name == account.name:
            fresh[account.document_key].account = account


def _outcome(person: Person, ours: bool, home: Unit) -> Outcome:
    if ours:
        return Outcome(State.ENROLLED, person)
    if person.unit_id == home.pk:
        return Outcome(State.ON_OWN_ROLL, person, "已在本单位，未重复登记")
    return Outcome(State.ELSEWHERE, None, f"已在“{person.unit.name}”登记，请先由该单位办理人员调出。")


@transaction.atomic
def link_account(person: Person, account: Account, *, by: Actor) -> Person:
    """Say that this account is the person's and give it the technician's hat; linking again changes nothing.

    Raises Refusal when the documents differ or either of them is linked already.
    """
    held = Person.everywhere.select_for_update(of=("self",)).get(pk=person.pk)
    if held.account_id == account.pk:
        return held
    if held.document_key != account.document_key:
        raise Refusal("账号与人员的证件号不一致，不能关联。", "document")
    if held.account_id is not None or Person.everywhere.filter(account=account).exists():
        raise Refusal("该人员或账号已有关联，请联系平台客服。")
    held.account = account
    held.save(update_fields=["account"])
    give_hat(account, Hat.Kind.TECHNICIAN, by=by)
    record(by, Tag.PERSON_LINK, on=held, account=account.pk)
    return held


@transaction.atomic
def start_import(file: "File[bytes]", *, by: Actor) -> Job:
    """Queue a workbook of people for the roll of the unit in whose name `by` acts; the job checks and enrols."""
    job = start(IMPORT, file=file, by=by)
    record(by, Tag.PEOPLE_IMPORT, on=job, unit_id=by.unit_id)
    return job
