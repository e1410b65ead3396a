"""The verbs of 管理单位管理员 and 角色管理 as an administrator may use them: first whether they may, then the deed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from jijiao.accounts import posts, roles, substitutes
from jijiao.accounts.models import Hat, Role, Substitution
from jijiao.accounts.permissions import BY_UNIT_KIND, REVIEWS, Permission
from jijiao.accounts.posts import Post
from jijiao.administrators import granting
from jijiao.administrators.seats import chief_of
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.security import resetting
from jijiao.units.models import Unit

P = Permission


class ChangedMeanwhile(Refusal):
    """Somebody else changed it since the page was shown; the sentence says what it is now."""


@transaction.atomic
def change(hat: Hat, post: Post, *, seen: str, by: Hat) -> Hat:
    """变更 role, department and range of a colleague. `seen` is the `print_of` the page was made from."""
    actor, held = _present(by, P.ADMINISTRATORS_MANAGE), _fresh(hat)
    granting.check_over(actor, held)
    granting.check_post(actor, post)
    if seen != print_of(held):
        raise ChangedMeanwhile(
            f"{held.account.name}的设置刚被他人改为“{held.role_name}，{held.get_range_display()}”，请核对后再保存一次"
        )
    return posts.change_role(held, post, by=by)


@transaction.atomic
def hand_over(hat: Hat, *, former_role: Role, by: Hat) -> Hat:
    """设为超级管理员: by the present one, whose password was asked for again."""
    actor, held = _present(by, P.ADMINISTRATORS_MANAGE), _fresh(hat)
    granting.check_succession(actor, held)
    return posts.make_chief(held, former_role=former_role, by=by)


@transaction.atomic
def dismiss(hat: Hat, *, by: Hat) -> None:
    """删除 a colleague's post; the last 超级管理员 never."""
    actor, held = _present(by, P.ADMINISTRATORS_MANAGE), _fresh(hat)
    if not held.chief:  # a chief is refused below, with the sentence of the unit's only one
        granting.check_over(actor, held)
    posts.dismiss(held, by=by)


@transaction.atomic
def reset_password(hat: Hat, *, by: Hat) -> str:
    """重置密码 of a colleague by the 超级管理员: for one sign-in, returned once to be shown once.

    Raises Refusal for somebody who is anything elsewhere: with the password would go what they are there.
    """
    actor, held = _present(by, P.ADMINISTRATORS_MANAGE), _fresh(hat)
    if held.ended_at is not None:
        raise Refusal(f"{held.account.name}已不再是管理员，请刷新后再试")
    return resetting.reset_password(held.account, by=actor)


@transaction.atomic
def add_role(*, name: str, note: str, permissions: Iterable[str], by: Hat) -> Role:
    """新增角色 of the own unit."""
    actor, wanted = _present(by, P.ROLES_MANAGE), list(permissions)
    granting.check_permissions(actor, _offered(actor, wanted))
    return roles.add_role(_unit_of(actor), name=name, note=note, permissions=wanted, by=by)


@transaction.atomic
def edit_role(role: Role, *, name: str, note: str, permissions: Iterable[str], seen: str, by: Hat) -> Role:
    """保存 a role; nobody edits one that gives, or whose holders see, what they do not themselves.

    `seen` is the `role_print` the page was made from.
    """
    actor, held, wanted = _present(by, P.ROLES_MANAGE), _own_role(role, by), list(permissions)
    granting.check_role(actor, held)
    granting.check_permissions(actor, _offered(actor, wanted))
    if seen != role_print(held):
        raise ChangedMeanwhile(
            f"角色“{held.name}”刚被他人修改，现有 {len(held.permissions)} 项权限，请核对后再保存一次"
        )
    return roles.edit_role(held, name=name, note=note, permissions=wanted, by=by)


@transaction.atomic
def end_role(role: Role, *, instead: Role | None, by: Hat) -> int:
    """删除角色; whoever holds it gets `instead`. Returns how many did."""
    actor, held = _present(by, P.ROLES_MANAGE), _own_role(role, by)
    granting.check_role(actor, held)
    if instead is not None:
        granting.check_post(actor, Post(instead, range=actor.range))
    return roles.end_role(held, instead=instead, by=by)


@transaction.atomic
def name_substitute(
    absent: Hat, deputy: Hat, *, permissions: Iterable[str], starts_at: datetime, ends_at: datetime, by: Hat
) -> Substitution:
    """设置代理; the absent one, the deputy and the 超级管理员 are told. Raises Refusal with the field it is about."""
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=by.unit_id or 0)
    actor, away, instead = _fresh(by), _fresh(absent), _fresh(deputy)
    wanted = frozenset(Permission(each) for each in permissions if each in set(REVIEWS))
    granting.check_lending(actor, away, instead, wanted)
    row = substitutes.name_substitute(
        away, instead, permissions=permissions, starts_at=starts_at, ends_at=ends_at, by=by
    )
    chief = chief_of(_unit_of(actor))
    told = [away.account, instead.account, *([chief.account] if chief else [])]
    text = (
        f"{by.label}已请{instead.account.name}代理{away.account.name}的审核，{clock.day_of(starts_at):%Y-%m-%d}起，"
        f"{clock.day_of(ends_at - timedelta(seconds=1)):%Y-%m-%d}止。不对的，可在“审核代理”中提前结束。"
    )
    tell(
        [account for account in told if account.pk != by.account_id],
        title="已设置审核代理", text=text, to=reverse("administrators.substitutes"), by=by,
    )  # fmt: skip
    return row


def end_substitution(substitution: Substitution, *, by: Hat) -> None:
    """结束代理 by either of the two, or by who manages the unit's administrators."""
    concerned = by.pk in (substitution.absent_id, substitution.deputy_id)
    if not concerned and not by.may(P.ADMINISTRATORS_MANAGE):
        raise Refusal("只有被代理人、代理人或管理单位管理员的人可以结束代理")
    substitutes.end_substitution(substitution, by=by)


def print_of(hat: Hat) -> str:
    """What a page showed of an administrator, to notice that it has changed since."""
    chosen = sorted(hat.departments.values_list("pk", flat=True))
    return f"{hat.role_id}.{hat.department_id}.{hat.range}.{int(hat.chief)}.{'-'.join(map(str, chosen))}"


def role_print(role: Role) -> str:
    """The same for a role."""
    return "|".join([role.name, role.note, *role.permissions])


def _present(by: Hat, permission: Permission) -> Hat:
    """The actor as of now, the unit's administrators and roles held still. Raises Refusal when the right is gone."""
    Unit.everywhere.select_for_update(no_key=True).only("pk").get(pk=by.unit_id or 0)
    actor = _fresh(by)
    if actor.ended_at or not actor.may(permission):
        raise Refusal("您的这项权限刚被收回，没有办理")
    return actor


def _fresh(hat: Hat) -> Hat:
    return Hat.everywhere.select_related("account", "unit", "role", "department").get(pk=hat.pk)


def _own_role(role: Role, by: Hat) -> Role:
    held = Role.everywhere.select_related("unit").get(pk=role.pk)
    if held.unit_id not in (None, by.unit_id):
        raise Refusal("不能修改其他单位的角色")
    return held


def _unit_of(hat: Hat) -> Unit:
    if hat.unit is None:
        raise Refusal("此身份不属于任何单位")
    return hat.unit


def _offered(hat: Hat, permissions: Iterable[str]) -> frozenset[Permission]:
    """Of these, what the kind of unit has at all; the rest is refused as such below."""
    wanted = set(permissions)
    return frozenset(permission for permission in BY_UNIT_KIND[_unit_of(hat).kind] if permission in wanted)
