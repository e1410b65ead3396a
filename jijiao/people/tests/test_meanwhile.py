"""What happens between the check of a file and its confirmation: every row has the end that is right then."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.testing import run_waiting
from jijiao.people.models import Person
from jijiao.people.tests.rows import good_row, upload
from jijiao.testing import make
from jijiao.testing.cast import Cast

AsHat = Callable[[Hat], Client]


@pytest.mark.covers("M5.4.3.1")
@pytest.mark.parametrize("renew", ["", "on"])
def test_who_came_onto_a_roll_meanwhile_is_told_apart(cast: Cast, as_hat: AsHat, renew: str) -> None:
    client = as_hat(cast.hospital_admin)
    rows = [good_row(number, department="外科" if number == 904 else "") for number in range(901, 905)]
    client.post("/people/import/", {"file": upload(rows), "renew": renew})
    job = next(job for job in run_waiting() if job.kind == "people.import")
    assert job.result["expected"] == {"created": 4}
    make.person(cast.hospital, "赵晓明", 901)
    make.person(cast.school, "赵晓明", 902)
    cast.surgery.name = "普外科"
    cast.surgery.save()
    client.post(f"/jobs/{job.ref}/confirmation/")
    run_waiting()
    job.refresh_from_db()
    own = "changed" if renew else "skipped"
    assert job.result["counts"] == {"created": 1, own: 1, "failed": 2}
    failed = list(job.import_rows.order_by("number"))
    assert [row.number for row in failed] == [3, 5]
    assert cast.school.name in failed[0].reasons[0]
    assert "没有“外科”" in failed[1].reasons[0]
    assert json.loads(failed[1].cells)["department"] == "外科"
    assert Person.everywhere.filter(name="赵晓明", unit=cast.hospital).count() == 2
