"""手机号 and 邮箱 in 个人信息: the file leads to the change by a code and the change leads back; no form sets them."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Account, Hat
from jijiao.letters.models import Delivery
from jijiao.people.models import Person
from jijiao.person_changes.tests.test_pages import section
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.4.1", "R2")
AsHat = Callable[[Hat], Client]
ASK, CODE = "/account/contact/?channel=mobile&from=file", "/account/contact/code/?from=file"
NEW = {"channel": "mobile", "address": "13600009999", "password": make.PASSWORD}


def test_the_file_leads_to_the_change_and_the_change_back(cast: Cast, as_hat: AsHat) -> None:
    li = as_hat(cast.li_hat)
    assert ASK.replace("&", "&amp;") in li.get("/my-file/").content.decode()
    page = li.get(ASK).content.decode()
    assert ('href="/my-file/"' in page, "个人信息中登记的一并更新" in page) == (True, True)
    assert li.get(CODE).headers["Location"] == "/account/contact/?from=file"
    assert li.post(ASK, NEW).headers["Location"] == CODE
    assert ASK.replace("&", "&amp;") in li.get(CODE).content.decode()  # 重新获取验证码
    code = Delivery.objects.latest("pk").text[7:13]
    done = li.post(CODE, {"code": code}, follow=True)
    assert done.redirect_chain == [("/my-file/", 302)]
    page = done.content.decode()
    assert ("登记的手机已更换" in page, "136****9999" in page, "13600009999" in page) == (True, True, False)


def test_nobody_is_led_elsewhere(cast: Cast, as_hat: AsHat) -> None:
    page = as_hat(cast.li_hat).get("/account/contact/?from=https://example.com/").content.decode()
    assert ('href="/account/security/"' in page, 'href="https://example.com' in page) == (True, False)


def test_a_number_that_is_not_the_accounts_is_pointed_out(cast: Cast, as_hat: AsHat) -> None:
    li, said = as_hat(cast.li_hat), "账号登记的："
    assert f"{said}139****" in li.get("/my-file/").content.decode()
    Account.objects.filter(pk=cast.li_hat.account_id).update(mobile="")
    assert f"{said}未登记" in li.get("/my-file/").content.decode()
    account = Account.objects.get(pk=cast.li_hat.account_id)
    for field in ("mobile", "email"):
        setattr(account, field, getattr(Person.everywhere.get(pk=cast.li.pk), field))
    account.save()
    assert said not in li.get("/my-file/").content.decode()


def test_no_form_of_the_file_sets_them(cast: Cast, as_hat: AsHat) -> None:
    li, before = as_hat(cast.li_hat), Person.everywhere.get(pk=cast.li.pk)
    answers = section(cast.li, "others", native_place="370200", mobile="13600008888", email="x@example.com")
    page = li.post("/my-file/edit/others/", answers | {"password": make.PASSWORD}, follow=True).content.decode()
    assert "籍贯已修改" in page
    after = Person.everywhere.select_related("account").get(pk=cast.li.pk)
    assert (after.mobile, after.email, after.native_place) == (before.mobile, before.email, "370200")
    assert after.account is not None
    assert after.account.mobile == cast.li_hat.account.mobile
    assert li.get("/my-file/edit/contact/").status_code == 404
