"""Posts: one 超级管理员 at any time and never none, changes that count at once, dismissal that ends the sessions."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts import actions
from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import LastChief, Post
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units import departments
from jijiao.units.models import Unit


def chiefs(cast: Cast) -> list[int]:
    rows = Hat.everywhere.filter(unit=cast.hospital, chief=True, ended_at__isnull=True)
    return list(rows.values_list("pk", flat=True))


@pytest.mark.covers("M5.1.1.3")
def test_the_chief_hands_over_in_one_step_and_stays_with_a_role(cast: Cast) -> None:
    role = Role.everywhere.get(name="业务经办")
    actions.make_chief(cast.hospital_clerk, former_role=role, by=cast.hospital_admin)
    assert chiefs(cast) == [cast.hospital_clerk.pk]
    former = Hat.everywhere.get(pk=cast.hospital_admin.pk)
    assert (former.chief, former.role, former.ended_at) == (False, role, None)


def test_a_former_chief_without_a_word_only_looks_on(cast: Cast) -> None:
    actions.make_chief(cast.hospital_clerk, by=cast.hospital_admin)
    assert Hat.everywhere.get(pk=cast.hospital_admin.pk).role_name == "查询人员"


def test_handing_over_twice_changes_nothing(cast: Cast) -> None:
    for _ in range(2):
        actions.make_chief(cast.hospital_clerk, by=cast.hospital_admin)
    assert chiefs(cast) == [cast.hospital_clerk.pk]


def test_a_swap_that_fails_leaves_the_chief_that_was(cast: Cast) -> None:
    foreign = Role.everywhere.create(unit=cast.school, name="外单位角色", permissions=[])
    with pytest.raises(Refusal, match="不属于本单位"):
        actions.make_chief(cast.hospital_clerk, former_role=foreign, by=cast.hospital_admin)
    assert chiefs(cast) == [cast.hospital_admin.pk]


def test_the_only_chief_is_never_dismissed(cast: Cast) -> None:
    with pytest.raises(LastChief, match="唯一的超级管理员，不能删除"):
        actions.dismiss(cast.hospital_admin, by=cast.health_admin)
    assert chiefs(cast) == [cast.hospital_admin.pk]


def test_the_chief_of_a_unit_that_is_no_more_can_go(cast: Cast) -> None:
    Unit.everywhere.filter(pk=cast.hospital.pk).update(status=Unit.Status.CLOSED)
    actions.dismiss(cast.hospital_admin, by=SYSTEM)
    assert chiefs(cast) == []


def test_nobody_ended_becomes_chief(cast: Cast) -> None:
    actions.dismiss(cast.hospital_clerk, by=cast.hospital_admin)
    with pytest.raises(Refusal, match="已不再是管理员"):
        actions.make_chief(cast.hospital_clerk, by=cast.hospital_admin)
    assert chiefs(cast) == [cast.hospital_admin.pk]


def test_a_chief_keeps_role_and_range(cast: Cast) -> None:
    with pytest.raises(Refusal, match="超级管理员拥有全部权限"):
        actions.change_role(cast.hospital_admin, Post(range=Hat.Range.UNIT), by=cast.hospital_admin)
    actions.change_role(cast.hospital_admin, Post(department=cast.surgery), by=cast.hospital_admin)
    assert Hat.everywhere.get(pk=cast.hospital_admin.pk).department == cast.surgery


@pytest.mark.parametrize("which", ["foreign", "closed", "none", "needless"])
def test_a_range_names_open_departments_of_the_unit(cast: Cast, which: str) -> None:
    chosen = {"foreign": (make.department(cast.school, "教务处"),), "none": ()}.get(which, (cast.surgery,))
    if which == "closed":
        departments.close(cast.surgery, by=SYSTEM)
    kind = Hat.Range.UNIT if which == "needless" else Hat.Range.DEPARTMENTS
    with pytest.raises(Refusal, match="部门"):
        actions.change_role(
            cast.hospital_clerk, Post(cast.hospital_clerk.role, range=kind, departments=chosen), by=SYSTEM
        )


def test_a_right_withdrawn_is_gone_on_the_next_request(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    client = as_hat(cast.hospital_clerk)
    assert client.get("/people/import/").status_code == 200
    reader = Role.everywhere.get(name="查询人员")
    actions.change_role(cast.hospital_clerk, Post(reader), by=cast.hospital_admin)
    assert client.get("/people/import/").status_code == 403


def test_the_sessions_of_a_dismissed_hat_end_also_where_another_hat_is_left(
    cast: Cast, as_hat: Callable[[Hat], Client]
) -> None:
    technician = make.technician_hat(cast.hospital_clerk.account)
    clerks, technicians = as_hat(cast.hospital_clerk), as_hat(technician)
    actions.dismiss(cast.hospital_clerk, by=cast.hospital_admin)
    assert clerks.get("/desk/").status_code == 302
    assert "_auth_user_id" not in clerks.session
    assert technicians.get("/desk/").status_code == 200


def test_a_role_offers_what_the_kind_of_unit_has(cast: Cast) -> None:
    role = Role.everywhere.get(name="全部业务")
    assert Permission.HOURS_DECLARE in role.offers(cast.hospital)
    assert Permission.HOURS_DECLARE not in role.offers(cast.health)
    assert Permission.ADMINISTRATORS_MANAGE not in role.offers(cast.hospital)
