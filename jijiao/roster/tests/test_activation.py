"""激活链接: single-use, by message or on paper, and the password is the person's own (M5.4.3, M5.4.3.1)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from jijiao.accounts.models import Account, Hat
from jijiao.accounts.signing_in import failures_of
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.letters.models import Delivery, Letter
from jijiao.lib.refusal import Refusal
from jijiao.people.activating import activate, activation_by, open_links
from jijiao.people.models import Activation, Person
from jijiao.roster.inviting import issue
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3", "M5.4.3.1")
AsHat = Callable[[Hat], Client]
PASSWORD = "Qingshan-7719-lu"


@pytest.fixture
def chen(cast: Cast) -> Person:
    """Imported by the hospital, without an account."""
    return make.person(cast.hospital, "陈晓东", 501)


def answers(document: str) -> dict[str, str]:
    return {"document": document, "password": PASSWORD, "password2": PASSWORD}


def test_a_link_comes_by_message_and_opens_once(cast: Cast, as_hat: AsHat, client: Client, chen: Person) -> None:
    Person.everywhere.filter(pk=chen.pk).update(mobile="", email="chen@example.com")
    body = {"chosen": [chen.pk, cast.li.pk], "way": "send"}
    page = as_hat(cast.hospital_admin).post("/people/links/", body, follow=True).content.decode()
    assert "李建国：已有登录账号" in page
    run_waiting()
    [sent] = [message for message in mail.outbox if message.to == ["chen@example.com"]]
    found = re.search(r"/activate/[\w-]+/", str(sent.body))
    assert found is not None
    assert chen.document not in sent.body
    link = found[0]
    shown = client.get(link).content.decode()
    assert "陈晓东" in shown
    assert chen.document not in shown
    assert client.post(link, answers(make.document(502))).status_code == 422
    assert not Account.objects.filter(name="陈晓东").exists()
    assert client.post(link, answers(chen.document)).status_code == 302
    person = Person.everywhere.get(pk=chen.pk)
    assert person.account.check_password(PASSWORD)
    assert person.account.hats.get().kind == Hat.Kind.TECHNICIAN
    assert "已使用" in client.get(link).content.decode()
    tags = set(Event.objects.filter(subject_id=chen.pk, subject="people.person").values_list("tag", flat=True))
    assert {Tag.PERSON_INVITE, Tag.PERSON_ACTIVATE, Tag.PERSON_LINK} <= tags


def test_the_sheet_to_print_is_the_askers_alone(cast: Cast, as_hat: AsHat, chen: Person) -> None:
    client = as_hat(cast.hospital_admin)
    client.post("/people/links/", {"chosen": [chen.pk], "way": "print"})
    job = next(job for job in run_waiting() if job.kind == "roster.links")
    path = f"/jobs/{job.ref}/files/{job.files.get().number}/"
    assert bytes(client.get(path).content).startswith(b"%PDF")
    assert as_hat(cast.hospital_clerk).get(path).status_code == 404
    assert not Delivery.objects.exists()


def test_a_new_link_ends_the_one_before_and_time_ends_both(cast: Cast, chen: Person) -> None:
    first = open_links([chen], by=cast.hospital_admin)[chen.pk]
    second = open_links([chen], by=cast.hospital_admin)[chen.pk]
    assert first != second
    assert activation_by(first) is None
    assert activation_by(second) is not None
    row = Activation.everywhere.get()
    assert second not in row.secret_key
    Activation.everywhere.update(expires_at=row.issued_at - timedelta(days=1))
    assert activation_by(second) is None


def test_of_two_who_open_one_link_the_second_is_refused(cast: Cast, chen: Person) -> None:
    secret = open_links([chen], by=cast.hospital_admin)[chen.pk]
    one, two = activation_by(secret), activation_by(secret)
    assert one is not None
    assert two is not None
    activate(one, make_password(PASSWORD))
    with pytest.raises(Refusal, match="已使用"):
        activate(two, make_password(PASSWORD))


def test_tries_are_counted(cast: Cast, client: Client, chen: Person) -> None:
    link = f"/activate/{open_links([chen], by=cast.hospital_admin)[chen.pk]}/"
    for _ in range(5):
        client.post(link, answers(make.document(502)))
    assert "15 分钟" in client.post(link, answers(chen.document)).content.decode()
    assert not Account.objects.filter(name="陈晓东").exists()


def test_who_gets_no_link(cast: Cast, chen: Person) -> None:
    with pytest.raises(Refusal, match="不是本单位"):
        issue([chen.pk], "print", by=cast.school_admin)
    Person.everywhere.filter(pk=chen.pk).update(status=Person.Status.RETIRED)
    with pytest.raises(Refusal, match="不在册"):
        issue([chen.pk], "print", by=cast.hospital_admin)


def test_issuing_is_refused(cast: Cast, as_hat: AsHat, client: Client, chen: Person) -> None:
    body = {"chosen": [chen.pk], "way": "print"}
    assert as_hat(cast.hospital_admin).get("/people/links/").status_code == 405
    assert as_hat(cast.school_admin).post("/people/links/", body).status_code == 409
    assert as_hat(cast.hospital_reader).post("/people/links/", body).status_code == 403
    assert client.post("/people/links/", body).status_code == 302
    assert client.post(f"/activate/{'x' * 32}/", answers(chen.document)).status_code in (200, 422)
    assert not Job.everywhere.filter(kind="roster.links").exists()


def test_whoever_has_no_account_is_led_to_the_activation_link(cast: Cast, as_hat: AsHat, chen: Person) -> None:
    client = as_hat(cast.hospital_admin)
    page = client.get(f"/people/{chen.ref}/").content.decode()
    assert ("首页注册" in page, f'name="chosen" value="{chen.pk}"' in page) == (False, True)
    assert 'action="/people/links/"' in page
    refused = client.post(f"/people/{chen.ref}/password/", follow=True).content.decode()
    assert "发放激活链接" in refused
    reader = as_hat(cast.hospital_reader).get(f"/people/{chen.ref}/").content.decode()
    assert ("由所在单位发放激活链接" in reader, "/people/links/" in reader) == (True, False)


def test_an_account_there_is_asks_for_its_password_and_is_bound(cast: Cast, client: Client, chen: Person) -> None:
    """Whoever opened it: the link proves the contacts on the roll, the password whose account it is."""
    account = make.administrator(cast.school, chen.name, 501, role="查询人员").account
    link = f"/activate/{open_links([chen], by=cast.hospital_admin)[chen.pk]}/"
    page = client.get(link).content.decode()
    assert "该证件号已有账号" in page
    assert ("/recovery/" in page, "客服核验身份" in page, "password2" in page) == (True, True, False)
    assert client.post(link, answers(chen.document)).status_code == 422
    assert client.post(link, {"document": make.document(502), "password": make.PASSWORD}).status_code == 422
    chen.refresh_from_db()
    assert chen.account is None
    assert client.post(link, {"document": chen.document, "password": make.PASSWORD}).status_code == 302
    chen.refresh_from_db()
    assert chen.account == account
    assert account.hats.filter(kind=Hat.Kind.TECHNICIAN).exists()
    assert "已使用" in client.get(link).content.decode()
    told = set(Letter.everywhere.filter(title="账号已关联单位名册").values_list("account", flat=True))
    assert {account.pk, cast.hospital_admin.account_id} <= told
    assert cast.hospital_reader.account_id not in told
    run_waiting()
    assert [message.subject for message in mail.outbox if message.to == [account.email]] == ["账号已关联单位名册"]


def test_guesses_at_the_password_count_as_signing_in(cast: Cast, client: Client, chen: Person) -> None:
    account = make.account(chen.name, 501)
    link = f"/activate/{open_links([chen], by=cast.hospital_admin)[chen.pk]}/"
    for _ in range(3):
        client.post(link, answers(chen.document))
    assert failures_of(account) == 3


def test_an_account_of_another_name_is_not_bound(cast: Cast, client: Client, chen: Person) -> None:
    make.account("别的人", 501)
    link = f"/activate/{open_links([chen], by=cast.hospital_admin)[chen.pk]}/"
    page = client.post(link, {"document": chen.document, "password": make.PASSWORD}).content.decode()
    assert "姓名与单位名册的不一致" in page
    chen.refresh_from_db()
    assert chen.account is None
