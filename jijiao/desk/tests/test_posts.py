"""切换身份: one person who is a technician, administrator of two units and staff of a base, in one session."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Hat, Role
from jijiao.lib.actor import SYSTEM
from jijiao.testing.cast import Cast

As = Callable[[Hat], Client]


@pytest.fixture
def hats(cast: Cast) -> list[Hat]:
    """Li is a technician of the hospital, reads there, declares for the school, and works for the base."""
    account = cast.li_hat.account
    for unit, name in ((cast.hospital, "查询人员"), (cast.school, "业务经办"), (cast.base, "全部业务")):
        accounts.appoint(account, unit, role=Role.everywhere.get(name=name, unit=None), by=SYSTEM)
    return list(Hat.everywhere.filter(account=account).select_related("account", "unit", "role").order_by("pk"))


@pytest.mark.covers("M5.0")
def test_four_parts_in_one_session(hats: list[Hat], as_hat: As) -> None:
    client = as_hat(hats[0])
    for hat in [*hats, hats[0]]:
        page = client.get("/desk/posts/").content.decode()
        assert all(each.label in page or each.pk == client.session["hat"] for each in hats)
        assert client.post("/desk/posts/", {"hat": hat.pk}).status_code == 302
        home = client.get("/desk/")
        assert home.status_code == 200
        assert f"{hat.kind_name}" in home.content.decode()
        assert client.session["_auth_user_id"] == str(hat.account_id)


@pytest.mark.covers("M5.0")
def test_each_part_has_its_own_rights_and_rows(cast: Cast, hats: list[Hat], as_hat: As) -> None:
    client, seen = as_hat(hats[0]), []
    for hat in hats:
        client.post("/desk/posts/", {"hat": hat.pk})
        people = client.get("/people/").content.decode()
        names = [person.name for person in (cast.li, cast.wang) if person.ref in people]
        seen.append((client.get("/people/new/").status_code, names))
    assert seen == [(403, []), (403, ["李建国"]), (200, ["王秀英"]), (403, [])]


@pytest.mark.covers("M5.0")
def test_a_part_that_ended_since_the_page_was_opened(cast: Cast, hats: list[Hat], as_hat: As) -> None:
    client = as_hat(hats[0])
    accounts.dismiss(hats[2], by=SYSTEM)
    assert client.post("/desk/posts/", {"hat": hats[2].pk}).status_code == 404
    assert hats[2].label not in client.get("/desk/posts/").content.decode()
