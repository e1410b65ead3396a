"""激活链接 to everybody of an import: by message, some at a time, with an outcome for each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.jobs.worker import Worker
from jijiao.letters import jobs as delivering
from jijiao.letters.actions import send
from jijiao.letters.models import Delivery
from jijiao.lib import clock
from jijiao.people.activating import activation_by
from jijiao.people.models import Activation, Person
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import import_
from jijiao.roster import printing, sending
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3", "M5.4.3.1")
AsHat = Callable[[Hat], Client]
NAMES = ("甲甲", "乙乙", "丙丙", "丁丁", "戊戊")


class Gateway:
    """Takes every SMS but those to one number."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}

    def send(self, mobile: str, text: str) -> None:
        if mobile == "13700000802":
            raise OSError("refused")
        self.sent[mobile] = text


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    found = Gateway()
    monkeypatch.setattr(delivering, "gateway", lambda: found)
    # given up at once
    monkeypatch.setattr(delivering, "ATTEMPTS", 1)
    return found


@pytest.fixture
def imported(cast: Cast, as_hat: AsHat) -> Job:
    """Five people: 甲 and 戊 with a mobile, 乙's is refused by the gateway, 丙 has only mail, 丁 neither."""
    rows = [good_row(number, name=name) for number, name in enumerate(NAMES, start=801)]
    job, _ = import_(as_hat(cast.hospital_admin), upload(rows))
    Person.everywhere.filter(name="丙丙").update(mobile="", email="c@example.com")
    Person.everywhere.filter(name="丁丁").update(mobile="", email="")
    return job


def work(attempts: int = 1) -> None:
    Worker(heartbeat=False, attempts=attempts).work_off()


def test_everybody_of_an_import_gets_a_link_or_a_reason(
    cast: Cast, as_hat: AsHat, imported: Job, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    account = make.account("戊戊", 805)
    Person.everywhere.filter(name="戊戊").update(account=account)
    client = as_hat(cast.hospital_admin)
    assert "给新增人员发放激活链接" in client.get(f"/jobs/{imported.ref}/").content.decode()
    answer = client.post("/people/import/links/", {"import": imported.ref, "way": "send"})
    work()
    job = Job.everywhere.get(kind="roster.links")
    assert answer["Location"] == f"/jobs/{job.ref}/"
    assert (job.state, job.done, job.total, job.result["issued"], job.result["left"]) == ("done", 5, 5, 3, 2)
    told: dict[str, Any] = {each.name: (each.way, each.state) for each in sending.outcome(job)["told"]}
    assert told["甲甲"] == ("短信", "已发送")
    assert told["乙乙"][1].startswith("发送失败，请核对手机号")
    assert told["丙丙"] == ("邮件", "已发送")
    assert told["丁丁"][1] == "未发放：没有能收到链接的手机号或邮箱，请打印二维码。"
    assert told["戊戊"][1] == "未发放：已有登录账号。"
    assert sending.outcome(job)["counts"] == {"未发放": 2, "发送失败": 1, "发送中": 0, "已发送": 2}
    page = client.get(f"/jobs/{job.ref}/").content.decode()
    assert "已发放 3 人，未发放 2 人" in page
    assert "乙乙" in page
    assert (list(gateway.sent), len(mail.outbox)) == (["13700000801"], 1)
    assert "/activate/" in gateway.sent["13700000801"]
    assert {(row.address, row.text) for row in Delivery.objects.all()} == {("", "")}


def test_a_worker_that_dies_between_two_chunks_sends_nobody_two_links(
    cast: Cast, as_hat: AsHat, imported: Job, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    as_hat(cast.hospital_admin).post("/people/import/links/", {"import": imported.ref, "way": "send"})

    def dying(address: str, *args: Any, **more: Any) -> Any:
        if Delivery.objects.count() == 3:
            raise KeyboardInterrupt
        return send(address, *args, **more)

    monkeypatch.setattr(sending, "send", dying)
    with pytest.raises(KeyboardInterrupt):
        work()
    job = Job.everywhere.get(kind="roster.links")
    assert (job.cursor, Activation.everywhere.count(), Delivery.objects.count()) == (4, 3, 3)
    monkeypatch.setattr(sending, "send", send)
    Job.everywhere.filter(pk=job.pk).update(lease_until=clock.now())
    work(attempts=3)
    job.refresh_from_db()
    assert (job.state, job.result["issued"], job.result["left"]) == ("done", 4, 1)
    assert list(Delivery.objects.order_by("about_id").values_list("about_id", flat=True)) == list(
        Person.everywhere.filter(name__in=NAMES).exclude(name="丁丁").order_by("pk").values_list("pk", flat=True)
    )


def test_sending_to_an_import_is_refused(cast: Cast, as_hat: AsHat, client: Client, imported: Job) -> None:
    body = {"import": imported.ref, "way": "send"}
    assert client.post("/people/import/links/", body).status_code == 302
    assert as_hat(cast.hospital_reader).post("/people/import/links/", body).status_code == 403
    assert as_hat(cast.school_admin).post("/people/import/links/", body).status_code == 409
    owner = as_hat(cast.hospital_admin)
    assert owner.get("/people/import/links/").status_code == 405
    assert owner.post("/people/import/links/", body).status_code == 302
    assert "正在发放" in owner.post("/people/import/links/", body, follow=True).content.decode()
    assert Job.everywhere.filter(kind="roster.links").count() == 1
    Job.everywhere.filter(pk=imported.pk).update(result={"phase": "undone"})
    run_waiting()
    assert owner.post("/people/import/links/", body).status_code == 409


class Press:
    """Draws each sheet, but dies once before its second."""

    def __init__(self) -> None:
        self.drawn: list[list[str]] = []
        self.dead = False

    def sheet(self, unit: str, until: str, people: Any) -> bytes:
        if len(self.drawn) == 1 and not self.dead:
            self.dead = True
            raise KeyboardInterrupt
        self.drawn.append([link for _, _, link in people])
        return b"%PDF"


def test_both_ways_are_offered_and_one_is_chosen(cast: Cast, as_hat: AsHat, imported: Job) -> None:
    client = as_hat(cast.hospital_admin)
    page = client.get(f"/jobs/{imported.ref}/").content.decode()
    assert ('name="way" value="send"' in page, 'name="way" value="print"' in page) == (True, True)
    assert client.post("/people/import/links/", {"import": imported.ref}).status_code == 409
    assert not Job.everywhere.filter(kind="roster.links").exists()


def test_codes_to_print_are_made_in_files_one_after_the_other(
    cast: Cast, as_hat: AsHat, imported: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press()
    monkeypatch.setattr(printing, "IN_A_FILE", 2)
    monkeypatch.setattr(printing, "sheet", press.sheet)
    Person.everywhere.filter(name="甲甲").update(account=make.account("甲甲", 801))
    client = as_hat(cast.hospital_admin)
    client.post("/people/import/links/", {"import": imported.ref, "way": "print"})
    with pytest.raises(KeyboardInterrupt):
        work()
    job = Job.everywhere.get(kind="roster.links")
    assert (job.cursor, job.files.count(), Activation.everywhere.count()) == (2, 1, 1)
    Job.everywhere.filter(pk=job.pk).update(lease_until=clock.now())
    work(attempts=3)
    job.refresh_from_db()
    assert (job.state, job.done, job.result["issued"], job.result["left"]) == ("done", 5, 4, 1)
    assert [len(links) for links in press.drawn] == [1, 2, 1]
    assert [file.name[-6:] for file in job.outputs] == ["-1.pdf", "-2.pdf", "-3.pdf"]
    assert all(activation_by(link.rstrip("/").rsplit("/", 1)[1]) for part in press.drawn for link in part)
    assert not Delivery.objects.exists()
    assert f"/jobs/{job.ref}/files/3/" in client.get(f"/jobs/{job.ref}/").content.decode()


def test_whoever_got_an_account_while_their_card_was_drawn_is_left(
    cast: Cast, as_hat: AsHat, imported: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make.account("乙乙", 802)

    def sheet(unit: str, until: str, people: Any) -> bytes:
        Person.everywhere.filter(name="乙乙").update(account=account)
        return b"%PDF"

    monkeypatch.setattr(printing, "sheet", sheet)
    as_hat(cast.hospital_admin).post("/people/import/links/", {"import": imported.ref, "way": "print"})
    work()
    job = Job.everywhere.get(kind="roster.links")
    assert (job.result["issued"], job.result["left"], job.outputs[0].name[-6:]) == (4, 1, f"{clock.today():%d}.pdf")
    assert not Activation.everywhere.filter(person__name="乙乙").exists()
