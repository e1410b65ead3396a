"""逐项审核: fields that do not depend on each other are agreed to one by one (domain 3.3.2)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.letters.models import Letter
from jijiao.people.models import Person
from jijiao.person_changes.agreeing import NO_REASON, NOTHING
from jijiao.person_changes.entries import add
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.tests.wishes import asked, of_entry
from jijiao.testing.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.4.1", "R2")]

AsHat = Callable[[Hat], Client]
WHY = "用工性质与合同不一致"


def at(name: str, change: PersonChange) -> str:
    return reverse(f"reviews.{name}", args=["person-change", change.review_id])


@pytest.fixture
def work(cast: Cast) -> PersonChange:
    """Three things of the post at once."""
    [change] = asked(cast.li_hat, post="1", employment="1", specialty="重症医学")
    return change


def test_what_is_left_out_does_not_take_effect_and_everybody_reads_why(
    cast: Cast, as_hat: AsHat, work: PersonChange
) -> None:
    client = as_hat(cast.hospital_admin)
    assert "同意修改的内容" in client.get(at("record", work)).content.decode()
    client.post(at("approval", work), {"agreed": ["post", "specialty"], "note": WHY})
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.post, person.employment, person.specialty) == ("1", "", "重症医学")
    work.refresh_from_db()
    assert (work.left_out, work.open, work.state_name) == (["employment"], False, "通过")
    page = as_hat(cast.li_hat).get(f"/my-file/changes/{work.ref}/").content.decode()
    assert "未同意：用工性质" in page
    assert "（未同意）" in work.summary
    assert WHY in page
    assert "未同意：用工性质" in Letter.everywhere.filter(account=cast.li.account).latest("pk").text
    assert Event.objects.get(tag=Tag.PERSON_CHANGE_LEAVE).particulars["fields"] == ["employment"]


def test_all_ticked_is_a_plain_yes(cast: Cast, as_hat: AsHat, work: PersonChange) -> None:
    as_hat(cast.hospital_admin).post(at("approval", work), {"agreed": ["post", "employment", "specialty"]})
    assert Person.everywhere.get(pk=cast.li.pk).employment == "1"
    assert not Event.objects.filter(tag=Tag.PERSON_CHANGE_LEAVE).exists()


@pytest.mark.parametrize(("sent", "said"), [({"agreed": ["post"]}, NO_REASON), ({"note": WHY}, NOTHING)])
def test_without_a_reason_or_without_any_nothing_is_decided(
    cast: Cast, as_hat: AsHat, work: PersonChange, sent: dict[str, object], said: str
) -> None:
    answer = as_hat(cast.hospital_admin).post(at("approval", work), sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    work.refresh_from_db()
    assert (work.left_out, work.open) == ([], True)


def test_a_rejection_that_lacks_its_reason_keeps_the_ticks(cast: Cast, as_hat: AsHat, work: PersonChange) -> None:
    page = as_hat(cast.hospital_admin).post(at("rejection", work), {"agreed": ["post"]}).content.decode()
    assert 'value="post" id="id_agreed_0" checked' in page
    assert 'value="employment" id="id_agreed_1" checked' not in page


def test_fields_that_only_make_sense_together_are_not_taken_apart(cast: Cast, as_hat: AsHat) -> None:
    [title] = asked(cast.li_hat, title="高级工程师", title_on="2020-12-01")
    honour = of_entry(cast.li_hat, "honour", {"name": "示例市优秀医师", "level": "4", "granted_on": "2020-05-01"})
    entry = add(Person.everywhere.get(pk=cast.li.pk), honour, by=cast.li_hat)
    for change in (title, entry):
        page = as_hat(cast.hospital_admin).get(at("record", change))
        assert (page.status_code, "同意修改的内容" in page.content.decode()) == (200, False)
