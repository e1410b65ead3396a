"""The import of 专业技术人员 from the sheet: what a chunk of rows would do, and doing it."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from jijiao.accounts.models import Hat, document_key
from jijiao.accounts.permissions import Permission
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.run import Run
from jijiao.lib.refusal import Refusal
from jijiao.people.actions import check_home, place
from jijiao.people.facts import put_together
from jijiao.people.loading import Draft, draft
from jijiao.people.locks import hold_unit
from jijiao.people.queries import open_departments
from jijiao.people.renewing import Differences, differences, renew
from jijiao.people.standing import MISNAMED_ACCOUNT, Placed, State, accounts_of, on_a_roll
from jijiao.sheets.sheet import Row
from jijiao.sheets.staging import Outcome, RowOutcome, Staged
from jijiao.units.models import Department, Unit

LISTED = 10


@dataclass(frozen=True)
class Prepared:
    """A chunk ready to be written: people to enrol, own people to bring up to date, and what is settled already."""

    drafts: list[Draft]
    changes: dict[int, Differences]
    settled: list[RowOutcome]


def expect(rows: list[Row], run: Run) -> list[RowOutcome]:
    """What `enrol` would do with these rows, as things stand."""
    return _expected(rows, run, [_key(row) for row in rows])


def _expected(rows: list[Row], run: Run, keys: list[str], unseen: Collection[int] = frozenset()) -> list[RowOutcome]:
    """What becomes of each row; rows `unseen` (their numbers) are taken to be of people who are on no roll."""
    _, unit = importer_of(run)
    departments = _departments(unit)
    known = _known(
        {key: row.values["name"] for row, key in zip(rows, keys, strict=True) if row.number not in unseen}, unit
    )
    outcomes = [_judged(row, known.get(key), departments) for row, key in zip(rows, keys, strict=True)]
    if not run.payload.get("renew"):
        return outcomes
    own = {each.number: each.subject for each in outcomes if each.state == Outcome.SKIPPED and each.subject}
    found = differences({row.number: (own[row.number], row.values) for row in rows if row.number in own}, departments)
    return [
        RowOutcome(each.number, Outcome.CHANGED, found[each.number].told, each.subject)
        if each.number in found
        else each
        for each in outcomes
    ]


def prepare(staged: list[Staged], run: Run) -> Prepared:
    """Judge the rows anew and seal what will be written, before the transaction begins.

    Who was on no roll when the file was checked is not looked for again: `enrol` tells whoever is there by now.
    """
    _, unit = importer_of(run)
    departments = _departments(unit)
    rows = [each.row for each in staged]
    keys = [_key(row) for row in rows]
    # what is to be brought up to date, however, is found by looking
    renewing = run.payload.get("renew")
    unseen = {each.row.number for each in staged if each.state == Outcome.CREATED and not renewing}
    expected = {each.number: each for each in _expected(rows, run, keys, unseen)}
    kept = {row.number: row for row in rows}
    changed = {
        each.number: (each.subject, kept[each.number].values)
        for each in expected.values()
        if each.state == Outcome.CHANGED and each.subject
    }
    return Prepared(
        drafts=[
            draft(row.number, put_together(row.values), departments.get(row.values["department"]), key)
            for row, key in zip(rows, keys, strict=True)
            if expected[row.number].state == Outcome.CREATED
        ],
        changes=differences(changed, departments) if changed else {},
        settled=[each for each in expected.values() if each.state in (Outcome.FAILED, Outcome.SKIPPED)],
    )


def enrol(prepared: Prepared, run: Run) -> list[RowOutcome]:
    """Write a chunk: put people on the roll of the importer's unit, if the importer still may, and tell the trail once.

    Whoever came onto a roll since the chunk was prepared is told apart as always.
    """
    hat, unit = importer_of(run)
    home = hold_unit(unit.pk)
    departments = {each.values[2] for each in prepared.drafts if each.values[2]}
    check_home(home, Department.everywhere.filter(pk__in=departments))
    placed = place(prepared.drafts, home, by=hat) if prepared.drafts else {}
    outcomes = prepared.settled + [_outcome(number, each) for number, each in placed.items()]
    made = [each.subject for each in outcomes if each.state == Outcome.CREATED]
    if made:
        record(hat, Tag.PERSON_ENROL, on=run.job, unit_id=home.pk, people=made)
    outcomes += renew(prepared.changes, home, by=hat)
    settled = {each.number for each in outcomes}
    return outcomes + [RowOutcome(number, Outcome.SKIPPED) for number in prepared.changes if number not in settled]


def importer_of(run: Run) -> tuple[Hat, Unit]:
    """The hat that asked and its unit, if it still may: a role can change while the job waits."""
    hat = (
        Hat.everywhere.filter(pk=run.by_hat_id or 0, ended_at__isnull=True)
        .select_related("account", "unit", "role")
        .first()
    )
    if hat is None or hat.unit is None or not hat.may(Permission.PEOPLE_IMPORT):
        raise Refusal("您已没有批量导入的权限，导入没有进行。请联系本单位的超级管理员。")
    return hat, hat.unit


def _key(row: Row) -> str:
    return document_key(row.values["document_kind"], row.values["document"])


def _known(names: Mapping[str, str], unit: Unit) -> dict[str, Placed]:
    """Of numbers (their keys, with the names in the file) those that will not simply be enrolled."""
    found = {key: standing.told_to(unit, names[key]) for key, standing in on_a_roll(list(names)).items()}
    signing = accounts_of({key: name for key, name in names.items() if key not in found}, unit)
    return found | dict.fromkeys(signing.misnamed, MISNAMED_ACCOUNT)


def _departments(unit: Unit) -> dict[str, int]:
    return {each.name: each.pk for each in open_departments(unit.pk)}


def _judged(row: Row, known: Placed | None, departments: Mapping[str, int]) -> RowOutcome:
    name = row.values["department"]
    if name and name not in departments:
        return RowOutcome(row.number, Outcome.FAILED, (_unknown_department(name, departments),))
    return _outcome(row.number, known) if known else RowOutcome(row.number, Outcome.CREATED)


def _outcome(number: Hashable, placed: Placed) -> RowOutcome:
    at = int(str(number))
    if placed.state == State.ELSEWHERE:
        return RowOutcome(at, Outcome.FAILED, (f"证件号：{placed.reason}",))
    if placed.state == State.MISNAMED:
        return RowOutcome(at, Outcome.FAILED, (f"姓名：{placed.reason}",))
    if placed.state == State.ON_OWN_ROLL:
        return RowOutcome(at, Outcome.SKIPPED, subject=placed.person_id)
    return RowOutcome(
        at,
        Outcome.CREATED,
        (f"证件号：{placed.reason}",) if placed.reason else (),
        placed.person_id,
        {"hat": placed.hat_id} if placed.hat_id else None,
    )


def _unknown_department(name: str, departments: Mapping[str, int]) -> str:
    if not departments:
        return f"工作部门：本单位还没有建立内设部门，没有“{name}”。请留空，或先在“管理内设部门”中添加。"
    listed = "、".join(list(departments)[:LISTED]) + ("等" if len(departments) > LISTED else "")
    return f"工作部门：本单位没有“{name}”，现有：{listed}。"
