"""修改密码 and 重置密码: whose sessions end, who is told, what refuses."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat
from jijiao.jobs.testing import run_waiting
from jijiao.letters.queries import unread
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.security.actions import end_sessions
from jijiao.security.models import Visit
from jijiao.security.resetting import one_time_password, reset_password
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M3", "M5.4.3")]
NEW = "Qing-song_2031"
AsHat = Callable[[Hat], Client]


def signed_in(hat: Hat, user_type: str, password: str = make.PASSWORD) -> Client:
    """A client that came in through the sign-in page."""
    client = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/126"})
    typed = {"user_type": user_type, "login_name": hat.account.document, "password": password}
    response = client.post("/login/", typed)
    assert response.status_code == 302, response.content.decode()
    return client


def test_a_change_ends_the_other_sessions_and_tells_the_contacts(cast: Cast) -> None:
    here, there = signed_in(cast.li_hat, "person"), signed_in(cast.li_hat, "person")
    answer = here.post("/account/password/", {"old": make.PASSWORD, "new": NEW, "again": NEW})
    assert answer.headers["Location"] == "/desk/"
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    run_waiting()
    assert {address for message in mail.outbox for address in message.to} == {cast.li_hat.account.email}
    assert unread(cast.li_hat.account_id) == 1
    signed_in(cast.li_hat, "person", NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "Wrong-1234", "new": NEW, "again": NEW}, "原密码不正确"),
        ({"old": make.PASSWORD, "new": NEW, "again": f"{NEW}x"}, "两次填写的新密码不一致"),
        ({"old": make.PASSWORD, "new": "abc12345", "again": "abc12345"}, "密码应至少包含"),
        ({"old": make.PASSWORD, "new": make.PASSWORD, "again": make.PASSWORD}, "新密码与原密码相同"),
    ],
)
def test_each_mistake_is_said(cast: Cast, as_hat: AsHat, typed: dict[str, str], said: str) -> None:
    answer = as_hat(cast.li_hat).post("/account/password/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.get(pk=cast.li_hat.account_id).check_password(make.PASSWORD)


def test_the_old_password_cannot_be_guessed_here(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.li_hat)
    for _ in range(5):
        client.post("/account/password/", {"old": "Wrong-1234", "new": NEW, "again": NEW})
    answer = client.post("/account/password/", {"old": make.PASSWORD, "new": NEW, "again": NEW})
    assert "15 分钟后再试" in answer.content.decode()


def test_a_reset_lets_in_once_to_be_changed(cast: Cast) -> None:
    before = signed_in(cast.li_hat, "person")
    password = reset_password(cast.li_hat.account, by=cast.hospital_admin)
    assert before.get("/desk/").status_code == 302
    client = signed_in(cast.li_hat, "person", password)
    assert client.get("/declarations/").headers["Location"] == "/account/password/"
    assert "只能用于首次登录" in client.get("/account/password/").content.decode()
    client.post("/account/password/", {"old": password, "new": NEW, "again": NEW})
    assert client.get("/declarations/").status_code == 200


def test_nobody_resets_whom_they_do_not_oversee(cast: Cast) -> None:
    for by in (cast.school_admin, cast.jinan_admin):
        with pytest.raises(Refusal, match="联系平台客服"):
            reset_password(cast.health_admin.account, by=by)
    with pytest.raises(Refusal, match="不能重置自己的密码"):
        reset_password(cast.hospital_admin.account, by=cast.hospital_admin)
    assert reset_password(cast.hospital_admin.account, by=cast.health_admin)
    assert reset_password(cast.health_admin.account, by=cast.operator)


def test_a_reset_takes_over_nobody_of_higher_rank(cast: Cast) -> None:
    clerk, chief = cast.hospital_clerk, cast.hospital_admin
    for target in (chief, cast.hospital_reader):
        with pytest.raises(Refusal, match="须由本单位超级管理员或上级部门"):
            reset_password(target.account, by=clerk)
    assert reset_password(clerk.account, by=chief)
    with pytest.raises(Refusal, match="管理范围以外还有其他身份"):
        reset_password(cast.operator.account, by=cast.province_admin)


def test_nobody_resets_who_is_anything_outside_their_subtree(cast: Cast, as_hat: AsHat) -> None:
    """A technician of the unit who administers another, an administrator on another roll, one without any roll."""
    accounts.appoint(cast.li_hat.account, cast.school, chief=False, role=cast.hospital_clerk.role, by=SYSTEM)
    accounts.appoint(cast.wang_hat.account, cast.hospital, role=cast.hospital_clerk.role, by=SYSTEM)
    lone = accounts.appoint(make.account("无册"), cast.hospital, role=cast.hospital_clerk.role, by=SYSTEM).account
    assert reset_password(lone, by=cast.hospital_admin)
    make.technician_hat(lone)
    for account in (cast.li_hat.account, cast.wang_hat.account, lone):
        with pytest.raises(Refusal, match=r"核验身份后(重置|办理)|联系平台客服办理"):
            reset_password(account, by=cast.hospital_admin)
        assert reset_password(account, by=cast.operator)
    page = as_hat(cast.hospital_clerk).get(f"/people/{cast.li.ref}/password/").content.decode()
    assert "联系平台客服" in page
    assert "重置密码</button>" not in page


def test_a_unit_administrator_resets_a_technician(cast: Cast, as_hat: AsHat) -> None:
    address = f"/people/{cast.li.ref}/password/"
    client = as_hat(cast.hospital_clerk)
    assert address in client.get(f"/people/{cast.li.ref}/").content.decode()
    assert "确认是李建国本人" in client.get(address).content.decode()
    shown = re.findall(r'class="nowrap">([^<]{12})<', client.post(address).content.decode())
    assert len(shown) == 1
    assert signed_in(cast.li_hat, "person", shown[0]).get("/desk/").headers["Location"] == "/account/password/"
    assert as_hat(cast.school_admin).post(address).status_code == 404


def test_one_time_passwords_satisfy_the_rules() -> None:
    from jijiao.lib.passwords import check_password

    found = {one_time_password() for _ in range(300)}
    assert len(found) == 300
    for password in found:
        check_password(password)


def test_sessions_are_listed_and_ended(cast: Cast) -> None:
    here, there = signed_in(cast.li_hat, "person"), signed_in(cast.li_hat, "person")
    page = here.get("/account/security/").content.decode()
    assert page.count("Windows · Chrome") >= 2
    other = Visit.everywhere.get(session_id=there.session.session_key)
    assert here.post(f"/account/visits/{other.ref}/ending/").status_code == 302
    assert there.get("/desk/").status_code == 302
    third = signed_in(cast.li_hat, "person")
    here.post("/account/visits/ending/")
    assert third.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert end_sessions(cast.li_hat.account, by=cast.operator) == 1
    assert here.get("/desk/").status_code == 302
