"""发放激活链接: to many people of the own unit, by message or as a sheet to print; the job makes the secrets."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from jijiao.accounts.models import Hat
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.lib.refusal import Refusal
from jijiao.people import moving
from jijiao.people.actions import IMPORT
from jijiao.people.activating import why_not
from jijiao.roster.sending import NO_ADDRESS, NOT_OURS, address_of
from jijiao.sheets.importing import Phase

LINKS = "roster.links"
AT_MOST = 500
WAYS = (("send", "发送到本人的手机或邮箱"), ("print", "打印二维码，当面交给本人"))


@dataclass(frozen=True)
class Asked:
    """The job, and by name why somebody gets no link."""

    job: Job
    problems: dict[str, str]


@transaction.atomic
def issue(ids: Collection[int], way: str, *, by: Hat) -> Asked:
    """Queue links for those of the own roll who have no account. Raises Refusal when nobody is left."""
    if len(ids) > AT_MOST:
        raise Refusal(f"一次最多办理 {AT_MOST} 人，请分批办理。")
    right: list[int] = []
    problems: dict[str, str] = {}
    for person in moving.hold(ids):
        problem = why_not(person) if person.unit_id == by.unit_id else NOT_OURS
        problem = problem or (NO_ADDRESS if way == "send" and not address_of(person) else "")
        if problem:
            problems[person.name] = problem
        else:
            right.append(person.pk)
    if not right:
        raise Refusal(next(iter(problems.values()), "请先勾选要办理的人员。"))
    return Asked(enqueue(LINKS, {"people": right, "way": way, "left": len(problems)}, by=by), problems)


@transaction.atomic
def issue_for(done: Job, way: str, *, by: Hat) -> Job:
    """Queue links to everybody whom an import of the own unit put on the roll. Raises Refusal."""
    held = Job.everywhere.select_for_update().get(pk=done.pk)
    if held.kind != IMPORT or held.unit_id != by.unit_id or held.result.get("phase") != Phase.APPLIED:
        raise Refusal("这次导入没有完成，或已经撤销，不能发放。")
    open_ones = Job.everywhere.filter(kind=LINKS, state__in=[Job.State.WAITING, Job.State.RUNNING])
    if open_ones.filter(payload__import=held.pk).exists():
        raise Refusal("正在发放，请稍候。")
    return enqueue(LINKS, {"import": held.pk, "way": way}, by=by)
