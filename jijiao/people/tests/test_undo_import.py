"""撤销导入: the whole batch goes, and every table is as it was before; nothing goes once something rests on it."""

import hashlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.credits.models import AnnualResult, UnitYear
from jijiao.jobs.actions import JobRefusal
from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.people.activating import open_links
from jijiao.people.models import Person
from jijiao.people.tests.rows import good_row, upload
from jijiao.people.tests.test_import import import_
from jijiao.sheets import actions, correcting
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
AsHat = Callable[[Hat], Client]
# what tells of the work itself, and alone may differ afterwards: queue, staged rows, trail, letters, who is signed in
APART = {"jobs_job", "sheets_importblock", "sheets_importrow", "audit_event", "letters_letter", "django_session"}


def hashes() -> dict[str, str]:
    """A digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[model._meta.db_table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def undo(job: Job, by: Hat) -> Job:
    actions.undo(job, by=by)
    return next(each for each in run_waiting() if each.kind == "credits.undo_import")


def everything(cast: Cast) -> SimpleUploadedFile:
    """New people, an administrator who becomes one, somebody on the roll with a new telephone, a wrong row."""
    clerk = cast.hospital_clerk.account
    return upload(
        [
            *(good_row(number, department="外科") for number in range(301, 313)),
            good_row(320, name=clerk.name, document=clerk.document),
            good_row(321, name=cast.li.name, document=cast.li.document, mobile="13712345678", note="骨干"),
            good_row(322, mobile="1"),
        ]
    )


def test_every_table_is_as_it_was(cast: Cast, as_hat: AsHat) -> None:
    run_waiting()
    client = as_hat(cast.hospital_admin)
    before = hashes()
    client.post("/people/import/", {"file": everything(cast), "renew": "on"})
    job = next(job for job in run_waiting() if job.kind == "people.import")
    assert job.result["expected"] == {"created": 13, "changed": 1, "failed": 1}
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    job.refresh_from_db()
    assert job.result["counts"] == {"created": 13, "changed": 1, "failed": 1}
    assert AnnualResult.everywhere.count() == 13
    cast.li.refresh_from_db()
    assert (cast.li.mobile, cast.li.note) == ("13712345678", "骨干")
    # a link that nobody has used yet goes with the person
    open_links(_new(cast), by=cast.hospital_admin)
    undone = undo(job, cast.hospital_admin)
    assert undone.state == Job.State.DONE, undone.error
    after = hashes()
    assert {table for table in before if after[table] != before[table]} <= APART
    job.refresh_from_db()
    assert (job.result["phase"], UnitYear.everywhere.count()) == ("undone", 0)
    with pytest.raises(JobRefusal):
        actions.undo(job, by=cast.hospital_admin)
    assert "这次导入已经撤销" in client.get(f"/jobs/{job.ref}/").content.decode()


def later_work(person: Person) -> None:
    """An event in the trail stands for whatever was done about somebody."""
    record(SYSTEM, Tag.PERSON_LEAVE, on=person)


def moved(person: Person) -> None:
    Person.everywhere.filter(pk=person.pk).update(status=Person.Status.RETIRED)


def signed_up(person: Person) -> None:
    Person.everywhere.filter(pk=person.pk).update(account=make.account(person.name))


@pytest.mark.parametrize("happening", [later_work, moved, signed_up])
def test_nothing_goes_once_something_rests_on_one_of_them(
    cast: Cast, as_hat: AsHat, happening: Callable[[Person], None]
) -> None:
    job, _ = import_(as_hat(cast.hospital_admin), upload([good_row(number) for number in range(201, 206)]))
    happening(Person.everywhere.get(document_key__among=[person.document_key for person in _new(cast)][:1]))
    undone = undo(job, cast.hospital_admin)
    assert (undone.state, "其中 1 人在导入之后已有后续业务" in undone.error) == (Job.State.FAILED, True)
    assert len(_new(cast)) == 5


def _new(cast: Cast) -> list[Person]:
    return list(Person.everywhere.filter(unit=cast.hospital).exclude(pk=cast.li.pk).order_by("pk"))


def test_a_number_renewed_once_more_stays(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    row = good_row(221, name=cast.li.name, document=cast.li.document, mobile="13712345678")
    jobs = []
    for mobile in ("13712345678", "13712345679"):
        client.post("/people/import/", {"file": upload([row | {"mobile": mobile}]), "renew": "on"})
        jobs.append(next(job for job in run_waiting() if job.kind == "people.import"))
        client.post(f"/jobs/{jobs[-1].ref}/confirmation/")
        run_waiting()
        jobs[-1].refresh_from_db()
    assert undo(jobs[0], cast.hospital_admin).state == Job.State.FAILED
    assert undo(jobs[1], cast.hospital_admin).state == Job.State.DONE
    assert undo(jobs[0], cast.hospital_admin).state == Job.State.DONE
    before = cast.li.mobile
    cast.li.refresh_from_db()
    assert cast.li.mobile == before


def test_a_right_lost_is_lost_for_undoing_too(cast: Cast, as_hat: AsHat) -> None:
    job, _ = import_(as_hat(cast.hospital_clerk), upload([good_row(201)]))
    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role_id=cast.hospital_reader.role_id)
    undone = undo(job, cast.hospital_clerk)
    assert (undone.state, "没有批量导入的权限" in undone.error) == (Job.State.FAILED, True)


def test_nothing_is_corrected_in_an_import_that_is_taken_back(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job, _ = import_(client, upload([good_row(201), good_row(202, mobile="1")]))
    mended = {"3-mobile": "13712345678"}
    actions.undo(job, by=cast.hospital_admin)
    for told in ("正在撤销这次导入", "这次导入已经撤销"):
        page = client.get(f"/jobs/{job.ref}/").content.decode()
        assert (told in page, "改正<" in page, f"/jobs/{job.ref}/rows/" in page) == (True, False, False)
        for address in (f"/jobs/{job.ref}/rows/", f"/jobs/{job.ref}/rows/3/"):
            for answer in (client.get(address, follow=True), client.post(address, mended, follow=True)):
                assert f"{told}，不能" in answer.content.decode()
        with pytest.raises(Refusal, match=told):
            correcting.correct(job, 3, {"mobile": "13712345678"}, by=cast.hospital_admin)
        run_waiting()
    assert _new(cast) == []


def test_the_undoing_counts_people_and_leads_to_the_import_and_the_roster(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    rows = [good_row(number) for number in range(201, 209)]
    job, _ = import_(client, upload([*rows, good_row(209, mobile="1")]))
    correcting.correct(job, 10, {"mobile": "13712345678"}, by=cast.hospital_admin)
    undone = undo(job, cast.hospital_admin)
    page = client.get(f"/jobs/{undone.ref}/").content.decode()
    for piece in ("共处理 9 条", "收回新增的 9 人", f'href="/jobs/{job.ref}/"', 'href="/people/"'):
        assert piece in page
