"""The verbs of 单位管理员: appoint, change role and range, hand 超级管理员 over, dismiss.

Whether the actor may is the caller's question (`administrators.granting`); what must hold of a unit is kept here. One
writer at a time for the administrators of a unit, held by its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from jijiao.accounts.models import Account, Hat, Role, Substitution
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Department, Unit

# what a former 超级管理员 keeps when nobody says otherwise: looking on
FORMER_CHIEFS_ROLE = "查询人员"


class LastChief(Refusal):
    """A unit would be left without a 超级管理员."""


@dataclass(frozen=True)
class Post:
    """What an administrator gets: a role, a 工作部门, and a 数据范围 with its departments."""

    role: Role | None = None
    department: Department | None = None
    range: str = Hat.Range.SUBTREE
    departments: tuple[Department, ...] = ()


@transaction.atomic
def appoint(
    account: Account,
    unit: Unit,
    *,
    role: Role | None = None,
    department: Department | None = None,
    chief: bool = False,
    range: str = Hat.Range.SUBTREE,
    departments: Iterable[Department] = (),
    by: Actor,
) -> Hat:
    """Make the account an administrator of the unit, with a role or as its 超级管理员 (one a unit)."""
    post = Post(role, department, range, tuple(departments))
    _hold(unit.pk)
    _check(post, unit)
    hat = _seat(account, unit, post, chief)
    hat.departments.set(post.departments)
    record(by, Tag.ADMINISTRATOR_APPOINT, on=hat, unit_id=unit.pk, account=account.pk, chief=chief, **_facts(post))
    return hat


def _seat(account: Account, unit: Unit, post: Post, chief: bool) -> Hat:
    try:
        with transaction.atomic():
            return Hat.everywhere.create(
                account=account,
                kind=Hat.Kind.ADMINISTRATOR,
                unit=unit,
                role=post.role,
                department=post.department,
                chief=chief,
                range=post.range,
                started_at=clock.now(),
            )
    except IntegrityError as error:
        raise Refusal("此人已是该单位管理员，或该单位已有超级管理员") from error


@transaction.atomic
def change_role(hat: Hat, post: Post, *, by: Actor) -> Hat:
    """Another role, department or range; in force at the next request. The 超级管理员 can only change departments."""
    held = _held(hat)
    _check(post, held.unit)
    if held.chief and (post.role not in (None, held.role) or post.range != Hat.Range.SUBTREE):
        raise Refusal("超级管理员拥有全部权限，不能改为其他角色或数据范围；请先把超级管理员移交给他人", field="role")
    if not held.chief and post.role is None:
        raise Refusal("请选择角色", field="role")
    before = _facts(post_of(held))
    held.role, held.department, held.range = post.role or held.role, post.department, post.range
    held.save(update_fields=["role", "department", "range"])
    held.departments.set(post.departments)
    record(by, Tag.ADMINISTRATOR_CHANGE, on=held, before=before, **_facts(post_of(held)))
    return held


@transaction.atomic
def make_chief(hat: Hat, *, former_role: Role | None = None, reason: str = "", by: Actor) -> Hat:
    """设为超级管理员: the former one loses it in the same transaction and stays with `former_role`.

    Without `former_role` the former one keeps the role held before, else only looks on.
    """
    held = _held(hat)
    if held.chief:
        return held
    former = Hat.everywhere.filter(unit=held.unit, chief=True, ended_at__isnull=True).first()
    if former is not None:
        _check(Post(former_role), held.unit)
        former.role = former_role or former.role or Role.everywhere.get(unit=None, name=FORMER_CHIEFS_ROLE)
        former.chief = False
        former.save(update_fields=["chief", "role"])
    held.chief, held.range = True, Hat.Range.SUBTREE
    held.save(update_fields=["chief", "range"])
    held.departments.clear()
    record(by, Tag.ADMINISTRATOR_CHIEF, on=held, former=former.pk if former else None, reason=reason)
    return held


@transaction.atomic
def dismiss(hat: Hat, *, by: Actor) -> None:
    """删除: the hat ends, with it the rights, the sessions in it and what was deputed. The row stays for the trail.

    Raises LastChief for the 超级管理员 of a unit that is in use.
    """
    held = _held(hat)
    if sentence := why_kept(held):
        raise LastChief(sentence)
    now = clock.now()
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    running = Substitution.everywhere.filter(ended_at__isnull=True, ends_at__gt=now)
    (running.filter(absent=held) | running.filter(deputy=held)).update(ended_at=now)
    record(by, Tag.ADMINISTRATOR_DISMISS, on=held, account=held.account_id, role=held.role_name)


def why_kept(hat: Hat) -> str:
    """Why this administrator cannot be dismissed at all; empty when they can."""
    if not hat.chief or hat.unit is None or hat.unit.status not in (Unit.Status.ACTIVE, Unit.Status.SUSPENDED):
        return ""
    return f"{hat.account.name}是本单位唯一的超级管理员，不能删除；请先把其他管理员设为超级管理员，再删除此人"


def post_of(hat: Hat) -> Post:
    return Post(hat.role, hat.department, hat.range, tuple(hat.departments.all()))


def _hold(unit_id: int) -> None:
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=unit_id)


def _held(hat: Hat) -> Any:
    """The hat as it is now, with its unit locked. Raises Refusal when it has ended or is no administrator's."""
    if hat.unit_id is None:
        raise Refusal("此身份不是单位管理员")
    _hold(hat.unit_id)
    held = Hat.everywhere.select_related("account", "unit", "role", "department").get(pk=hat.pk)
    if held.ended_at is not None:
        raise Refusal(f"{held.account.name}已不再是管理员，请刷新后再试")
    return held


def _check(post: Post, unit: Unit) -> None:
    """A live role and open departments of this unit, and departments only where the range asks for them."""
    live = Role.everywhere.filter(Q(unit__isnull=True) | Q(unit=unit), ended_at__isnull=True)
    if post.role is not None and not live.filter(pk=post.role.pk).exists():
        raise Refusal("该角色已删除或不属于本单位，请重新选择角色", field="role")
    named = {each.pk for each in (*post.departments, post.department) if each}
    if Department.everywhere.filter(pk__in=named, unit=unit, closed_at__isnull=True).count() != len(named):
        raise Refusal("部门不是本单位正在使用的内设部门，请重新选择", field="department")
    if post.range not in Hat.Range.values:
        raise Refusal("请选择数据范围", field="range")
    if post.range == Hat.Range.DEPARTMENTS and not post.departments:
        raise Refusal("请至少选择一个内设部门", field="departments")
    if post.range != Hat.Range.DEPARTMENTS and post.departments:
        raise Refusal("数据范围不是“指定内设部门”时不需要选择部门", field="departments")


def _facts(post: Post) -> dict[str, Any]:
    return {
        "role": post.role.pk if post.role else None,
        "department": post.department.pk if post.department else None,
        "range": post.range,
        "departments": [each.pk for each in post.departments],
    }
