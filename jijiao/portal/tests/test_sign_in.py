"""M2.1, M2.2, M4: signing in by user type, the failures in their own words, signing out."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.registration.review import PERSON
from jijiao.registration.tests.forms_filled import PASSWORD as APPLIED
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.actions import decide
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.make import PASSWORD


def typed(hat: Hat, user_type: str, password: str = PASSWORD) -> dict[str, str]:
    return {"user_type": user_type, "login_name": hat.account.document, "password": password}


def unknown(number: int) -> dict[str, str]:
    return {"user_type": "unit", "login_name": make.document(800 + number), "password": "wrong"}


@pytest.mark.covers("M2.1")
@pytest.mark.parametrize(
    ("who", "user_type"),
    [
        ("hospital_admin", "unit"),
        ("li_hat", "person"),
        ("base_admin", "base"),
        ("province_admin", "authority"),
        ("health_admin", "authority"),
        ("operator", "operator"),
    ],
)
def test_each_user_type_reaches_its_back_office(cast: Cast, who: str, user_type: str) -> None:
    client = Client()
    response = client.post("/login/", typed(cast.hats()[who], user_type))
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.covers("M2.1")
def test_the_phone_and_a_lower_case_x_work_too(cast: Cast) -> None:
    account = cast.hospital_admin.account
    for name in (account.mobile, account.document.lower(), f" {account.document} "):
        posted = {"user_type": "unit", "login_name": name, "password": PASSWORD}
        assert Client().post("/login/", posted).status_code == 302, name


@pytest.mark.covers("M2.2")
def test_a_wrong_pair_says_how_many_tries_are_left(cast: Cast) -> None:
    page = Client().post("/login/", typed(cast.hospital_admin, "unit", "wrong")).content.decode()
    assert "账号或密码错误" in page
    assert "还可以再试 4 次" in page


@pytest.mark.covers("M2.2")
def test_after_five_failures_the_account_rests(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("captcha.conf.settings.CAPTCHA_TEST_MODE", True)
    answer = {"challenge_0": "any", "challenge_1": "PASSED"}
    for _ in range(5):
        Client().post("/login/", typed(cast.hospital_admin, "unit", "wrong") | answer)
    page = Client().post("/login/", typed(cast.hospital_admin, "unit") | answer).content.decode()
    assert "15 分钟后再试" in page


@pytest.mark.covers("M2.1")
def test_the_challenge_comes_only_after_failures(cast: Cast) -> None:
    assert "验证码" not in Client().get("/login/").content.decode()
    for _ in range(2):
        Client().post("/login/", typed(cast.hospital_admin, "unit", "wrong"))
    page = Client().post("/login/", typed(cast.hospital_admin, "unit")).content.decode()
    assert "captcha/image/" in page


@pytest.mark.covers("M2.1")
def test_an_older_page_is_asked_once_more_and_keeps_the_account(cast: Cast) -> None:
    """Somebody else failed meanwhile: the page had no challenge, so nothing is said of a field it did not have."""
    older = Client()
    for _ in range(2):
        Client().post("/login/", typed(cast.hospital_admin, "unit", "wrong"))
    page = older.post("/login/", typed(cast.hospital_admin, "unit")).content.decode()
    assert "请再完成一次验证后登录" in page
    assert "请填写验证码" not in page
    assert 'href="#id_challenge' not in page
    assert f'value="{cast.hospital_admin.account.document}"' in page
    assert "data-challenge" in page


@pytest.mark.covers("M2.1")
def test_a_page_opened_anew_asks_at_once_where_signing_in_failed(cast: Cast) -> None:
    here = Client()
    for _ in range(2):
        here.post("/login/", typed(cast.hospital_admin, "unit", "wrong"))
    assert "data-challenge" in here.get("/login/").content.decode()
    assert "data-challenge" not in Client(REMOTE_ADDR="10.2.3.4").get("/login/").content.decode()
    for number in range(10):
        Client().post("/login/", unknown(number))
    assert "data-challenge" in Client().get("/login/").content.decode()


@pytest.mark.covers("M2.2")
def test_who_waits_for_a_review_is_told_by_whom_and_their_number(cast: Cast) -> None:
    registration = person_asks(cast.hospital)
    waits = {"user_type": "person", "login_name": make.document(70), "password": APPLIED}
    page = Client().post("/login/", waits).content.decode()
    for word in ("此账号还未被审核", "请主动联系济南示例第一医院管理员催其审核", "吴院员", "0531-86000000"):
        assert word in page
    assert "pending" not in page
    by = cast.hospital_admin
    scope = by.scope(PERSON.needs)
    decide(PERSON, [registration.review_id or 0], approve=False, note="请补充证明材料", by=by, scope=scope)
    page = Client().post("/login/", waits).content.decode()
    assert "驳回，原因：请补充证明材料" in page
    assert "rejected" not in page


def test_the_wrong_user_type_names_the_right_one(cast: Cast) -> None:
    page = Client().post("/login/", typed(cast.hospital_admin, "person")).content.decode()
    assert "请选择用户类型：用人单位" in page


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(cast: Cast, address: str) -> None:
    response = Client().post(f"/login/?next={address}", typed(cast.hospital_admin, "unit"))
    assert response["Location"] == "/desk/"


@pytest.mark.covers("M4")
def test_signing_out_leads_home_and_ends_the_session(cast: Cast, as_hat: Callable[[Hat], Client]) -> None:
    client = as_hat(cast.hospital_admin)
    assert client.get("/logout/").status_code == 405
    response = client.post("/logout/")
    assert (response["Location"], response["Clear-Site-Data"]) == ("/", '"storage"')
    assert client.get("/desk/").status_code == 302
    assert Event.objects.filter(tag="account.sign_out", account_id=cast.hospital_admin.account_id).exists()


@pytest.mark.covers("M2.1")
def test_an_office_that_signs_in_together_meets_no_challenge(cast: Cast) -> None:
    for _ in range(12):
        assert Client().post("/login/", typed(cast.hospital_admin, "unit")).status_code == 302
