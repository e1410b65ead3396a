"""What one administrator may do to another: nobody grants, changes or takes what they do not hold themselves."""

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import NAMES, Permission
from jijiao.accounts.posts import Post
from jijiao.accounts.roles import holders_of
from jijiao.lib.refusal import Refusal
from jijiao.units.models import Unit

WIDTH = {Hat.Range.DEPARTMENTS: 0, Hat.Range.UNIT: 1, Hat.Range.SUBTREE: 2}
NAMED = 3  # permissions that a sentence names before it says 等


class NotYoursToGive(Refusal):
    """The actor does not hold what would be granted."""


def may_give(by: Hat, role: Role) -> bool:
    """Whether everything the role offers at the actor's unit is the actor's own."""
    return by.unit is not None and role.offers(by.unit) <= by.standing


def check_permissions(by: Hat, permissions: frozenset[Permission]) -> None:
    """Raises NotYoursToGive with the names of what the actor lacks."""
    if lacking := permissions - by.standing:
        raise NotYoursToGive(f"您没有{_named(lacking)}权限，不能分配给他人", field="permissions")


def check_post(by: Hat, post: Post) -> None:
    """Raises NotYoursToGive when role or range are more than the actor's own."""
    if post.role is not None and by.unit is not None and (lacking := post.role.offers(by.unit) - by.standing):
        raise NotYoursToGive(f"“{post.role.name}”含有您没有的{_named(lacking)}权限，请由超级管理员分配", field="role")
    if WIDTH[Hat.Range(post.range)] > WIDTH[Hat.Range(by.range)]:
        raise NotYoursToGive(f"您的数据范围是“{by.get_range_display()}”，不能给他人更大的范围", field="range")


def check_over(by: Hat, other: Hat) -> None:
    """Raises Refusal unless the actor may change or dismiss the other."""
    if other.pk == by.pk:
        raise Refusal("不能变更或删除自己的管理权限，请由本单位其他管理员办理")
    if other.chief:
        raise Refusal("超级管理员只能由本人移交：请先由其把其他管理员设为超级管理员")
    if other.standing - by.standing or WIDTH[Hat.Range(other.range)] > WIDTH[Hat.Range(by.range)]:
        raise NotYoursToGive(f"{other.account.name}拥有您没有的权限，请由超级管理员变更或删除")


def check_succession(by: Hat, other: Hat) -> None:
    """Raises Refusal unless the actor is the 超级管理员 who hands over to a colleague."""
    if not by.chief:
        raise Refusal("只有现任超级管理员可以移交超级管理员权限")
    if other.pk == by.pk:
        raise Refusal("您已是超级管理员")


def check_role(by: Hat, role: Role) -> None:
    """Raises NotYoursToGive unless the actor has all that a role gives, and sees what its holders see."""
    check_permissions(by, role.offers(by.unit) if by.unit else frozenset())
    holders = holders_of(role).filter(unit=by.unit, chief=False)
    wider = [hat.account.name for hat in holders if WIDTH[Hat.Range(hat.range)] > WIDTH[Hat.Range(by.range)]]
    if wider:
        names = "、".join(wider[:NAMED]) + ("等" if len(wider) > NAMED else "")
        raise NotYoursToGive(f"{names}正在使用此角色，其数据范围比您的大，请由超级管理员修改或删除")


def check_lending(by: Hat, absent: Hat, deputy: Hat, permissions: frozenset[Permission]) -> None:
    """审核代理: raises Refusal unless the actor may name this deputy for the absent colleague.

    The absent one may, the 超级管理员, and who manages administrators and holds all of it themselves; nobody names
    themselves, or they would lend themselves what they were not given.
    """
    if by.pk == absent.pk:
        return
    if by.account_id == deputy.account_id:
        raise NotYoursToGive("不能把自己设为他人的代理人，请由被代理人本人或超级管理员设置", field="deputy")
    if by.unit_id != absent.unit_id or not by.may(Permission.ADMINISTRATORS_MANAGE):
        raise NotYoursToGive("只有被代理人本人或管理单位管理员的人可以设置代理", field="absent")
    if by.chief:
        return
    if lacking := permissions - by.standing:
        raise NotYoursToGive(
            f"您没有{_named(lacking)}权限，不能请人代理；请由被代理人本人或超级管理员设置", field="permissions"
        )
    if WIDTH[Hat.Range(absent.range)] > WIDTH[Hat.Range(by.range)]:
        raise NotYoursToGive(f"{absent.account.name}的数据范围比您的大，请由其本人或超级管理员设置代理", field="absent")


def check_naming(by: Hat, unit: Unit) -> None:
    """上级指定: raises Refusal unless the actor stands above the unit, or is 平台运营 where nobody stands above it."""
    if by.unit is None:
        if not by.may(Permission.PLATFORM_UNITS) or unit.above_id is not None:
            raise Refusal(f"“{unit.name}”的超级管理员由其上级部门指定")
        return
    below = (unit.path or "").startswith(by.unit.path or "-") and unit.pk != by.unit.pk
    if not by.may(Permission.UNITS_MANAGE) or by.range != Hat.Range.SUBTREE or not below:
        raise Refusal(f"“{unit.name}”不在您可以指定超级管理员的范围内，请由其上级部门中有“下属机构管理”权限的人办理")


def _named(permissions: frozenset[Permission]) -> str:
    names = [f"“{name}”" for permission, name in NAMES.items() if permission in permissions]
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
