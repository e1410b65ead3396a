"""我的申请: everything asked about the person, how far it is, and on whose desk since when with its telephone."""

from collections.abc import Callable

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.demo.hours import a_paper
from jijiao.demo.units import decided
from jijiao.person_changes.tests.wishes import asked
from jijiao.reviews.models import Review
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("R2")
AsHat = Callable[[Hat], Client]
PAGE = "/desk/requests/"


def test_what_waits_says_where_and_what_is_over_says_so(cast: Cast, as_hat: AsHat) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    [change] = asked(cast.li_hat, title="高级工程师")
    [other] = asked(cast.wang_hat, title="高级工程师")
    decided(change, cast.hospital_admin)
    page = as_hat(cast.li_hat).get(PAGE).content.decode()
    assert f"{cast.hospital.name}，自" in page
    assert f"办公电话 {cast.hospital.phone}" in page
    assert ("职称名称：工程师 → 高级工程师" in page, "名称：临床护理路径研究" in page, "办结" in page) == (True,) * 3
    assert f"/my-file/changes/{change.ref}/" in page
    assert other.ref not in page
    narrowed = as_hat(cast.li_hat).get(PAGE, {"kind": "declaration", "state": "pending"}).content.decode()
    assert ("临床护理路径研究" in narrowed, change.ref in narrowed) == (True, False)
    assert as_hat(cast.hospital_admin).get(PAGE).status_code == 403
    assert "您有 1 项申请正在审核" in as_hat(cast.li_hat).get("/desk/").content.decode()


def test_the_number_of_queries_does_not_grow(
    cast: Cast, as_hat: AsHat, django_assert_max_num_queries: Callable[..., object]
) -> None:
    asked(cast.li_hat, title="高级工程师", school="山东示例大学", nation="03", post="1", name="李建业")
    assert Review.everywhere.filter(subject_account=cast.li_hat.account).count() == 5
    client = as_hat(cast.li_hat)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get(PAGE)
