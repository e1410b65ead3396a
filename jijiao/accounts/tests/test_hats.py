"""Hats: what each may do and see, one chief a unit, rights that end at once."""

import pytest
from django.db import IntegrityError, transaction

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import BY_UNIT_KIND, GROUPS, OPERATOR_ROLES, TECHNICIAN, Permission
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit


def test_a_chief_holds_all_that_the_kind_of_unit_offers(cast: Cast) -> None:
    assert cast.hospital_admin.permissions == BY_UNIT_KIND[Unit.Kind.EMPLOYER]


def test_a_role_gives_no_more_than_the_kind_of_unit_offers(cast: Cast) -> None:
    role = Role.everywhere.create(unit=cast.health, name="越权", permissions=[*Permission])
    hat = make.administrator(cast.health, "越权者", role="查询人员")
    hat.role = role
    assert hat.permissions == BY_UNIT_KIND[Unit.Kind.BUREAU]


def test_a_suspended_unit_has_no_rights(cast: Cast) -> None:
    cast.hospital_admin.unit.status = Unit.Status.SUSPENDED
    assert cast.hospital_admin.permissions == frozenset()


def test_the_database_holds_one_chief_a_unit(cast: Cast) -> None:
    with pytest.raises(Refusal, match="超级管理员"):
        make.administrator(cast.hospital, "第二超管")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(chief=True)


def test_an_administrator_sees_the_subtree_and_acts_at_the_own_desk(cast: Cast) -> None:
    scope = cast.hospital_admin.own_scope()
    assert set(Unit.objects.within(scope)) == {cast.hospital, cast.clinic}
    assert list(Unit.objects.at_desks(scope)) == [cast.hospital]


def test_every_permission_can_be_given_or_belongs_to_a_fixed_hat() -> None:
    in_editor = {permission for _, entries in GROUPS for permission, _ in entries}
    assert in_editor.union(TECHNICIAN, *OPERATOR_ROLES.values()) == set(Permission)


def test_a_hat_that_ended_is_gone_on_the_next_request(cast: Cast, as_hat: object) -> None:
    client = as_hat(cast.hospital_admin)  # type: ignore[operator]
    assert client.get("/desk/").status_code != 302
    Hat.everywhere.filter(pk=cast.hospital_admin.pk).update(ended_at=clock.now())
    assert client.get("/desk/").status_code == 302
