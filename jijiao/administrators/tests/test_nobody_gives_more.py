"""Nobody gives, lends or edits more than they hold and see: roles under their holders, 审核代理, invitations."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jijiao.accounts import posts, roles
from jijiao.accounts.models import Hat, Role, Substitution
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import Post
from jijiao.administrators import actions
from jijiao.administrators.granting import NotYoursToGive
from jijiao.administrators.models import Invitation
from jijiao.administrators.tests.test_new_administrator import NEW, facts
from jijiao.demo.invented import document
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]
P = Permission
pytestmark = pytest.mark.covers("M5.1.1.3", "M5.1.1.3.1")


def manager(cast: Cast, *rights: str, reach: str = "subtree", name: str = "管员工") -> Hat:
    """Somebody of the hospital with rights over rights and `rights`."""
    given = [P.ADMINISTRATORS_MANAGE, P.ROLES_MANAGE, P.PEOPLE_VIEW, *rights]
    role = roles.add_role(cast.hospital, name=f"{name}角色", permissions=given, by=SYSTEM)
    return posts.appoint(make.account(name), cast.hospital, role=role, range=reach, by=SYSTEM)


def loan(absent: Hat, deputy: Hat) -> dict[str, Any]:
    day = clock.today()
    return {
        "absent": absent.pk, "deputy": deputy.pk, "permissions": [P.HOURS_REVIEW],
        "since": day.isoformat(), "until": (day + timedelta(days=3)).isoformat(),
    }  # fmt: skip


def lend(by: Hat, absent: Hat, deputy: Hat) -> Substitution:
    now = clock.now()
    ends = now + timedelta(days=3)
    return actions.name_substitute(absent, deputy, permissions=[P.HOURS_REVIEW], starts_at=now, ends_at=ends, by=by)


def test_nobody_lends_themselves_the_chiefs_reviews(cast: Cast, as_hat: As) -> None:
    own = manager(cast)
    with pytest.raises(NotYoursToGive, match="不能把自己设为"):
        lend(own, cast.hospital_admin, own)
    with pytest.raises(NotYoursToGive, match="审核”权限，不能请人代理"):
        lend(own, cast.hospital_admin, cast.hospital_clerk)
    assert as_hat(own).post("/substitutes/", loan(cast.hospital_admin, own)).status_code == 403
    assert not Substitution.everywhere.exists()


def test_a_manager_lends_what_is_theirs_and_those_concerned_are_told(cast: Cast, as_hat: As) -> None:
    own = manager(cast, P.HOURS_REVIEW)
    page = as_hat(own).get("/substitutes/").content.decode()
    assert "吴院员（超级管理员）" in page
    assert as_hat(own).post("/substitutes/", loan(cast.hospital_admin, cast.hospital_clerk)).status_code == 302
    told = Letter.everywhere.filter(title="已设置审核代理").values_list("account__name", flat=True)
    assert set(told) == {"吴院员", "冯经办"}
    assert as_hat(own).post("/substitutes/", loan(cast.hospital_admin, own)).status_code == 422


def test_a_narrower_manager_lends_nothing_of_a_wider_colleague(cast: Cast) -> None:
    with pytest.raises(NotYoursToGive, match="数据范围比您的大"):
        lend(manager(cast, P.HOURS_REVIEW, reach="unit"), cast.hospital_admin, cast.hospital_clerk)


def test_the_absent_one_and_the_chief_name_deputies(cast: Cast) -> None:
    away = manager(cast, P.HOURS_REVIEW)
    assert lend(away, away, cast.hospital_clerk)
    assert lend(cast.hospital_admin, away, cast.hospital_reader)
    assert Letter.everywhere.filter(account=away.account, title="已设置审核代理").count() == 1


def test_a_role_whose_holders_see_more_is_not_the_narrower_ones_to_change(cast: Cast, as_hat: As) -> None:
    role = roles.add_role(cast.hospital, name="联络员", permissions=[P.PEOPLE_VIEW], by=SYSTEM)
    held = posts.change_role(cast.hospital_reader, Post(role), by=SYSTEM)
    client = as_hat(manager(cast, P.HOURS_RECORD, reach="unit"))
    words = {"name": "联络员", "note": "", "permissions": [P.PEOPLE_VIEW, P.HOURS_RECORD]}
    answer = client.post(f"/roles/{role.pk}/", words | {"seen": actions.role_print(role)})
    assert answer.status_code == 422
    assert "卫查询正在使用此角色，其数据范围比您的大" in answer.content.decode()
    assert not Hat.everywhere.get(pk=held.pk).may(P.HOURS_RECORD)
    for page in (f"/roles/{role.pk}/", f"/roles/{role.pk}/removal/"):
        assert "卫查询正在使用此角色" in client.get(page).content.decode()
    reader = Role.everywhere.get(unit=None, name="查询人员")
    client.post(f"/roles/{role.pk}/removal/", {"instead": reader.pk})
    assert Role.everywhere.get(pk=role.pk).ended_at is None
    posts.change_role(held, Post(role, range=Hat.Range.UNIT), by=SYSTEM)
    assert client.post(f"/roles/{role.pk}/", words | {"seen": actions.role_print(role)}).status_code == 302


@pytest.mark.covers("M5.1.1.3.2")
@pytest.mark.parametrize("known", [True, False])
def test_an_invitation_gives_no_wider_range_than_its_sender_has_when_it_is_accepted(
    cast: Cast, as_hat: As, known: bool
) -> None:
    sender = manager(cast)
    client, given = as_hat(sender), sender.role
    number = cast.wang.document if known else document(7301)
    typed = {"password": "Ma-lan_2026hua", "password2": "Ma-lan_2026hua"}
    first = client.post(f"{NEW}?way=register&direct=1", facts(number, **typed))
    assert client.post(first["Location"], {"role": given.pk, "range": "subtree"}).status_code == 302
    posts.change_role(sender, Post(given, range=Hat.Range.UNIT), by=SYSTEM)
    run_waiting()
    row = Invitation.everywhere.get()
    if known:
        page = as_hat(cast.wang_hat).post(f"/invitations/own/{row.ref}/", {"accept": "1"}).content.decode()
    else:
        page = row.note
    assert "已没有相应权限" in page
    assert not Hat.everywhere.filter(account__document_key=row.document_key, unit=cast.hospital).exists()


@pytest.mark.covers("M5.1.1.3.2")
def test_a_typed_password_opens_no_account_for_somebody_of_another_roll(cast: Cast, as_hat: As) -> None:
    theirs, client = make.person(cast.school, "严新来"), as_hat(cast.hospital_admin)
    typed = {"password": "Ma-lan_2026hua", "password2": "Ma-lan_2026hua"}
    first = client.post(f"{NEW}?way=register&direct=1", facts(theirs.document, **typed))
    reader = Role.everywhere.get(unit=None, name="查询人员")
    client.post(first["Location"], {"role": reader.pk, "range": "subtree"})
    run_waiting()
    assert "在其他单位的名册中，请改为发出邀请" in client.get("/administrators/").content.decode()
    assert not Hat.everywhere.filter(account__document_key=theirs.document_key).exists()
