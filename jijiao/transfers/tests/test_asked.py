"""What the form asks for follows from the type, on both forms, with and without script; all that is missing at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.testing.cast import Cast
from jijiao.transfers.models import Transfer

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5c", "R2")]

AsHat = Callable[[Hat], Client]
UNKNOWN = "先选调转类型：是否须上传"


def asked(client: Client, path: str, **typed: str) -> str:
    """What stands beside 证明材料 on the page that the type fetches."""
    page = client.get(path, typed).content.decode()
    return page.partition('id="material"')[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1", "可以不上传"),
        ("4", "可以不上传"),
        ("5", "须上传解除证明"),
        ("6", "须上传退休审批材料"),
        ("9", "须上传合并批文"),
    ],
)
def test_the_material_is_that_of_the_type(cast: Cast, as_hat: AsHat, code: str, words: str) -> None:
    client = as_hat(cast.hospital_admin)
    assert UNKNOWN in asked(client, "/transfers/new/", person=cast.li.ref)
    assert words in asked(client, "/transfers/new/", person=cast.li.ref, type=code)


def test_the_new_unit_reads_it_too(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.school_admin)
    assert UNKNOWN in asked(client, "/transfers/arrival/")
    assert "须上传合并批文" in asked(client, "/transfers/arrival/", type="9")
    assert UNKNOWN in asked(client, "/transfers/arrival/", type="6")


@pytest.mark.parametrize("path", ["/transfers/new/", "/transfers/arrival/"])
def test_without_script_the_type_is_no_submission(cast: Cast, as_hat: AsHat, path: str) -> None:
    client = as_hat(cast.hospital_admin)
    response = client.post(path, {"person": cast.li.ref, "type": "9", "reason": "两校合并", "look": "type"})
    page = response.content.decode()
    assert (response.status_code, "须上传合并批文" in page, "两校合并" in page) == (200, True, True)
    assert "请填写" not in page


def test_everything_missing_is_named_at_once(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.hospital_admin)
    empty = {"person": cast.li.ref, "pending": "follow"}
    for code, more in (("1", {"new_unit"}), ("4", {"outside_name"}), ("6", {"proofs"}), ("9", {"new_unit", "proofs"})):
        response = client.post("/transfers/new/", {**empty, "type": code})
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {"leaves_on", "reason"} | more
    merger = as_hat(cast.school_admin).post("/transfers/arrival/", {"type": "9", "pending": "follow"})
    assert "proofs" in merger.context["form"].errors
    assert not Transfer.everywhere.exists()
