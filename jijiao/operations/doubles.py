"""Two records of one person: what belongs to the one that goes, and what stands in the way of making them one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models

from jijiao.certificates.models import Certificate
from jijiao.credits.models import AnnualResult, Entry
from jijiao.declarations.models import Declaration
from jijiao.operations.models import Merge
from jijiao.people.models import Activation, Person
from jijiao.person_changes.models import PersonChange
from jijiao.transfers.models import Transfer


@dataclass(frozen=True)
class PersonPlan:
    """What a merge would do; `doubles` are declarations of the one activity by both, which stay behind uncounted."""

    kept: Person
    gone: Person
    problems: list[str]
    entries: int = 0
    hours: Decimal = Decimal(0)
    declarations: int = 0
    open_reviews: int = 0
    certificates: int = 0
    years: list[int] = field(default_factory=list)
    doubles: list[Declaration] = field(default_factory=list)
    account: str = ""


def plan(kept: Person, gone: Person) -> PersonPlan:
    """The preview of putting everything of `gone` to `kept`."""
    problems = list(_problems(kept, gone))
    if problems:
        return PersonPlan(kept, gone, problems)
    doubles = doubles_of(kept, gone)
    entries = entries_to_move(gone, doubles)
    declarations = Declaration.everywhere.filter(person=gone).exclude(pk__in=[each.pk for each in doubles])
    return PersonPlan(
        kept,
        gone,
        problems,
        entries=entries.count(),
        hours=entries.aggregate(sum=models.Sum("hours"))["sum"] or Decimal(0),
        declarations=declarations.count(),
        open_reviews=declarations.filter(review__state="pending").count(),
        certificates=Certificate.everywhere.filter(person=gone).count(),
        years=years_of(gone),
        doubles=doubles,
        account=_account(kept, gone),
    )


def _problems(kept: Person, gone: Person) -> Iterator[str]:
    if kept.pk == gone.pk:
        yield "两个证件号是同一份档案，不需要合并"
    if Person.Status.MERGED in (kept.status, gone.status):
        yield "其中一份档案已经合并过，请核对证件号"
    if Transfer.everywhere.filter(person__in=(kept, gone), open=True).exists():
        yield "其中一份档案有正在办理的人员调转，请先办结或撤回"
    if PersonChange.everywhere.filter(person__in=(kept, gone), open=True).exists():
        yield "其中一份档案有正在审核的信息修改，请先办结或撤回"
    if kept.name != gone.name:
        yield f"姓名不一致（{kept.name}、{gone.name}），请先核实是否为同一人；确为同一人的，先由单位更正姓名"


def _account(kept: Person, gone: Person) -> str:
    if gone.account_id is None:
        return "重复档案没有登录账号"
    if kept.account_id is None:
        return "重复档案的登录账号转给保留档案，登录方式不变"
    return "重复档案的登录账号停用，其管理员身份转到保留档案的账号"


def doubles_of(kept: Person, gone: Person) -> list[Declaration]:
    """Declarations of `gone` for which `kept` has a live one of the same activity."""
    live = Declaration.everywhere.filter(person=kept, live=True).values("activity")
    return list(Declaration.everywhere.filter(person=gone, live=True, activity__in=live).order_by("pk"))


def entries_to_move(gone: Person, doubles: list[Declaration]) -> "models.QuerySet[Entry]":
    """The ledger's entries without those of the doubles."""
    origins = [f"declaration:{each.pk}" for each in doubles]
    behind = models.Q(origin__in=origins) | models.Q(reverses__origin__in=origins)
    return Entry.everywhere.filter(person=gone).exclude(pk__in=Entry.everywhere.filter(behind).values("pk"))


def years_of(*people: Person) -> list[int]:
    """Every year in which one of them has entries or a result."""
    entries = Entry.everywhere.filter(person__in=people).values_list("year", flat=True)
    results = AnnualResult.everywhere.filter(person__in=people).values_list("year", flat=True)
    return sorted(set(entries) | set(results))


def references() -> list[Any]:
    """Every foreign key to a person outside this app, whatever app it is in; results are made anew, links end."""
    fields: list[Any] = [
        relation.field  # type: ignore[union-attr]  # the condition leaves relations only
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.is_relation and not relation.many_to_many and not relation.concrete
    ]
    return [
        each
        for each in fields
        if each.model not in (Activation, AnnualResult, Merge) and not each.model._meta.auto_created
    ]
