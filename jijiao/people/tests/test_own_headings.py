"""指定列 for people: usual names of columns are chosen beforehand, and one value stands in for a column not there."""

import pytest

from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.people.models import Person
from jijiao.people.sheet import PEOPLE
from jijiao.people.tests.rows import good_row
from jijiao.people.tests.test_import import AsHat, checked, person_key
from jijiao.people.tests.test_import_course import file_of
from jijiao.sheets.header import likely
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
HEADINGS: list[object] = ["姓名", "身份证号码", "联系电话", "职称类别", "评审日期"]
CARD = "*居民身份证"


def line(number: int) -> list[object]:
    """Answers below HEADINGS; the telephone in a number cell."""
    row = good_row(number, title_series="未取得职称")
    return [row["name"], row["document"], 13900000000 + number, row["title_series"], ""]


def headings_of(job: Job) -> dict[str, str]:
    return likely(PEOPLE, job.result["headings"])


def test_a_file_without_the_kinds_of_documents_is_one_of_identity_cards(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    job = checked(client, file_of(HEADINGS, line(201), line(202)))
    address = f"/jobs/{job.ref}/columns/"
    page = client.get(address).content.decode()
    assert f'<option value="{CARD}" selected>' in page
    chosen = headings_of(job)
    assert chosen == {
        "name": "姓名",
        "document_kind": CARD,
        "document": "身份证号码",
        "mobile": "联系电话",
        "title_series": "职称类别",
        "title_on": "评审日期",
    }
    answer = client.post(address, chosen | {"document_kind": "*身份证"})
    assert answer.status_code == 422
    client.post(address, chosen)
    (job,) = (job for job in run_waiting() if job.kind == "people.import")
    assert (job.result["phase"], job.result["expected"]) == ("ready", {"created": 2})
    assert "证件类型" not in job.result["absent"]
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    person = Person.everywhere.get(document_key=person_key(201))
    assert (person.mobile, person.document_kind) == ("13900000201", "111")
    # remembered for these headings, and for no others
    assert checked(client, file_of(HEADINGS, line(203))).result["phase"] == "ready"
    other = checked(client, file_of(["姓名", "证件号", *HEADINGS[2:]], line(204)))
    assert (other.result["phase"], headings_of(other).get("document_kind")) == ("columns", None)


def test_one_value_may_be_given_to_a_required_code_list(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    lines = [each[:3] for each in (HEADINGS, line(201))]
    job = checked(client, file_of(*lines))
    chosen = headings_of(job)
    page = client.post(f"/jobs/{job.ref}/columns/", chosen).content.decode()
    assert "请指定“职称系列”是文件中的哪一列。" in page
    client.post(f"/jobs/{job.ref}/columns/", chosen | {"title_series": "*未取得职称"})
    (job,) = (job for job in run_waiting() if job.kind == "people.import")
    assert job.result["expected"] == {"created": 1}
    # a value is no longer meant once the column is there
    full = file_of([*HEADINGS[:4], "证件类型"], [*line(202)[:4], "普通护照"])
    job = checked(client, full)
    chosen = headings_of(job)
    assert chosen["document_kind"] == "证件类型"
