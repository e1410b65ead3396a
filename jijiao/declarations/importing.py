"""批量导入 of 岗位培训: starting it with the batch's proofs, and declaring a chunk of its rows."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from jijiao.accounts.models import Hat, document_key
from jijiao.accounts.permissions import Permission
from jijiao.attachments import actions as attachments
from jijiao.attachments.models import Attachment
from jijiao.declarations.actions import Learning, declare_many
from jijiao.declarations.queries import own_people
from jijiao.declarations.sheet import DEFAULT_KIND, FORM, TRAINING
from jijiao.jobs.models import Job
from jijiao.jobs.run import Run
from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.references import new_reference
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.lib.years import credit_year
from jijiao.people.models import Person
from jijiao.scoping.scope import Scope
from jijiao.sheets.importing import Outcome, RowOutcome, start
from jijiao.sheets.sheet import Row
from jijiao.standards.codes.learning import SUBJECTS
from jijiao.standards.learning_forms import Subject, clean_details
from jijiao.standards.queries import rules_for

OWN_UNIT, OTHER = "10", "99"  # 举办单位类型: the sheet has no column for it
KINDS = {name: code for code, name in DOCUMENT_KINDS}
NAMED = {name: Subject(code) for code, name in SUBJECTS}
IMPORT = "declarations.import"
# where a reason about something that the sheet has no column for is said
HEADERS = {"people": "证件号", "claimed_hours": "课时", "": "培训名称"}
HEADERS |= {column.name: column.header for column in TRAINING.columns}


@transaction.atomic
def start_import(file: "File[bytes]", evidence: Sequence[str], *, owned: Sequence[Attachment] = (), by: Hat) -> Job:
    """Queue the import; the proofs are bound to it and hold for every row. `owned` are those of an import before."""
    if by.unit is None:
        raise Refusal("只有用人单位可以批量导入。")
    proofs = attachments.claim(evidence, by=by, owned=owned)
    payload = {"attachments": [proof.pk for proof in proofs], "batch": new_reference()}
    return start(IMPORT, file=file, payload=payload, by=by)


def proofs_of_import(ref: str, *, by: Hat) -> list[Attachment]:
    """The proofs of an import of one's own, for the next try with a mended file; none where there is no such import."""
    own = Job.objects.within(Scope(account_id=by.account_id)).filter(kind=IMPORT, unit_id=by.unit_id, ref=ref)
    job = own.first() if ref else None
    return _proofs(job.payload) if job else []


def declare_rows(rows: list[Row], run: Run) -> list[RowOutcome]:
    """Declare the right ones of these rows; the rights of whoever asked are looked up anew."""
    hat = Hat.everywhere.select_related("account", "unit", "role").get(pk=run.by_hat_id or 0)
    scope = hat.scope(Permission.HOURS_IMPORT)
    if hat.ended_at or scope.empty:
        raise Refusal("您已没有学时申报的权限，导入停止。")
    keys = {row.number: _key(row) for row in rows}
    people = {person.document_key: person for person in own_people(scope).filter(document_key__in=keys.values())}
    outcomes: list[RowOutcome] = []
    items: list[tuple[int, Person, Learning]] = []
    for row in rows:
        person = people.get(keys[row.number])
        reasons = _wrong_person(row, person)
        learning = reasons or _learning(row, hat)
        if isinstance(learning, Learning) and person:
            items.append((row.number, person, learning))
        elif isinstance(learning, list):
            outcomes.append(RowOutcome(row.number, Outcome.FAILED, tuple(learning)))
    return outcomes + _declared(items, run, hat)


def _declared(items: Sequence[tuple[int, Person, Learning]], run: Run, hat: Hat) -> list[RowOutcome]:
    pairs = [(person, learning) for _, person, learning in items]
    refused = declare_many(pairs, _proofs(run.payload), batch=run.payload["batch"], by=hat)
    return [
        RowOutcome(number, Outcome.FAILED, (_said(why.field, why.message),))
        if why
        else RowOutcome(number, Outcome.CREATED)
        for (number, _, _), why in zip(items, refused, strict=True)
    ]


def _proofs(payload: dict[str, Any]) -> list[Attachment]:
    rows = {row.pk: row for row in Attachment.everywhere.filter(pk__in=payload["attachments"])}
    return [rows[pk] for pk in payload["attachments"] if pk in rows]


def _said(name: str | None, message: str) -> str:
    """A reason with the column to look at."""
    return f"{HEADERS.get(name or '', HEADERS[''])}：{message}"


def _key(row: Row) -> str:
    return document_key(KINDS[row.values["kind"] or DEFAULT_KIND], compact(row.values["document"]))


def _wrong_person(row: Row, person: Person | None) -> list[str]:
    if person is None:
        return ["证件号：本单位没有此证件号的在册人员"]
    return [] if person.name == row.values["name"] else ["姓名：与该证件号登记的姓名不一致"]


def _learning(row: Row, hat: Hat) -> Learning | list[str]:
    """The row as a learning, or what is wrong with it."""
    raw: dict[str, Any] = dict(row.values)
    raw["organizer_type"] = OWN_UNIT if hat.unit and raw["organizer"] == hat.unit.name else OTHER
    subject = NAMED[raw.pop("subject")]
    raw["claimed_hours"] = "0.5"
    try:
        rates = rules_for(credit_year(raw["end_date"])).rates[FORM.key]
    except Refusal as refusal:
        return [_said("end_date", refusal.message)]
    values, errors = clean_details(FORM, raw, subject=subject, today=clock.today())
    if errors:
        return [_said(name, message) for name, message in errors.items()]
    values["claimed_hours"] = FORM.award(values, rates)
    return Learning(form=FORM, subject=subject, values=values, note=raw["note"])
