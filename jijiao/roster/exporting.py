"""The verbs of 导出: ask for a list, decide about one with full numbers. The file is made by the job, for who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.roster.conditions import RosterFilter
from jijiao.roster.models import Export
from jijiao.sheets.writing import MAX_EXPORT

EXPORT = "roster.export"
FULL_AT_MOST = 10_000
State = Export.State


@dataclass(frozen=True)
class Wanted:
    """What is asked for: `conditions` is the query string of the list."""

    conditions: str
    file_format: str
    columns: Sequence[str]
    full: bool = False
    reason: str = ""


def chosen_people(conditions: str, *, full: bool, by: Hat) -> tuple[QuerySet[Person], RosterFilter]:
    """Whom the list is about, of those the actor may export; full numbers are of the own unit's people alone."""
    form = RosterFilter(QueryDict(conditions), by=by)
    scope = by.scope(Permission.PEOPLE_EXPORT)
    rows = Person.objects.at_desks(scope) if full else Person.objects.within(scope)
    if form.misread:
        raise Refusal(f"查询条件有误：{form.misread}。请回到名单改正后再导出。")
    return form.narrowed(rows), form


@transaction.atomic
def ask(wanted: Wanted, *, by: Hat) -> Export:
    """Masked: the job begins. With full numbers: the unit's other administrators are asked first."""
    if by.unit is None:
        raise Refusal("只有单位的管理员可以导出。")
    rows, form = chosen_people(wanted.conditions, full=wanted.full, by=by)
    count = rows.count()
    _check(wanted, count, by)
    export: Export = Export.everywhere.create(
        unit=by.unit,
        by=by,
        asked_at=clock.now(),
        words=form.words,
        people=count,
        state=State.WAITING if wanted.full else State.AT_ONCE,
        **vars(wanted),
    )
    record(by, Tag.ROSTER_EXPORT, on=export, count=count, full=wanted.full, reason=wanted.reason)
    if wanted.full:
        _ask_the_others(export)
    else:
        _begin(export)
    return export


def _ask_the_others(export: Export) -> None:
    wanted = f"申请导出 {export.people} 人的完整证件号、手机号、邮箱和出生日期"
    text = f"{export.by.label}{wanted}。用途：{export.reason}。请在 7 天内审批。"
    accounts = [hat.account for hat in deciders(export)]
    tell(accounts, title="导出审批", text=text, to=f"/people/exports/{export.ref}/", by=export.by)


def _check(wanted: Wanted, count: int, by: Hat) -> None:
    if not count:
        raise Refusal("没有符合条件的人员。导出完整号码只限本单位人员。" if wanted.full else "没有符合条件的人员。")
    if count > (FULL_AT_MOST if wanted.full else MAX_EXPORT):
        raise Refusal("人数过多，请缩小查询范围后再导出。")
    if not wanted.full:
        return
    if not by.may(Permission.PEOPLE_REVEAL):
        raise Refusal("您没有查看完整证件号的权限，只能导出遮盖号码的名单。", "numbers")
    if not wanted.reason:
        raise Refusal("导出完整号码请写明用途。", "reason")
    if not _others(by):
        raise Refusal("本单位没有另一名可以审批的管理员，只能导出遮盖号码的名单。", "numbers")


def deciders(export: Export) -> list[Hat]:
    """The unit's administrators who may decide: those who may see full numbers, except whoever asked."""
    return _others(export.by)


def _others(by: Hat) -> list[Hat]:
    rows = Hat.everywhere.filter(unit=by.unit, kind=Hat.Kind.ADMINISTRATOR, ended_at__isnull=True)
    rows = rows.exclude(account_id=by.account_id).select_related("account", "unit", "role")
    return [hat for hat in rows if hat.may(Permission.PEOPLE_REVEAL)]


@transaction.atomic
def decide(export: Export, *, approve: bool, note: str = "", by: Hat) -> Export:
    """审批: another administrator of the unit says yes, and the job begins, or no. Raises Refusal when not theirs."""
    rows = Export.everywhere.select_for_update(of=("self",)).select_related("by__account", "by__unit", "by__role")
    held = rows.get(pk=export.pk)
    if held.by.account_id == by.account_id:
        raise Refusal("自己申请的导出由本单位另一名管理员审批。")
    if not held.is_waiting:
        raise Refusal("这份申请已审批或已过期，请刷新后查看。")
    if not approve and not note:
        raise Refusal("不同意的请写明意见。", "note")
    held.state, held.note = State.APPROVED if approve else State.REFUSED, note
    held.decided_by, held.decided_at = by, clock.now()
    held.save(update_fields=["state", "note", "decided_by", "decided_at"])
    record(by, Tag.ROSTER_EXPORT_DECIDE, on=held, note=note, status=str(State(held.state).label))
    answer = f"{by.label}{State(held.state).label}您的导出申请。{note}"
    to = f"/people/exports/{held.ref}/"
    if approve:
        to = f"/jobs/{_begin(held).ref}/"
    tell([held.by.account], title="导出审批结果", text=answer, to=to, by=by)
    return held


def _begin(export: Export) -> Job:
    """The job, in the name of whoever asked: the file is theirs alone."""
    job = export.job = enqueue(EXPORT, {"export": export.pk}, by=export.by)
    export.save(update_fields=["job"])
    return job
