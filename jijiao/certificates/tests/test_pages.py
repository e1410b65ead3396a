"""Pages of 电子证书: the list of one's scope, the file, and what the public learns (M5.4.4, R0.1)."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.certificates.actions import issue, printed
from jijiao.certificates.models import Certificate
from jijiao.certificates.views import TRIES
from jijiao.credits.models import AnnualResult
from jijiao.lib.actor import SYSTEM
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.testing import make
from jijiao.testing.cast import Cast

AsHat = Callable[[Hat], Client]


def certified(person: Person, *, hours: int = 60) -> Certificate:
    result, _ = AnnualResult.everywhere.update_or_create(
        person=person,
        year=this_year(),
        defaults={
            "public": Decimal(30),
            "professional": Decimal(hours),
            "total": Decimal(30 + hours),
            "passed": True,
            "unit": person.unit,
            "unit_path": person.unit_path,
        },
    )
    [certificate] = issue([result], by=SYSTEM)
    return certificate


def listed(client: Client, **conditions: str | int) -> list[str]:
    return [row.person.name for row in client.get("/certificates/", conditions).context["listing"].rows]


@pytest.mark.covers("M5.4.4", "R2")
def test_everybody_lists_the_certificates_of_their_scope(cast: Cast, as_hat: AsHat) -> None:
    certified(cast.li)
    certified(cast.wang)

    assert listed(as_hat(cast.hospital_admin)) == ["李建国"]
    assert listed(as_hat(cast.health_admin)) == ["李建国"]
    assert listed(as_hat(cast.jinan_admin)) == ["李建国"]
    assert listed(as_hat(cast.li_hat)) == ["李建国"]
    assert listed(as_hat(cast.wang_hat)) == ["王秀英"]
    assert len(listed(as_hat(cast.province_admin))) == 2


@pytest.mark.covers("M5.4.4")
def test_each_condition_narrows(cast: Cast, as_hat: AsHat) -> None:
    certificate = certified(cast.li)
    certified(make.person(cast.hospital, "陈晓东"))
    Person.everywhere.filter(pk=cast.li.pk).update(department=cast.surgery)
    client = as_hat(cast.hospital_admin)

    assert len(listed(client)) == 2
    assert listed(client, name=" 晓东 ") == ["陈晓东"]
    assert listed(client, department=cast.surgery.pk) == ["李建国"]
    assert listed(client, number=f" {certificate.number.lower()} ") == ["李建国"]
    assert listed(client, year=this_year() - 1) == []


def test_the_list_costs_the_same_whatever_its_length(
    cast: Cast, as_hat: AsHat, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = as_hat(cast.hospital_admin)
    for number in range(8):
        certified(make.person(cast.hospital, f"赵{'一二三四五六七八'[number]}"))

    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get("/certificates/")


def test_issuing_costs_the_same_for_many_as_for_few(
    cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        certified(make.person(cast.hospital, f"钱{'一二三四五六七八九十百千'[number]}"))
    Certificate.everywhere.all().delete()

    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        assert len(issue(list(AnnualResult.everywhere.all()), by=SYSTEM)) == 12


@pytest.mark.covers("M5.4.4")
def test_the_file_is_handed_to_those_in_sight_only(cast: Cast, as_hat: AsHat) -> None:
    certificate = certified(cast.li)
    address = f"/certificates/{certificate.pk}/pdf/"

    answer = as_hat(cast.li_hat).get(address)
    assert b"".join(answer.streaming_content) == printed(certificate).read_bytes()  # type: ignore[attr-defined]
    assert certificate.number in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert as_hat(cast.li_hat).get(address, {"preview": ""})["Content-Disposition"].startswith("inline")
    assert as_hat(cast.school_admin).get(address).status_code == 404
    assert as_hat(cast.wang_hat).get(address).status_code == 404


def test_a_certificate_whose_hours_were_taken_back_is_marked_and_not_printed(cast: Cast, as_hat: AsHat) -> None:
    certificate = certified(cast.li)
    AnnualResult.everywhere.update(professional=10, total=40, passed=False)
    client = as_hat(cast.hospital_admin)

    assert "已作废" in client.get("/certificates/").content.decode()
    refused = client.get(f"/certificates/{certificate.pk}/pdf/")
    assert refused.status_code == 409
    assert "已作废" in refused.content.decode()
    assert "该证书已作废" in Client().get(f"/verify/q/{certificate.code}/").content.decode()


@pytest.mark.covers("R0.1")
def test_the_public_learns_what_the_paper_says_and_no_more(cast: Cast, client: Client) -> None:
    certificate = certified(cast.li)
    for page in (
        client.get(f"/verify/q/{certificate.code}/"),
        client.post("/verify/", {"number": certificate.number.lower(), "name": "李 建国"}),
    ):
        text = page.content.decode()
        assert "证书真实有效" in text
        assert "李**" in text
        assert certificate.check_code in text
        assert cast.li.document[-4:] not in text


@pytest.mark.covers("R0.1")
def test_a_paper_verifies_under_the_name_it_bears(cast: Cast, client: Client) -> None:
    certificate = certified(cast.li)
    Person.everywhere.filter(pk=cast.li.pk).update(name="李建业")

    assert "证书真实有效" in client.post("/verify/", {"number": certificate.number, "name": "李建国"}).content.decode()
    assert "没有查到" in client.post("/verify/", {"number": certificate.number, "name": "李建业"}).content.decode()


@pytest.mark.covers("R0.1")
def test_a_file_is_checked_offline_of_the_register_and_against_it(cast: Cast, client: Client) -> None:
    content = printed(certified(cast.li)).read_bytes()

    def check(sent: bytes) -> str:
        file = SimpleUploadedFile("证书.pdf", sent)
        return client.post("/verify/", {"check_file": "1", "file": file}).content.decode()

    assert "签名有效，未被改动" in check(content)
    assert "证书真实有效" in check(content)
    assert "被改动过" in check(content + b"\n")
    assert "没有本平台的电子签名" in check(b"%PDF-1.7 forged")


@pytest.mark.covers("R0.1")
def test_an_address_of_no_certificate_speaks_of_the_address(client: Client, db: None) -> None:
    page = client.get("/verify/q/nothing/").content.decode()
    assert "二维码中的地址" in page
    assert "请核对证书编号和姓名" not in page
    assert "请核对证书编号和姓名" in client.post("/verify/", {"number": "SDJX", "name": "李建国"}).content.decode()


def test_a_file_that_was_not_chosen_is_to_be_chosen(client: Client, db: None) -> None:
    assert "请选择证书 PDF 文件" in client.post("/verify/", {"check_file": "1"}).content.decode()


def test_guessing_ends(cast: Cast, client: Client) -> None:
    for _ in range(TRIES):
        client.post("/verify/", {"number": "SDJX", "name": "李建国"})

    assert "查询次数过多" in client.post("/verify/", {"number": "SDJX", "name": "李建国"}).content.decode()


def test_the_root_certificate_is_public_and_without_its_key(db: None, client: Client) -> None:
    answer = client.get("/verify/root.pem")

    assert b"BEGIN CERTIFICATE" in answer.content
    assert b"PRIVATE" not in answer.content
