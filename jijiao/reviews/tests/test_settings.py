"""办理期限 set by the platform, 常用审核意见 kept by a unit: what they change and what they leave alone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.models import Reason
from jijiao.reviews.terms import present_terms, set_terms
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.3.1")]

AsHat = Callable[[Hat], Client]
STEP = ("person-registration", "单位审核")
REASONS = "/reviews/person-registration/reasons/"


def test_a_step_has_the_days_that_the_platform_gives_it(cast: Cast) -> None:
    """Three working days from 28 September 2026 on; the National Day lies between."""
    before = person_asks(cast.hospital, 70).review.stops.get()
    set_terms({STEP: 3}, by=SYSTEM)
    with clock.frozen(datetime(2026, 9, 28, 9, tzinfo=clock.SHANGHAI)):
        after = person_asks(cast.hospital, 71).review.stops.get()
    # 29 and 30 September, then the holidays until the seventh
    assert (after.days, f"{after.due_on}") == (3, "2026-10-08")
    before.refresh_from_db()
    assert before.days == 10
    assert present_terms()[STEP] == 3


def test_the_platform_sets_them_on_one_page(cast: Cast, as_hat: AsHat) -> None:
    client = as_hat(cast.system_officer)
    page = client.get("/operations/terms/")
    fields = {name: str(page.context["form"][name].value()) for name in page.context["form"].fields}
    assert "专业技术人员注册审核：单位审核" in page.content.decode()
    assert "2025、2026" in page.content.decode()
    first = next(name for name, step in page.context["form"].steps.items() if step == STEP)
    assert client.post("/operations/terms/", {**fields, first: "61"}).status_code == 422
    assert client.post("/operations/terms/", {**fields, first: "5"}).status_code == 302
    assert present_terms()[STEP] == 5
    assert Event.objects.filter(tag="term.set").count() == 1


def test_a_units_own_reasons_are_offered_to_its_reviewers_alone(cast: Cast, as_hat: AsHat) -> None:
    pk = person_asks(cast.hospital, 70).review_id
    client = as_hat(cast.hospital_admin)
    assert client.post(REASONS, {"text": "请到人事科核对后再报"}).status_code == 302
    assert "已有这条意见" in client.post(REASONS, {"text": "请到人事科核对后再报"}).content.decode()
    assert "已有这条意见" in client.post(REASONS, {"text": "不是本单位人员"}).content.decode()
    for address in (REASONS, "/reviews/person-registration/", f"/reviews/person-registration/{pk}/"):
        assert "请到人事科核对后再报" in as_hat(cast.hospital_clerk).get(address).content.decode()
    assert "请到人事科核对后再报" not in client.get("/reviews/transfer/").content.decode()
    assert "请到人事科核对后再报" not in as_hat(cast.school_admin).get(REASONS).content.decode()


def test_a_reason_is_removed_by_its_own_unit(cast: Cast, as_hat: AsHat) -> None:
    as_hat(cast.hospital_admin).post(REASONS, {"text": "请到人事科核对后再报"})
    removal = f"{REASONS}{Reason.everywhere.get().pk}/removal/"
    assert as_hat(cast.school_admin).post(removal).status_code == 404
    assert as_hat(cast.hospital_reader).post(removal).status_code == 403
    assert as_hat(cast.hospital_clerk).post(removal.replace("person-registration", "transfer")).status_code == 404
    assert as_hat(cast.hospital_clerk).post(removal).status_code == 302
    assert not Reason.everywhere.exists()
