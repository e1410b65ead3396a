"""The verbs of 专业技术人员: enrol people on a unit's roll, link a person with the account that signs in.

Enrolling one is enrolling many with one row. New people are counted in one place: the job `credits.open_results`, which
the ledger above registers and which is asked for here, in the transaction that creates them.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction

from jijiao.accounts.actions import give_hat
from jijiao.accounts.models import Account, Hat
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.lib.actor import SYSTEM, Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.correcting import correct
from jijiao.people.facts import PersonFacts as PersonFacts
from jijiao.people.facts import whole
from jijiao.people.loading import ACCOUNT, Draft, draft, load
from jijiao.people.locks import hold_unit
from jijiao.people.models import Person
from jijiao.people.standing import MISNAMED_ACCOUNT, OWN, WAITS, Placed, State, accounts_of, on_a_roll
from jijiao.scoping import lookups as lookups
from jijiao.sheets.importing import start
from jijiao.units.models import Department, Unit

CHUNK = 500
OPEN_RESULTS = "credits.open_results"
IMPORT = "people.import"
# done by the ledger above, since the year's results that were opened for the people go with them
UNDO_IMPORT = "credits.undo_import"


class AlreadyEnrolled(Refusal):
    """The document is on a roll, or is known under another name; `person` is set when it is the unit's own."""

    person: Person | None = None


class Newcomer(NamedTuple):
    """Somebody to enrol; `key` is the caller's own mark (a row number), by which it finds the outcome."""

    key: Hashable
    facts: PersonFacts
    department: Department | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one newcomer. Of somebody on another unit's roll only that unit's name is told, in `reason`."""

    state: State
    person: Person | None = None
    reason: str = ""

    @property
    def new(self) -> bool:
        return self.state == State.ENROLLED


@transaction.atomic
def enrol(
    facts: PersonFacts,
    *,
    unit: Unit,
    department: Department | None = None,
    besides: Mapping[str, str] | None = None,
    by: Actor,
) -> Person:
    """Put one person on the unit's roll. Raises AlreadyEnrolled when the document is known already.

    `besides` are clean answers, as text, to what a sheet does not ask for.
    """
    outcome = enrol_many([Newcomer(0, facts, department)], unit=unit, by=by)[0]
    if outcome.state != State.ENROLLED or outcome.person is None:
        field = "name" if outcome.state == State.MISNAMED else "document"
        refusal = AlreadyEnrolled(outcome.reason, field)
        refusal.person = outcome.person
        raise refusal
    return correct(outcome.person, besides, by=by) if besides else outcome.person


@transaction.atomic
def enrol_many(newcomers: Sequence[Newcomer], *, unit: Unit, by: Actor) -> dict[Hashable, Outcome]:
    """Put people on the unit's roll, by set; one outcome for every key.

    A document that is on a roll, or has an account of another name, changes nothing, here or there; of two newcomers
    with one document the first is enrolled. Raises Refusal when the unit takes nobody on, or a department is not an
    open one of its own.
    """
    home = hold_unit(unit.pk)
    check_home(home, {each.department for each in newcomers if each.department})
    outcomes: dict[Hashable, Outcome] = {}
    for at in range(0, len(newcomers), CHUNK):
        chunk = newcomers[at : at + CHUNK]
        drafts = [draft(each.key, whole(each.facts), each.department.pk if each.department else None) for each in chunk]
        placed = place(drafts, home, by=by)
        people = Person.everywhere.select_related("unit", "account").in_bulk(
            [each.person_id for each in placed.values() if each.person_id]
        )
        outcomes |= {
            key: Outcome(each.state, people.get(each.person_id or 0), each.reason) for key, each in placed.items()
        }
    record_each(by, Tag.PERSON_ENROL, [each.person for each in outcomes.values() if each.new and each.person])
    return outcomes


def place(drafts: Sequence[Draft], home: Unit, *, by: Actor) -> dict[Hashable, Placed]:
    """Put drafts on the roll of `home`, which the caller holds; the caller writes the trail.

    All are loaded and the unique number decides, also between two who enrol at once; then those that were there already
    are looked up. An own administrator with the same document and name becomes a technician; see `standing.trusted`.
    """
    first = {each.document_key: each for each in reversed(drafts)}
    accounts, waiting, misnamed = accounts_of({key: each.name for key, each in first.items()}, home)
    for key, account in accounts.items():
        first[key].values[ACCOUNT] = account.pk
    # in the order given, so that a roll reads like the file it came from
    wanted = [each for each in drafts if first[each.document_key] is each and each.document_key not in misnamed]
    made = load(wanted, home)
    hats = _hats({key: account for key, account in accounts.items() if key in made}, by)
    if made:
        # the system's own job: it is not among those the administrator asked for
        enqueue(OPEN_RESULTS, {"people": sorted(made.values())}, by=SYSTEM)
    roll = on_a_roll([key for key in first if key not in made and key not in misnamed])
    placed: dict[Hashable, Placed] = {}
    for each in drafts:
        key = each.document_key
        if key in misnamed:
            placed[each.key] = MISNAMED_ACCOUNT
        elif key not in made:
            placed[each.key] = roll[key].told_to(home, each.name)
        elif first[key] is each:
            placed[each.key] = Placed(State.ENROLLED, made[key], WAITS if key in waiting else "", hats.get(key))
        else:
            placed[each.key] = Placed(State.ON_OWN_ROLL, made[key], OWN)
    return placed


def _hats(accounts: Mapping[str, Account], by: Actor) -> dict[str, int]:
    """Give the technician's hat where there is none yet; the ids of those given."""
    held = Hat.everywhere.filter(account__in=accounts.values(), kind=Hat.Kind.TECHNICIAN, ended_at__isnull=True)
    wearing = set(held.values_list("account_id", flat=True)) if accounts else set()
    return {
        key: give_hat(account, Hat.Kind.TECHNICIAN, by=by).pk
        for key, account in accounts.items()
        if account.pk not in wearing
    }


def check_home(home: Unit, departments: Iterable[Department]) -> None:
    """Refuse a unit that takes nobody on, and departments that are not open ones of its own."""
    if home.status != Unit.Status.ACTIVE:
        raise Refusal("单位已停用、合并或撤销，不能登记人员。")
    if any(each.unit_id != home.pk or each.closed_at for each in departments):
        raise Refusal("工作部门不是本单位正在使用的内设部门，请重新选择。", "department")


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
def start_import(file: "File[bytes]", *, renew: bool = False, by: Actor) -> Job:
    """Queue a workbook of people for the roll of the unit in whose name `by` acts; the job checks, then waits.

    With `renew` the contact and post of people who are on the roll already are brought up to date.
    """
    job = start(IMPORT, file=file, payload={"renew": renew}, by=by)
    record(by, Tag.PEOPLE_IMPORT, on=job, unit_id=by.unit_id)
    return job
