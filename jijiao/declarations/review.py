"""学时（分）审核: how a declaration is reviewed, and what its approval writes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.urls import reverse

from jijiao.accounts.permissions import Permission
from jijiao.credits.actions import NewEntry, record, settle
from jijiao.declarations.models import Declaration
from jijiao.declarations.queries import already_counted, notices
from jijiao.declarations.recognising import asked, recognise
from jijiao.declarations.window import shut_years
from jijiao.jobs.actions import enqueue
from jijiao.lib.actor import Actor
from jijiao.reviews.kinds import Column, Filter, Halt, Kind, reviewed
from jijiao.standards.codes.learning import SUBJECTS
from jijiao.standards.learning_forms import LEARNING_FORMS
from jijiao.standards.learning_forms.fields import plain


def by_source(declaration: Declaration) -> Sequence[Halt]:
    """A person's own goes to the unit, a unit's to the one above it."""
    if declaration.source == Declaration.Source.PERSON or declaration.unit.above is None:
        return [Halt(declaration.unit, "单位审核")]
    return [Halt(declaration.unit.above, "上级审核")]


def obstacles(declarations: Sequence[Declaration]) -> Mapping[int, str]:
    """Closed years, and learning that is in the ledger already from elsewhere."""
    shut = shut_years({declaration.year for declaration in declarations})
    found = {row.pk: f"{row.year} 年度已经关闭，不能再认定。" for row in declarations if row.year in shut}
    return already_counted(declarations) | found


def enter_the_ledger(declarations: Sequence[Declaration], by: Actor) -> None:
    """Entries, results and, for those whose year is now met, their certificates."""
    ids = [declaration.pk for declaration in declarations]
    Declaration.everywhere.filter(pk__in=ids, recognised__isnull=True).update(recognised=F("claimed"))
    record([_entry(declaration) for declaration in declarations], by=by)
    met: dict[int, list[int]] = defaultdict(list)
    for result in settle((declaration.person_id, declaration.year) for declaration in declarations):
        met[result.year].append(result.person_id)
    for year, people in met.items():
        enqueue("certificates.issue", {"person_ids": people, "year": year}, by=by)


def _entry(declaration: Declaration) -> NewEntry:
    return NewEntry(
        person_id=declaration.person_id,
        unit_id=declaration.unit_id,
        year=declaration.year,
        origin=f"declaration:{declaration.pk}",
        subject=declaration.subject,
        form=declaration.form,
        title=declaration.title,
        organizer=declaration.organizer,
        started_on=declaration.start_date,
        ended_on=declaration.end_date,
        hours=declaration.hours,
    )


def let_go(declarations: Sequence[Declaration], by: Actor) -> None:
    """A rejected declaration no longer stands in the way of another one."""
    Declaration.everywhere.filter(pk__in=[declaration.pk for declaration in declarations]).update(live=False)


HOURS = reviewed(
    Kind(
        key="declaration",
        label="学时（分）审核",
        subject=Declaration,
        origins=("unit",),
        needs=Permission.HOURS_REVIEW,
        route=by_source,
        on_approved=enter_the_ledger,
        on_rejected=let_go,
        check=obstacles,
        asks=asked,
        answered=recognise,
        about=lambda declaration: declaration.person.account_id,
        page=lambda declaration: reverse("declarations.record", args=[declaration.pk]),
        subject_name=lambda declaration: declaration.person.name,
        related=("person", "unit", "unit__above"),
        columns=(
            Column("来源", lambda row: row.get_source_display()),
            Column("姓名", lambda row: row.person.name, "card-title nowrap"),
            Column("身份证", lambda row: row.person.masked_document, "nowrap"),
            Column("学习形式", lambda row: row.learning_form.label),
            Column("名称", lambda row: row.title, "cut"),
            Column("计入科目", lambda row: row.subject_name),
            Column("申报学时", lambda row: plain(row.claimed), "num"),
        ),
        filters=(
            Filter("source", "来源", "source", lambda scope: Declaration.Source.choices),
            Filter("form", "学习形式", "form", lambda scope: _offered()),
            Filter("subject", "计入科目", "subject", lambda scope: SUBJECTS),
        ),
        search=("person__name", "title", "person__document_key"),
        searched="姓名、证件号或名称",
        detail="declarations/_detail.html",
        reasons=("证明材料不完整", "证明材料不清晰", "学时与证明材料不符", "不属于继续教育内容", "重复申报"),
        notices=notices,
        empty="没有待审核的学时",
        follows_person=True,
        parent="",
    )
)


def _offered() -> list[tuple[str, str]]:
    return [(form.key, form.label) for form in LEARNING_FORMS.values() if form.open]
