"""专业技术人员注册 as a visitor fills it in (R0.2)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.attachments import actions as attachments
from jijiao.attachments.models import Attachment
from jijiao.registration import proof
from jijiao.registration.models import PersonRegistration
from jijiao.registration.tests.forms_filled import PASSWORD, picture
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("R0.2")


def person_answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    answers = {
        "unit": cast.hospital.pk, "department": cast.surgery.pk, "document_kind": "111", "document": make.document(70),
        "password": PASSWORD, "password2": PASSWORD, "real_name": "赵申请", "mobile": "13700001234",
        "email": "zhao@example.com", "education": "21", "title_series": "04", "title_level": "2",
        "title": "副主任医师", "title_major": "普通外科", "title_on": "2020-12-01", "commitment": "on",
    }  # fmt: skip
    return answers | changes


def test_a_person_registers(cast: Cast, client: Client) -> None:
    answer = client.post(
        reverse("registration.person"), person_answers(cast, proofs=picture("职称证.png")), follow=True
    )
    assert "济南示例第一医院" in answer.content.decode()
    registration = PersonRegistration.everywhere.get()
    assert (registration.title_level, registration.proofs.count()) == ("2", 1)


def test_sex_and_birth_date_are_asked_where_the_number_is_silent(cast: Cast, client: Client) -> None:
    passport = {"document_kind": "414", "document": "E12345678"}
    page = client.post(reverse("registration.person"), person_answers(cast, **passport)).content.decode()
    assert "该证件号不含性别，请选择性别" in page
    assert "该证件号不含出生日期，请填写出生日期" in page
    client.post(reverse("registration.person"), person_answers(cast, **passport, sex="2", born_on="1988-03-02"))
    registration = PersonRegistration.everywhere.get()
    assert (registration.sex, registration.born_on) == ("2", date(1988, 3, 2))
    wrong = person_answers(cast, born_on="1988-03-02")
    assert "与证件号中的出生日期不一致" in client.post(reverse("registration.person"), wrong).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title_level": "3"}, "请重新选择职称名称"),
        ({"title": ""}, "有职称的请填写职称名称"),
        ({"title_series": "99"}, ""),
        ({"department": ""}, "请选择工作部门"),
        ({"title_on": "2999-01-01"}, "不能晚于今天"),
        ({"unit": ""}, "请查找并选择所在单位"),
        ({"document": make.document(102)}, ""),  # on another roll: the reviewer is told, not whoever typed the number
    ],
)
def test_titles_follow_their_series(cast: Cast, client: Client, changes: dict[str, Any], message: str) -> None:
    answer = client.post(reverse("registration.person"), person_answers(cast, **changes))
    if message:
        assert message in answer.content.decode()
    else:
        assert answer.status_code == 302


def test_a_network_that_hands_in_too_often_stores_no_files_either(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "SUBMISSIONS", 1)
    address = reverse("registration.person")
    client.post(address, person_answers(cast, document=make.document(71), proofs=picture("甲.png")))
    assert Attachment.everywhere.count() == 1
    page = Client().post(address, person_answers(cast, proofs=picture("乙.png"))).content.decode()
    assert "乙.png：提交过于频繁，请 10 分钟后再试" in page
    assert 'value="赵申请"' in page
    Client().post(address, person_answers(cast, look="1", proofs=picture("丙.png")))
    assert Attachment.everywhere.count() == 1


def test_visitors_of_one_network_upload_so_many_files_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "VISITORS_AN_HOUR", 1)
    for number, said in ((1, ""), (2, "您所在的网络一小时内上传的图片已达 1 张")):
        unfinished = person_answers(cast, real_name="", proofs=picture(f"{number}.png"))
        assert said in Client().post(reverse("registration.person"), unfinished).content.decode()
    assert Attachment.everywhere.count() == 1
