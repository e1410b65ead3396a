"""角色: a unit's own roles, names once, permissions of its kind only, and what becomes of the holders."""

import pytest

from jijiao.accounts import roles
from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import Permission
from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast

P = Permission


def own_role(cast: Cast, name: str = "学时专员") -> Role:
    return roles.add_role(
        cast.hospital, name=name, permissions=[P.HOURS_RECORD, P.HOURS_DECLARE], by=cast.hospital_admin
    )


@pytest.mark.covers("M5.1.1.3.1")
def test_an_own_role_can_be_given_and_changed_under_its_holder(cast: Cast) -> None:
    role = own_role(cast)
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role=role)
    assert Hat.everywhere.get(pk=cast.hospital_clerk.pk).permissions == {P.HOURS_RECORD, P.HOURS_DECLARE}
    roles.edit_role(role, name="学时专员", permissions=[P.HOURS_RECORD], by=cast.hospital_admin)
    assert Hat.everywhere.get(pk=cast.hospital_clerk.pk).permissions == {P.HOURS_RECORD}


@pytest.mark.parametrize("name", ["学时专员", "查询人员"])
def test_a_name_is_taken_once_the_built_in_ones_included(cast: Cast, name: str) -> None:
    own_role(cast)
    with pytest.raises(Refusal, match="已有名为") as caught:
        own_role(cast, name)
    assert caught.value.field == "name"


@pytest.mark.parametrize("permissions", [[], [P.NOTICES_MANAGE], ["no.such"]])
def test_only_permissions_of_the_kind_of_unit(cast: Cast, permissions: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        roles.add_role(cast.hospital, name="越权", permissions=permissions, by=cast.hospital_admin)
    assert caught.value.field == "permissions"


def test_built_in_roles_are_read_only(cast: Cast) -> None:
    role = Role.everywhere.get(name="查询人员")
    with pytest.raises(Refusal, match="内置角色"):
        roles.edit_role(role, name="查询", permissions=[P.PEOPLE_VIEW], by=cast.hospital_admin)
    with pytest.raises(Refusal, match="内置角色"):
        roles.end_role(role, by=cast.hospital_admin)


def test_a_role_that_is_held_is_given_up_for_another(cast: Cast) -> None:
    role, other = own_role(cast), Role.everywhere.get(name="查询人员")
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role=role)
    with pytest.raises(Refusal, match="还有 1 名管理员使用") as caught:
        roles.end_role(role, by=cast.hospital_admin)
    assert caught.value.field == "instead"
    assert roles.end_role(role, instead=other, by=cast.hospital_admin) == 1
    assert Hat.everywhere.get(pk=cast.hospital_clerk.pk).role == other
    assert role not in roles.roles_for(cast.hospital)
    assert own_role(cast).pk != role.pk
