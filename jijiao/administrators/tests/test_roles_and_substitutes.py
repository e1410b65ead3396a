"""角色管理 and 审核代理 as pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jijiao.accounts.models import Hat, Role, Substitution
from jijiao.accounts.permissions import BY_UNIT_KIND, NAMES, Permission
from jijiao.administrators import actions
from jijiao.lib import clock
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]


@pytest.mark.covers("M5.1.1.3.1")
def test_the_matrix_shows_every_function_of_the_kind_of_unit_and_no_other(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.hospital_admin).get("/roles/new/").content.decode()
    offered = BY_UNIT_KIND[cast.hospital.kind]
    for permission, name in NAMES.items():
        assert (f'value="{permission}"' in page) is (permission in offered), name


@pytest.mark.covers("M5.1.1.3.1")
def test_a_role_is_made_given_changed_and_deleted(cast: Cast, as_hat: As) -> None:
    client = as_hat(cast.hospital_admin)
    rights = [Permission.PEOPLE_VIEW, Permission.COMPLETION_VIEW]
    client.post("/roles/new/", {"name": "科室联络员", "note": "只看", "permissions": rights})
    role = Role.everywhere.get(name="科室联络员")
    Hat.everywhere.filter(pk=cast.hospital_reader.pk).update(role=role)
    assert "1 名管理员正在使用此角色（卫查询）" in client.get(f"/roles/{role.pk}/").content.decode()
    posted = {"name": "科室联络员", "note": "", "permissions": rights[:1], "seen": actions.role_print(role)}
    assert client.post(f"/roles/{role.pk}/", posted).status_code == 302
    assert client.post(f"/roles/{role.pk}/", {**posted, "permissions": rights}).status_code == 422
    removal = f"/roles/{role.pk}/removal/"
    assert "正在使用此角色：卫查询" in client.get(removal).content.decode()
    assert "请选择改为" in client.post(removal).content.decode()
    reader = Role.everywhere.get(name="查询人员")
    assert client.post(removal, {"instead": reader.pk}).status_code == 302
    assert Hat.everywhere.get(pk=cast.hospital_reader.pk).role == reader


@pytest.mark.covers("M5.1.1.3.1")
def test_the_list_says_who_holds_each_role(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.hospital_admin).get("/roles/").content.decode()
    for hat in (cast.hospital_admin, cast.hospital_clerk, cast.hospital_reader):
        assert f'data-l="使用者">{hat.account.name}' in page


@pytest.mark.covers("M5.1.1.3.1")
def test_built_in_roles_are_copied_and_never_edited(cast: Cast, as_hat: As) -> None:
    client, role = as_hat(cast.hospital_admin), Role.everywhere.get(name="审核人员")
    page = client.get(f"/roles/new/?copy={role.pk}").content.decode()
    assert "审核人员（副本）" in page
    assert page.count(" checked") == len(role.offers(cast.hospital))
    assert client.get(f"/roles/{role.pk}/").status_code == 404


@pytest.mark.covers("M5.1.1.3.1")
@pytest.mark.parametrize(
    ("permissions", "sentence"),
    [
        ([], "请至少勾选一项权限"),
        (["notices.manage"], "不适用于本单位类别"),
        (["x"], "不适用于本单位类别"),
    ],
)
def test_a_bad_role_keeps_what_was_typed(cast: Cast, as_hat: As, permissions: list[str], sentence: str) -> None:
    posted = {"name": "我的角色", "note": "备注在此", "permissions": permissions}
    page = as_hat(cast.hospital_admin).post("/roles/new/", posted).content.decode()
    assert sentence in page
    assert "备注在此" in page


def named(cast: Cast, **more: object) -> dict[str, object]:
    day = clock.today()
    return {
        "absent": cast.hospital_admin.pk, "deputy": cast.hospital_clerk.pk, "permissions": [Permission.HOURS_REVIEW],
        "since": day.isoformat(), "until": (day + timedelta(days=3)).isoformat(), **more,
    }  # fmt: skip


def test_a_substitute_is_named_and_sees_the_inbox_until_it_is_ended(cast: Cast, as_hat: As) -> None:
    chief, clerk = as_hat(cast.hospital_admin), as_hat(cast.hospital_clerk)
    assert clerk.get("/reviews/declaration/").status_code == 403
    assert chief.post("/substitutes/", named(cast)).status_code == 302
    assert clerk.get("/reviews/declaration/").status_code == 200
    row = Substitution.everywhere.get()
    assert clock.day_of(row.ends_at - timedelta(seconds=1)) == clock.today() + timedelta(days=3)
    assert "冯经办" in clerk.get("/substitutes/").content.decode()
    assert clerk.post("/substitutes/ending/", {"substitution": row.pk}).status_code == 302
    assert clerk.get("/reviews/declaration/").status_code == 403


def test_a_circle_of_substitutes_has_a_sentence_of_its_own_and_keeps_what_was_typed(cast: Cast, as_hat: As) -> None:
    chief = as_hat(cast.hospital_admin)
    chief.post("/substitutes/", named(cast))
    until = (clock.today() + timedelta(days=2)).isoformat()
    again = named(
        cast, absent=cast.hospital_clerk.pk, deputy=cast.hospital_reader.pk, until=until,
        permissions=[Permission.PERSON_REGISTRATION_REVIEW],
    )  # fmt: skip
    page = chief.post("/substitutes/", again)
    assert page.status_code == 422
    assert "冯经办在这段时间代理吴院员的审核，请先结束该代理" in page.content.decode()
    assert f'value="{until}"' in page.content.decode()
    assert Substitution.everywhere.count() == 1


def test_a_substitution_of_another_unit_is_not_found(cast: Cast, as_hat: As) -> None:
    as_hat(cast.hospital_admin).post("/substitutes/", named(cast))
    row = Substitution.everywhere.get()
    assert as_hat(cast.school_admin).post("/substitutes/ending/", {"substitution": row.pk}).status_code == 404
    assert as_hat(cast.hospital_reader).post("/substitutes/ending/", {"substitution": row.pk}).status_code == 409


def test_who_reviews_nothing_names_nobody(cast: Cast, as_hat: As) -> None:
    assert as_hat(cast.hospital_reader).get("/substitutes/").status_code == 403
    assert as_hat(cast.li_hat).get("/substitutes/").status_code == 403
    page = as_hat(cast.hospital_admin).post("/substitutes/", named(cast, until="2020-01-01")).content.decode()
    assert "结束日期不能早于开始日期" in page


def test_a_single_administrator_is_told_why_there_is_nobody_to_stand_in(cast: Cast, as_hat: As) -> None:
    page = as_hat(cast.school_admin).get("/substitutes/").content.decode()
    assert "没有可以代理审核的其他管理员" in page
    assert 'href="/administrators/new/"' in page
    Hat.everywhere.filter(pk=cast.hospital_reader.pk).update(ended_at=clock.now())
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(ended_at=clock.now())
    assert "请先添加一名" in as_hat(cast.hospital_admin).get("/substitutes/").content.decode()
