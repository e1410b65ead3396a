"""A form with files that fails keeps the files; what comes back is the uploader's own."""

import re
from typing import Any

import pytest
from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import Client
from django.urls import reverse

from jijiao.attachments import actions, uploads
from jijiao.attachments.fields import AttachmentField
from jijiao.attachments.models import Attachment
from jijiao.attachments.responses import serve
from jijiao.attachments.tests.pictures import picture
from jijiao.lib.actor import VISITOR, Nobody

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    title = forms.CharField()
    evidence = AttachmentField(label="证明材料", limit=3)


def image(name: str = "签到表.png", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture())


def post(session: SessionStore, hat: Any = None, **data: Any) -> HttpRequest:
    request = RequestFactory().post("/", data)
    request.session = session
    request.hat = hat  # type: ignore[attr-defined]
    return request


def bound(request: HttpRequest, **options: Any) -> Form:
    return Form(request.POST, uploads.as_files(uploads.take(request, "evidence", limit=3, **options)))


def tokens(form: Form) -> list[str]:
    return re.findall(r'name="evidence-kept" value="([^"]+)"', str(form["evidence"]))


def test_a_failed_form_brings_its_good_files_back() -> None:
    session = SessionStore()
    form = bound(post(session, evidence=[image(), image("坏.png", b"nothing")]))

    assert form.errors["evidence"] == ["坏.png：这不是图片文件，请上传 jpg、jpeg、gif、bmp 或 png 格式的图片。"]
    assert "签到表.png" in str(form["evidence"])

    again = bound(post(session, title="会议", **{"evidence-kept": tokens(form)}))
    assert again.is_valid()
    assert [attachment.name for attachment in again.cleaned_data["evidence"]] == ["签到表.png"]


def test_a_ticked_file_is_left_out() -> None:
    session = SessionStore()
    form = bound(post(session, evidence=[image("一.png"), image("二.png")]))
    first = Attachment.everywhere.get(name="一.png")

    again = bound(post(session, title="会议", **{"evidence-kept": tokens(form), "evidence-remove": first.ref}))

    assert again.is_valid()
    assert [attachment.name for attachment in again.cleaned_data["evidence"]] == ["二.png"]


def test_another_session_or_an_altered_token_brings_nothing_back() -> None:
    (token,) = tokens(bound(post(SessionStore(), evidence=[image()])))

    for session, sent in ((SessionStore(), token), (SessionStore("other"), token), (SessionStore(), token[:-1] + "x")):
        assert not uploads.take(post(session, **{"evidence-kept": sent}), "evidence").attachments


def test_a_token_of_one_input_is_no_token_of_another() -> None:
    session = SessionStore()
    (token,) = tokens(bound(post(session, evidence=[image()])))

    assert not uploads.take(post(session, **{"licence-kept": token}), "licence").attachments


def test_the_fourth_of_three_is_not_stored() -> None:
    form = bound(post(SessionStore(), evidence=[image(f"{n}.png") for n in range(4)]))

    assert form.errors["evidence"] == ["3.png：最多 3 张图片，这张没有保存，请先移除别的。"]
    assert Attachment.everywhere.count() == 3
    assert "disabled" in str(form["evidence"])


def test_a_single_file_is_replaced() -> None:
    session = SessionStore()
    first = uploads.take(post(session, licence=image("旧.png")), "licence", limit=1)
    request = post(session, **{"licence-kept": first.attachments[0].token("licence"), "licence": image("新.png")})

    assert [item.name for item in uploads.take(request, "licence", limit=1).attachments] == ["新.png"]


def test_what_the_object_owns_may_be_sent_again() -> None:
    li = Nobody("李", account_id=11)  # type: ignore[arg-type]
    (owned,) = actions.claim([actions.keep(image(), by=li).ref], by=li)
    wang = Nobody("王", account_id=12)  # type: ignore[arg-type]
    sent = {"title": "会议", "evidence-kept": owned.token("evidence")}

    assert not bound(post(SessionStore(), wang, **sent)).is_valid()
    form = bound(post(SessionStore(), wang, **sent), existing=[owned])
    assert form.is_valid()
    assert form.cleaned_data["evidence"] == [owned]


def test_a_new_form_shows_what_the_object_owns_and_needs_no_script() -> None:
    li = Nobody("李", account_id=11)  # type: ignore[arg-type]
    (owned,) = actions.claim([actions.keep(image("a&b.png"), by=li).ref], by=li)

    html = str(Form(initial={"evidence": [owned]})["evidence"])

    assert "a&amp;b.png" in html
    assert owned.token("evidence") in html
    assert "<script" not in html
    assert "style=" not in html
    assert 'for="id_evidence-1"' in html
    assert 'aria-describedby="id_evidence_helptext"' in html


def test_the_uploader_previews_and_nobody_else(client: Client) -> None:
    session = client.session
    session["a"] = 1
    session.save()
    attachment = actions.keep(image(), by=VISITOR, session_key=session.session_key)
    address = reverse("attachments.pending", args=[attachment.ref])

    assert client.get(address)["Content-Type"] == "image/png"
    assert client.post(address).status_code == 405
    assert Client().get(address).status_code == 404

    actions.claim([attachment.ref], by=VISITOR, session_key=session.session_key)
    assert client.get(address).status_code == 404


NAMES = ["签到表.png", 'a"; filename=x.html', "a\r\nSet-Cookie: a=b.png", "..\\..\\x.png", "\u202egnp.exe", "长" * 300]


@pytest.mark.parametrize("name", NAMES)
def test_an_attachment_is_sent_as_a_plain_picture(name: str) -> None:
    attachment = actions.keep(image(name), by=Nobody("李", account_id=11))  # type: ignore[arg-type]
    response = serve(attachment, download=True)

    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert not re.search(r"[\r\n]|html|exe", response["Content-Disposition"])
