"""Who may not: visitors, roles without the right, units that take nobody on, other methods."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.jobs.models import Job
from jijiao.people.tests.rows import good_row, upload
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.4.3", "M5.4.3.1")
AsHat = Callable[[Hat], Client]
WRITES = ("/people/import/", "/people/new/")
READS = ("/people/", "/people/import/template/")


@pytest.mark.parametrize("path", [*WRITES, *READS])
def test_visitors_are_asked_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    answer = client.post(path, {"file": upload([good_row(1)])}) if path in WRITES else client.get(path)
    assert (answer.status_code, "next=" in answer["Location"]) == (302, True)
    assert not Job.everywhere.exists()


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("who", ["hospital_reader", "health_admin", "base_admin", "li_hat", "operator"])
def test_hats_without_the_right_are_turned_away(cast: Cast, as_hat: AsHat, path: str, who: str) -> None:
    client = as_hat(cast.hats()[who])
    assert client.get(path).status_code == 403
    assert client.post(path, {"file": upload([good_row(1)])}).status_code == 403
    assert not Job.everywhere.exists()


@pytest.mark.parametrize("path", [*WRITES, *READS])
def test_other_methods_are_refused(cast: Cast, as_hat: AsHat, path: str) -> None:
    client = as_hat(cast.hospital_admin)
    assert client.put(path).status_code == 405
    assert path in WRITES or client.post(path).status_code == 405


def test_a_file_of_another_kind_is_refused_at_the_field(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    assert client.post("/people/import/").status_code == 422
    answer = client.post("/people/import/", {"file": upload([good_row(1)], "人员.xls")})
    assert (answer.status_code, "另存为" in answer.content.decode()) == (422, True)
    assert not Job.everywhere.exists()


def test_an_import_belongs_to_whoever_asked_for_it(cast: Cast, as_hat: AsHat) -> None:
    location = as_hat(cast.hospital_admin).post("/people/import/", {"file": upload([good_row(1)])})["Location"]
    assert as_hat(cast.hospital_clerk).get(location).status_code == 404
