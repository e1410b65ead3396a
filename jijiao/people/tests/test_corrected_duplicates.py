"""A corrected row is held against every other row of its file, before the import is confirmed and after."""

import pytest

from jijiao.jobs.models import Job
from jijiao.jobs.testing import run_waiting
from jijiao.people.models import Person
from jijiao.people.tests.rows import Row, good_row, upload
from jijiao.people.tests.test_import import AsHat, checked
from jijiao.sheets import correcting
from jijiao.sheets.correcting import Corrected
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3.1")
MENDED = {"mobile": "13712345678"}


def twice(number: int, **changes: object) -> Row:
    return good_row(number, name="赵晓亮", **changes)


@pytest.fixture
def job(cast: Cast, as_hat: AsHat) -> Job:
    """Row 2 is right, row 3 repeats it; row 4 has a wrong number, row 5 a wrong telephone, row 6 repeats row 5."""
    rows = [good_row(201), twice(201), good_row(202, document="1"), good_row(203, mobile="1"), twice(203)]
    return checked(as_hat(cast.hospital_admin), upload(rows))


def corrected(job: Job, cast: Cast, typed: dict[int, dict[str, str]]) -> Corrected:
    return correcting.correct_rows(job, typed, again=typed, by=cast.hospital_admin)


def told(number: int) -> dict[str, str]:
    return {"document": f"与第{number}行的证件号重复，请核对后只保留一行。"}


def test_a_repeated_number_stays_refused_when_other_rows_are_corrected(job: Job, cast: Cast) -> None:
    found = corrected(job, cast, {3: {"note": "改"}, 4: {"document": make.document(202)}})
    assert (found.states, found.errors) == ({4: "created"}, {3: told(2)})
    # held against what was corrected before, and against what is wrong still
    found = corrected(job, cast, {3: {"document": make.document(202)}})
    assert found.errors == {3: told(4)}
    found = corrected(job, cast, {3: {"document": make.document(203)}})
    assert found.errors == {3: told(5)}
    found = corrected(job, cast, {3: {"document": make.document(204)}})
    assert found.states == {3: "created"}


def test_of_two_the_first_may_be_mended_and_the_other_stays_behind_it(job: Job, cast: Cast) -> None:
    assert corrected(job, cast, {6: {}}).errors == {6: told(5)}
    assert corrected(job, cast, {5: MENDED}).states == {5: "created"}
    assert corrected(job, cast, {6: {}}).errors == {6: told(5)}


def test_a_row_that_gives_the_number_up_frees_it(job: Job, cast: Cast) -> None:
    assert corrected(job, cast, {5: {"document": make.document(205)}}).errors.keys() == {5}
    assert corrected(job, cast, {6: {}}).states == {6: "created"}


def test_the_rows_are_remembered_once_they_are_imported(job: Job, cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    assert corrected(job, cast, {3: {"note": "改"}}).errors == {3: told(2)}
    assert corrected(job, cast, {4: {"document": make.document(201)}}).errors == {4: told(2)}
    assert Person.everywhere.filter(unit=cast.hospital).count() == 2
