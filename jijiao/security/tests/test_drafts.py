"""A form that was being filled survives the sign-in again: kept sealed, for its author only, without secrets."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from jijiao.accounts import devices
from jijiao.accounts.models import Account, Hat
from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.security import drafts
from jijiao.security.tests.test_passwords import signed_in
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M2.1")]
LOST = "您刚才填写的内容没能保留"
TEXT = "护理路径研究的未提交内容"


def expired(hat: Hat, user_type: str) -> Client:
    """A browser whose session ended while somebody typed."""
    client = signed_in(hat, user_type)
    Session.objects.filter(pk=client.session.session_key).delete()
    return client


def submitted(client: Client, **more: object) -> str:
    typed = {"name": TEXT, "password": "Geheim-1", "ways": ["a", "b"]}
    answer = client.post("/declarations/new/?form=paper", typed | more)
    assert answer.headers["Location"].startswith("/login/?next=%2Fdesk%2F")
    return client.get(answer.headers["Location"]).content.decode()


def sign_in(client: Client, hat: Hat, user_type: str) -> str:
    typed = {"user_type": user_type, "login_name": hat.account.document, "password": make.PASSWORD}
    return client.post("/login/", typed).headers["Location"]


def test_what_was_typed_is_offered_again(cast: Cast) -> None:
    client = expired(cast.li_hat, "person")
    submitted(client, proofs=SimpleUploadedFile("scan.png", b"x"))
    assert "登录后可以继续提交" in client.get("/login/").content.decode()
    assert TEXT not in "".join(Session.objects.values_list("session_data", flat=True))
    assert TEXT not in str(dict(client.session))
    assert sign_in(client, cast.li_hat, "person") == "/account/draft/"
    page = client.get("/account/draft/").content.decode()
    assert 'action="/declarations/new/?form=paper"' in page
    assert f'name="name" value="{TEXT}"' in page
    assert page.count('name="ways"') == 2
    assert "请在下一页重新选择" in page
    assert "Geheim-1" not in page
    client.post("/declarations/new/?form=paper", {"name": TEXT})
    assert client.get("/account/draft/").headers["Location"] == "/desk/"


def test_an_idle_session_counts_as_ended(cast: Cast) -> None:
    client = signed_in(cast.li_hat, "person")
    with clock.frozen(clock.now() + timedelta(hours=3)):
        submitted(client)
        assert sign_in(client, cast.li_hat, "person") == "/account/draft/"
        client.post("/account/draft/")
        assert client.get("/account/draft/").headers["Location"] == "/desk/"


def test_nobody_else_gets_it(cast: Cast) -> None:
    client = expired(cast.li_hat, "person")
    submitted(client)
    assert sign_in(client, cast.wang_hat, "person") == "/desk/"
    assert client.get("/account/draft/").headers["Location"] == "/desk/"


def test_a_stranger_leaves_nothing_behind(cast: Cast) -> None:
    client = Client()
    assert LOST in submitted(client)
    assert "draft" not in client.session


@pytest.mark.parametrize("more", [{"long": "x" * 65_536}, {"long": "长" * 22_000}, {"many": ["x" * 10_000] * 7}])
def test_what_is_too_large_is_not_kept_and_the_page_says_so(cast: Cast, more: dict[str, object]) -> None:
    client = expired(cast.li_hat, "person")
    page = submitted(client, **more)
    assert LOST in page
    assert "内容已保留" not in page
    assert "draft" not in client.session
    assert "内容已保留" in submitted(client, long="x" * 60_000)


def test_an_account_has_so_many_drafts_an_hour_and_a_network_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "OF_ACCOUNT", 2)
    monkeypatch.setattr(drafts, "OF_NETWORK", 3)
    li, wang = expired(cast.li_hat, "person"), expired(cast.wang_hat, "person")
    assert [kept_by(li) for _ in range(3)] == [True, True, False]
    assert not kept_by(wang)
    assert kept_by(wang, "10.9.8.7")
    with clock.frozen(clock.now() + timedelta(hours=1, minutes=1)):
        assert kept_by(li)


def kept_by(client: Client, network: str = "127.0.0.1") -> bool:
    """Whether a new session of this browser keeps what it submits; if not, it does not even begin."""
    before = Session.objects.count()
    browser = Client(REMOTE_ADDR=network)
    browser.cookies[devices.COOKIE] = client.cookies[devices.COOKIE].value
    browser.post("/declarations/new/?form=paper", {"name": TEXT})
    return Session.objects.count() > before


def test_the_browser_of_a_closed_account_keeps_nothing(cast: Cast) -> None:
    client = expired(cast.li_hat, "person")
    Account.objects.filter(pk=cast.li_hat.account_id).update(is_active=False)
    assert LOST in submitted(client)
    assert "draft" not in client.session
    # a cookie from before the last account was in it
    old = ["a" * 16, devices.mark_of(cast.wang_hat.account)]
    client.cookies[devices.COOKIE] = signing.dumps(old, salt=devices.SALT)
    assert LOST in submitted(client)


def picture(name: str = "培训通知.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_images_go_along_and_become_the_authors_when_they_sign_in(cast: Cast) -> None:
    client = expired(cast.li_hat, "person")
    submitted(client, evidence=[picture(), picture("课程表.png"), SimpleUploadedFile("scan.pdf", b"%PDF-1.7")])
    assert {row.uploaded_by for row in Attachment.everywhere.all()} == {None}
    sign_in(client, cast.li_hat, "person")
    assert {row.uploaded_by for row in Attachment.everywhere.all()} == {cast.li_hat.account_id}
    page = client.get("/account/draft/").content.decode()
    assert "所选的图片已保留 2 张" in page
    assert "有 1 个文件没有保留" in page
    tokens = re.findall(r'name="evidence-kept" value="([^"]+)"', page)
    again = client.post("/declarations/new/?form=paper", {"step": "fields", "evidence-kept": tokens}).content.decode()
    assert "培训通知.png" in again
    assert "课程表.png" in again


def test_images_of_a_draft_are_nobody_elses(cast: Cast) -> None:
    client = expired(cast.li_hat, "person")
    submitted(client, evidence=picture())
    token = Attachment.everywhere.get().token("evidence")
    sign_in(client, cast.wang_hat, "person")
    page = client.post("/declarations/new/", {"step": "fields", "evidence-kept": token}).content.decode()
    assert "培训通知.png" not in page
    assert Attachment.everywhere.get().uploaded_by is None


def test_neither_strangers_nor_old_browsers_fill_the_disk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted(Client(), evidence=picture())
    assert not Attachment.everywhere.exists()
    monkeypatch.setattr(drafts, "FILES_A_DAY", 2)
    client = expired(cast.li_hat, "person")
    for _ in range(3):
        submitted(client, evidence=[picture(), picture("课程表.png")])
    assert Attachment.everywhere.count() == 2
    sign_in(client, cast.li_hat, "person")
    assert "有 2 个文件没有保留" in client.get("/account/draft/").content.decode()
