"""管理单位管理员: the list, changing a colleague, handing over with the own password, dismissing."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts import posts
from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import Permission
from jijiao.accounts.roles import add_role
from jijiao.administrators import actions
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
pytestmark = pytest.mark.covers("M5.1.1.3")


def again(hat: Hat) -> Hat:
    return Hat.everywhere.select_related("account", "unit", "role").get(pk=hat.pk)


def deputy_chief(cast: Cast) -> Hat:
    """An administrator who may manage the others and little else."""
    rights = [Permission.ADMINISTRATORS_MANAGE, Permission.ROLES_MANAGE, Permission.PEOPLE_VIEW]
    role = add_role(cast.hospital, name="人事", permissions=rights, by=SYSTEM)
    hat = make.administrator(cast.hospital, "钱人事", role="查询人员")
    Hat.everywhere.filter(pk=hat.pk).update(role=role)
    return again(hat)


def answers(cast: Cast, hat: Hat, role: str, **more: object) -> dict[str, object]:
    chosen = Role.everywhere.get(name=role)
    return {"role": chosen.pk, "department": "", "range": "subtree", "seen": actions.print_of(hat), **more}


def test_the_list_shows_who_with_which_rights_and_no_number_in_full(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.hospital_admin).get("/administrators/").content.decode()
    for text in ("吴院员", "超级管理员", "冯经办", "业务经办", "卫查询", "本单位及下级", "在任"):
        assert text in page
    assert cast.hospital_clerk.account.document not in page
    assert cast.hospital_clerk.account.masked_document in page
    assert "蒋校员" not in page


def test_role_department_and_range_are_changed(cast: Cast, as_hat: As) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_clerk.pk}/"
    posted = answers(
        cast, cast.hospital_clerk, "查询人员", department=cast.surgery.pk, range="departments",
        departments=[cast.surgery.pk],
    )  # fmt: skip
    assert client.post(address, posted).status_code == 302
    hat = again(cast.hospital_clerk)
    assert (hat.role_name, hat.department, hat.range) == ("查询人员", cast.surgery, "departments")
    assert "指定内设部门：外科" in client.get("/administrators/").content.decode()


def test_two_who_change_the_same_administrator(cast: Cast, as_hat: As) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_clerk.pk}/"
    seen = actions.print_of(cast.hospital_clerk)
    client.post(address, answers(cast, cast.hospital_clerk, "查询人员"))
    second = client.post(address, answers(cast, cast.hospital_clerk, "审核人员", seen=seen))
    assert second.status_code == 422
    assert "刚被他人改为“查询人员，本单位及下级”" in second.content.decode()
    assert again(cast.hospital_clerk).role_name == "查询人员"


def test_nobody_grants_what_they_do_not_hold(cast: Cast, as_hat: As) -> None:
    client = as_hat(deputy_chief(cast))
    own = Role.everywhere.get(name="人事")
    assert "业务经办</label>" not in client.get(f"/administrators/{cast.hospital_reader.pk}/").content.decode()
    answer = client.post(f"/administrators/{cast.hospital_clerk.pk}/", answers(cast, cast.hospital_clerk, "人事"))
    assert "拥有您没有的权限" in answer.content.decode()
    posted = {"name": "扩权", "note": "", "permissions": [Permission.HOURS_REVIEW]}
    assert "您没有“学时（分）审核”权限，不能分配给他人" in client.post("/roles/new/", posted).content.decode()
    posted = {"name": "人事", "note": "", "permissions": [Permission.PEOPLE_IMPORT], "seen": actions.role_print(own)}
    assert client.post(f"/roles/{own.pk}/", posted).status_code == 422


def test_the_right_to_manage_that_was_withdrawn_a_moment_ago(cast: Cast) -> None:
    manager = deputy_chief(cast)
    Hat.everywhere.filter(pk=manager.pk).update(role=Role.everywhere.get(name="查询人员"))
    with pytest.raises(Exception, match="刚被收回"):
        actions.dismiss(cast.hospital_reader, by=manager)


@pytest.mark.parametrize(("password", "done"), [(make.PASSWORD, True), ("Wrong-2026x", False)])
def test_handing_over_asks_for_the_own_password(cast: Cast, as_hat: As, password: str, done: bool) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_clerk.pk}/succession/"
    assert "一个单位只有一名超级管理员" in client.get(address).content.decode()
    reader = Role.everywhere.get(name="查询人员")
    answer = client.post(address, {"former_role": reader.pk, "password": password})
    assert (answer.status_code == 302) is done
    assert again(cast.hospital_clerk).chief is done
    assert again(cast.hospital_admin).chief is not done


def test_only_the_chief_hands_over(cast: Cast, as_hat: As) -> None:
    client = as_hat(deputy_chief(cast))
    reader = Role.everywhere.get(name="查询人员")
    answer = client.post(
        f"/administrators/{cast.hospital_clerk.pk}/succession/", {"former_role": reader.pk, "password": make.PASSWORD}
    )
    assert "只有现任超级管理员可以移交" in answer.content.decode()
    assert again(cast.hospital_admin).chief


def test_dismissal_ends_the_rights_and_keeps_the_record(cast: Cast, as_hat: As) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_reader.pk}/dismissal/"
    assert "管理权限和以此身份的登录立即失效" in client.get(address).content.decode()
    assert client.post(address, follow=True).context["listing"].rows == [cast.hospital_admin, cast.hospital_clerk]
    assert again(cast.hospital_reader).ended_at is not None
    assert "卫查询" not in client.get("/administrators/").content.decode()
    assert "卫查询" in client.get("/administrators/?state=past").content.decode()
    shown = {"": 2, "past": 1, "all": 3}
    assert {
        state: client.get("/administrators/", {"state": state}).context["listing"].total for state in shown
    } == shown


def test_the_chief_resets_a_colleagues_password_and_nobody_elses(cast: Cast, as_hat: As) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_clerk.pk}/password/"
    assert "重置密码<span" in client.get("/administrators/").content.decode()
    assert "请先确认确由本人提出" in client.get(address).content.decode()
    shown = re.search(r'id="one-time">([^<]+)<', client.post(address).content.decode())
    assert shown
    account = again(cast.hospital_clerk).account
    assert (account.check_password(shown.group(1)), hasattr(account, "temporary_password")) == (True, True)
    for hat, whose, said in (
        (deputy_chief(cast), cast.hospital_reader, "须由本单位超级管理员或上级部门重置密码"),
        (cast.hospital_admin, cast.hospital_admin, "不能重置自己的密码"),
        (cast.hospital_admin, outsider(cast), "管理范围以外还有其他身份"),
    ):
        answer = as_hat(hat).post(f"/administrators/{whose.pk}/password/", follow=True)
        assert said in answer.content.decode()
        assert again(whose).account.check_password(make.PASSWORD)


def outsider(cast: Cast) -> Hat:
    """A teacher of the school who helps in the hospital."""
    assert cast.wang.account is not None
    return posts.appoint(cast.wang.account, cast.hospital, role=Role.everywhere.get(name="查询人员"), by=SYSTEM)


def test_the_last_chief_has_a_sentence_of_its_own(cast: Cast, as_hat: As) -> None:
    client, address = as_hat(cast.hospital_admin), f"/administrators/{cast.hospital_admin.pk}/dismissal/"
    assert "唯一的超级管理员，不能删除" in client.get(address).content.decode()
    assert "唯一的超级管理员，不能删除" in client.post(address, follow=True).content.decode()
    assert again(cast.hospital_admin).chief
