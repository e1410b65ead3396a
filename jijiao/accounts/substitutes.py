"""The verbs of 审核代理: name a colleague who decides for some days, and end it before its time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from jijiao.accounts.models import Hat, Substitution
from jijiao.accounts.permissions import REVIEWS, Permission
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Unit

LONGEST = timedelta(days=180)


@transaction.atomic
def name_substitute(
    absent: Hat, deputy: Hat, *, permissions: Iterable[str], starts_at: datetime, ends_at: datetime, by: Actor
) -> Substitution:
    """The deputy may decide these kinds of review for the absent colleague of the same unit, from then until then."""
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=absent.unit_id or 0)
    wanted = set(permissions)
    _check_people(absent, deputy)
    _check_time(starts_at, ends_at)
    if not wanted:
        raise Refusal("请至少选择一类审核", field="permissions")
    if wanted - (absent.standing & REVIEWS):
        raise Refusal(f"{absent.account.name}没有所选审核的权限，不能由他人代理", field="permissions")
    if wanted <= deputy.standing:
        raise Refusal(f"{deputy.account.name}本来就有所选审核的权限，不需要代理", field="deputy")
    _check_circle(absent, deputy, starts_at, ends_at)
    substitution = Substitution.everywhere.create(
        absent=absent,
        deputy=deputy,
        permissions=[each.value for each in Permission if each in wanted],
        starts_at=starts_at,
        ends_at=ends_at,
    )
    record(
        by, Tag.SUBSTITUTE_NAME, on=substitution, unit_id=absent.unit_id, absent=absent.pk, deputy=deputy.pk,
        permissions=substitution.permissions, until=ends_at.isoformat(),
    )  # fmt: skip
    return substitution


@transaction.atomic
def end_substitution(substitution: Substitution, *, by: Actor) -> None:
    """By hand, before its time; ending it twice does nothing."""
    ended = Substitution.everywhere.filter(pk=substitution.pk, ended_at__isnull=True).update(ended_at=clock.now())
    if ended:
        record(by, Tag.SUBSTITUTE_END, on=substitution, unit_id=substitution.absent.unit_id)


def _check_people(absent: Hat, deputy: Hat) -> None:
    if absent.account_id == deputy.account_id:
        raise Refusal("代理人不能是被代理人本人，请另选一位管理员", field="deputy")
    if deputy.unit_id != absent.unit_id or deputy.ended_at or absent.ended_at:
        raise Refusal("代理人和被代理人应当都是本单位在任的管理员，请重新选择", field="deputy")
    if deputy.range == Hat.Range.DEPARTMENTS:
        raise Refusal(f"{deputy.account.name}的数据范围限定在部分内设部门，不能办理审核，请另选代理人", field="deputy")


def _check_circle(absent: Hat, deputy: Hat, starts_at: datetime, ends_at: datetime) -> None:
    """Who is stood in for is away: lent to them, reviews would go round in a circle or wait for nobody."""
    meanwhile = Substitution.everywhere.filter(ended_at__isnull=True, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if away := meanwhile.filter(absent=deputy).select_related("deputy__account").first():
        raise Refusal(
            f"{deputy.account.name}在这段时间由{away.deputy.account.name}代理，不能再代理他人，请另选代理人",
            field="deputy",
        )
    if busy := meanwhile.filter(deputy=absent).select_related("absent__account").first():
        raise Refusal(
            f"{absent.account.name}在这段时间代理{busy.absent.account.name}的审核，请先结束该代理", field="absent"
        )


def _check_time(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refusal("结束日期不能早于开始日期", field="until")
    if ends_at <= clock.now():
        raise Refusal("结束日期已经过去，请重新填写", field="until")
    if ends_at - starts_at > LONGEST:
        raise Refusal(f"代理期最长 {LONGEST.days} 天，到期后可以再次设置", field="until")
