"""The verbs of 角色: a unit keeps its own beside the built-in ones; one that is held is given up only for another.

Whether the actor may grant what the role gives is the caller's question (`administrators.granting`).
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import BY_UNIT_KIND, OPERATOR_ROLES, Permission
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Unit

LONGEST_NAME = 30


@transaction.atomic
def add_role(unit: Unit, *, name: str, note: str = "", permissions: Iterable[str], by: Actor) -> Role:
    """新增角色 of the unit's own."""
    role = Role(unit=unit, name=name, note=note, permissions=_checked(unit, permissions))
    _save(role)
    record(by, Tag.ROLE_ADD, on=role, name=name, permissions=role.permissions)
    return role


@transaction.atomic
def edit_role(role: Role, *, name: str, note: str = "", permissions: Iterable[str], by: Actor) -> Role:
    """Other words or other permissions; whoever holds it has them at the next request."""
    held = _held(role)
    before = held.permissions
    held.name, held.note, held.permissions = name, note, _checked(held.unit, permissions)
    _save(held)
    record(by, Tag.ROLE_EDIT, on=held, name=name, before=before, permissions=held.permissions)
    return held


@transaction.atomic
def end_role(role: Role, *, instead: Role | None = None, by: Actor) -> int:
    """删除. Whoever holds it gets `instead`; returns how many that were. Raises Refusal when one is needed."""
    held = _held(role)
    holders = holders_of(held)
    count = holders.count()
    if count and (instead is None or instead.pk == held.pk):
        raise Refusal(f"还有 {count} 名管理员使用“{held.name}”，请先选择改为哪个角色", field="instead")
    if instead is not None and (instead.ended_at or instead.unit_id not in (None, held.unit_id)):
        raise Refusal("该角色已删除或不属于本单位，请重新选择角色", field="instead")
    moved = list(holders.values_list("pk", flat=True))
    # by id: a former holder keeps the name of the role that was theirs
    Hat.everywhere.filter(pk__in=moved).update(role=instead)
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    record(by, Tag.ROLE_END, on=held, name=held.name, holders=moved, instead=instead.pk if instead else None)
    return count


def roles_for(unit: Unit) -> QuerySet[Role]:
    """Built-in roles, then the unit's own, that can be given now."""
    # the roles of 平台运营 are rows without a unit as well, and no unit's to give
    rows = Role.everywhere.filter(ended_at__isnull=True).exclude(unit__isnull=True, name__in=OPERATOR_ROLES)
    return (rows.filter(unit__isnull=True) | rows.filter(unit=unit)).order_by("unit_id", "pk")


def holders_of(role: Role) -> QuerySet[Hat]:
    return Hat.everywhere.filter(role=role, ended_at__isnull=True).select_related("account", "unit").order_by("pk")


def _held(role: Role) -> Role:
    if role.unit_id is None:
        raise Refusal("系统内置角色不能修改或删除；可以复制后再修改")
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=role.unit_id)
    held = Role.everywhere.select_related("unit").get(pk=role.pk)
    if held.ended_at is not None:
        raise Refusal(f"角色“{held.name}”已被删除，请刷新后再试")
    return held


def _checked(unit: Unit | None, permissions: Iterable[str]) -> list[str]:
    """In the order of the enum. Raises Refusal for none, or one that this kind of unit does not have."""
    wanted = set(permissions)
    offered = BY_UNIT_KIND[unit.kind] if unit else frozenset()
    if not wanted:
        raise Refusal("请至少勾选一项权限", field="permissions")
    if wanted - offered:
        raise Refusal("所选权限不适用于本单位类别，请重新勾选", field="permissions")
    return [permission.value for permission in Permission if permission in wanted]


def _save(role: Role) -> None:
    """A name is taken once in a unit, the built-in names included."""
    taken = Refusal(f"已有名为“{role.name}”的角色，请换一个名称", field="name")
    if Role.everywhere.filter(unit__isnull=True, name=role.name).exists():
        raise taken
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise taken from error
