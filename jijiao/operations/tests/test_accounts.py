"""The 安全管理员: finds anybody, recognises them, unlocks, resets; each on the record and none without the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from jijiao.accounts.models import Account, Hat
from jijiao.accounts.signing_in import TRIES, WrongPair, check_pair, failures_of
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.operations.identity import NotIdentified, check_identity, reset_password, unlock
from jijiao.operations.models import IdentityCheck
from jijiao.security.models import SecondFactor
from jijiao.testing import make
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]
LOOK = "/operations/accounts/"
CHECK = {"way": "video", "reference": "LX-2026-0031", "note": "视频核对身份证原件，与照片相符"}


def locked(account: Account) -> None:
    for _ in range(TRIES):
        with pytest.raises(WrongPair):
            check_pair(RequestFactory().post("/login/"), account.document, "wrong")


@pytest.mark.covers("R4")
@pytest.mark.parametrize("by", ["document", "mobile", "name"])
def test_anybody_is_found_by_what_they_can_say(cast: Cast, as_hat: Enter, by: str) -> None:
    said = cast.li.name if by == "name" else getattr(cast.li_hat.account, by)
    answer = as_hat(cast.operator).post(LOOK, {"text": said})
    text = answer.content.decode()
    assert f"/operations/accounts/{cast.li.account.ref}/" in text
    assert "济南示例第一医院（在册）" in text
    assert cast.li.document not in text.replace(f'value="{said}"', "")
    event = Event.objects.get(tag=Tag.ACCOUNT_LOOK_UP)
    assert said not in str(event.particulars)


def test_somebody_without_an_account_and_an_administrator_are_found_too(cast: Cast, as_hat: Enter) -> None:
    make.person(cast.school, "丁无号", 421)
    client = as_hat(cast.operator)
    assert "未开通" in client.post(LOOK, {"text": "丁无号"}).content.decode()
    assert "济南示例第一医院 超级管理员" in client.post(LOOK, {"text": "吴院员"}).content.decode()
    assert "没有查到" in client.post(LOOK, {"text": "查无此人"}).content.decode()


@pytest.mark.covers("R4")
def test_a_locked_account_is_unlocked_after_its_owner_was_recognised(cast: Cast, as_hat: Enter) -> None:
    account, client = cast.li_hat.account, as_hat(cast.operator)
    locked(account)
    page = f"{LOOK}{account.ref}/"
    assert "已锁定" in client.get(page).content.decode()
    assert "登录被锁定" in as_hat(cast.li_hat).get("/my-data/").content.decode()
    assert "登录被锁定" in as_hat(cast.audit_officer).get("/operations/trail/").content.decode()
    client.post(f"{page}unlocking/")
    assert failures_of(account) >= TRIES
    assert client.post(f"{page}identity-checks/", {"way": "", "note": ""}).status_code == 422
    client.post(f"{page}identity-checks/", CHECK)
    client.post(f"{page}unlocking/")
    assert failures_of(account) == 0
    assert "已锁定" not in client.get(page).content.decode()
    tags = Event.objects.filter(subject="accounts.account", subject_id=account.pk).values_list("tag", flat=True)
    assert {Tag.ACCOUNT_IDENTIFY, Tag.ACCOUNT_UNLOCK} <= set(tags)


@pytest.mark.covers("R4")
def test_a_one_time_password_is_shown_once(cast: Cast, as_hat: Enter) -> None:
    account, client = cast.li_hat.account, as_hat(cast.operator)
    page = f"{LOOK}{account.ref}/"
    client.post(f"{page}identity-checks/", CHECK)
    shown = client.post(f"{page}password/").content.decode()
    password = shown.split('<b class="nowrap">')[1].split("</b>")[0]
    account.refresh_from_db()
    assert account.check_password(password)
    assert password not in client.get(page).content.decode()
    assert Letter.everywhere.filter(account=account, title__contains="密码").exists()


def test_a_check_is_the_operators_own_and_does_not_last(cast: Cast) -> None:
    other = make.operator("丁安全", 422, "安全管理员")
    check_identity(cast.li_hat.account, way="person", note="到场", by=other)
    with pytest.raises(NotIdentified):
        unlock(cast.li_hat.account, by=cast.operator)
    check_identity(cast.li_hat.account, way="person", note="到场", by=cast.operator)
    unlock(cast.li_hat.account, by=cast.operator)
    with clock.frozen(clock.now() + timedelta(minutes=31)), pytest.raises(NotIdentified):
        reset_password(cast.li_hat.account, by=cast.operator)
    assert IdentityCheck.everywhere.count() == 2


def test_a_lost_second_factor_is_taken_off_after_a_check(cast: Cast, as_hat: Enter) -> None:
    account, client = cast.li_hat.account, as_hat(cast.operator)
    SecondFactor.objects.create(account=account, secret="A" * 32, confirmed_at=clock.now())
    page = f"{LOOK}{account.ref}/"
    client.post(f"{page}second/")
    assert SecondFactor.objects.exists()
    client.post(f"{page}identity-checks/", CHECK)
    assert "取消两步验证" in client.get(page).content.decode()
    client.post(f"{page}second/")
    assert not SecondFactor.objects.exists()
    assert Letter.everywhere.filter(account=account, title="两步验证已关闭").exists()


def test_no_operator_takes_over_another(cast: Cast) -> None:
    officer = cast.audit_officer.account
    check_identity(officer, way="person", note="到场", by=cast.operator)
    with pytest.raises(Refusal, match="不能由他人重置"):
        reset_password(officer, by=cast.operator)


def test_sessions_are_ended_and_a_number_is_shown_for_a_reason(cast: Cast, as_hat: Enter) -> None:
    mine, client = as_hat(cast.li_hat), as_hat(cast.operator)
    page = f"{LOOK}{cast.li.account.ref}/"
    client.post(f"{page}sessions/")
    assert mine.get("/desk/").status_code == 302
    assert client.post(f"{page}number/", {"reason": ""}).status_code == 422
    assert cast.li.document in client.post(f"{page}number/", {"reason": "call"}).content.decode()
    assert Letter.everywhere.filter(account=cast.li_hat.account, title="您的完整证件号被查看").exists()


@pytest.mark.covers("R4")
def test_the_operators_can_neither_decide_nor_change_hours(cast: Cast, as_hat: Enter) -> None:
    for hat in (cast.operator, cast.system_officer, cast.audit_officer):
        client = as_hat(hat)
        for address in ("/reviews/declaration/", "/declarations/new/", "/declarations/", "/people/import/"):
            assert client.get(address).status_code in (403, 404), (hat, address)
