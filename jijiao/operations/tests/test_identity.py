"""核验身份 and its proof: no password is reset upon a word on the telephone, and the auditor sees what it rested on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.attachments.tests.pictures import picture
from jijiao.operations.identity import NotIdentified, check_identity, reset_password, unlock
from jijiao.operations.models import IdentityCheck
from jijiao.security.second_factor import is_on
from jijiao.testing.cast import Cast

Enter = Callable[[Hat], Client]
LOOK = "/operations/accounts/"
pytestmark = pytest.mark.covers("R4")


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("公函.png", picture(), content_type="image/png")


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"way": "letter", "reference": "济一院函〔2026〕3 号"}, "请上传公函扫描件"),
        ({"way": "video"}, "请填写视频录像的编号"),
        ({"way": "superior", "scans": "a letter"}, "请填写书面确认的文号"),
        ({"way": "superior", "reference": "鲁卫函〔2026〕9 号"}, "请上传书面确认的扫描件"),
    ],
)
def test_each_way_asks_for_its_proof_and_keeps_what_was_typed(
    cast: Cast, as_hat: Enter, said: dict[str, Any], missing: str
) -> None:
    posted = said | {"note": "与登记的信息逐项核对"}
    if "scans" in said:
        posted["scans"] = letter()
    answer = as_hat(cast.operator).post(f"{LOOK}{cast.li.account.ref}/identity-checks/", posted)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert missing in text
    assert "与登记的信息逐项核对" in text
    assert ("scans-kept" in text) is ("scans" in said)
    assert not IdentityCheck.everywhere.exists()


def test_the_telephone_alone_opens_no_password(cast: Cast, as_hat: Enter) -> None:
    account, client = cast.li_hat.account, as_hat(cast.operator)
    page = f"{LOOK}{account.ref}/"
    client.post(f"{page}identity-checks/", {"way": "phone", "note": "电话核对姓名、单位和手机号"})
    shown = client.get(page).content.decode()
    assert "重置密码须另以" in shown
    assert 'data-open="#reset"' not in shown
    with pytest.raises(NotIdentified, match="只凭电话核验不能重置密码"):
        reset_password(account, by=cast.operator)
    unlock(account, by=cast.operator)
    client.post(f"{page}second/")
    assert not is_on(account.pk)
    check_identity(account, way="video", reference="LX-1", note="核对原件", by=cast.operator)
    assert reset_password(account, by=cast.operator)


def test_the_auditor_sees_the_letter_and_nobody_else_does(cast: Cast, as_hat: Enter) -> None:
    page = f"{LOOK}{cast.li.account.ref}/"
    client = as_hat(cast.operator)
    said = {"way": "letter", "reference": "济一院函〔2026〕3 号", "note": "公函核对无误", "scans": letter()}
    assert client.post(f"{page}identity-checks/", said).status_code == 302
    check = IdentityCheck.everywhere.get()
    assert "扫描件 1" in client.get(page).content.decode()
    assert client.get(f"{page}identity-checks/{check.pk}/scans/1/")["Content-Type"] == "image/png"
    assert client.get(f"{LOOK}{cast.wang.account.ref}/identity-checks/{check.pk}/scans/1/").status_code == 404
    record = f"/operations/identity-checks/{check.pk}/"
    assert client.get(record).status_code == 403
    auditor = as_hat(cast.audit_officer)
    assert record in auditor.get("/operations/trail/", {"tag": "account.identify"}).content.decode()
    text = auditor.get(record).content.decode()
    assert "济一院函〔2026〕3 号" in text
    assert "所在单位出具公函" in text
    assert auditor.get(f"{record}scans/1/")["Content-Type"] == "image/png"
    assert auditor.get(f"{record}scans/2/").status_code == 404
