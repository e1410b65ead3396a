"""M2.1, M2.2, M4: signing in by user type, the failures in their own words, signing out."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.testing.cast import Cast
from jijiao.testing.make import PASSWORD


def typed(hat: Hat, user_type: str, password: str = PASSWORD) -> dict[str, str]:
    return {"user_type": user_type, "login_name": hat.account.document, "password": password}


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
