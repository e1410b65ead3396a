"""人员信息修改: what takes effect at once, what the unit decides group by group, what stands in the way."""

from dataclasses import replace

import pytest
from django.contrib.auth import authenticate

from jijiao.accounts.models import Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib.refusal import Refusal
from jijiao.people.correcting import TAKEN
from jijiao.people.models import Person
from jijiao.person_changes.actions import ALREADY_OPEN, NOTHING, STALE, amend, withdraw
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.review import PERSON_CHANGE
from jijiao.person_changes.tests.wishes import asked, wish
from jijiao.reviews.actions import Outcome, decide
from jijiao.reviews.flow import IllegalMove
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.1.4.1", "R2")


def review(change: PersonChange, by: Hat, *, approve: bool = True, note: str = "") -> Outcome:
    scope = by.scope(PERSON_CHANGE.needs)
    [outcome] = decide(PERSON_CHANGE, [change.review_id or 0], approve=approve, note=note, by=by, scope=scope)
    change.refresh_from_db()
    return outcome


def test_what_needs_no_review_changes_at_once_and_the_trail_says_so(cast: Cast) -> None:
    outcome = amend(cast.li, wish(cast.li_hat, landline="0531-86001234", political="01"), by=cast.li_hat)
    assert (outcome.at_once, outcome.asked) == (["固定电话", "政治面貌"], [])
    person = Person.everywhere.select_related("account").get(pk=cast.li.pk)
    assert (person.landline, person.political, person.account.landline) == ("0531-86001234", "01", "0531-86001234")
    assert Event.objects.get(tag=Tag.PERSON_CORRECT).particulars["fields"] == ["landline", "political"]


def test_a_title_is_decided_by_the_unit(cast: Cast) -> None:
    [change] = asked(cast.li_hat, title="高级工程师", title_on="2020-12-01")
    assert change.review.desk == cast.hospital
    assert "职称名称：工程师 → 高级工程师" in change.summary
    assert Person.everywhere.get(pk=cast.li.pk).title == "工程师"
    assert review(change, cast.hospital_admin).done
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.title, person.get_title_level_display()) == ("高级工程师", "副高级")
    assert (change.open, change.effective_at is not None) == (False, True)


def test_another_number_is_the_one_to_sign_in_with(cast: Cast) -> None:
    number = make.document(4401)
    [change] = asked(cast.li_hat, document=number)
    assert number not in change.summary
    assert review(change, cast.hospital_admin).done
    person = Person.everywhere.select_related("account").get(pk=cast.li.pk)
    assert (person.document, person.account.document) == (number, number)
    assert authenticate(None, login_name=number, password=make.PASSWORD) == person.account
    assert authenticate(None, login_name=make.document(101), password=make.PASSWORD) is None


def test_name_and_number_together_go_further_up(cast: Cast) -> None:
    name, document = asked(cast.li_hat, name="李建业", document=make.document(4402))
    assert name.batch == document.batch
    assert review(name, cast.hospital_admin).done
    assert (name.open, name.review.desk) == (True, cast.health)
    assert review(name, cast.health_admin).done
    person = Person.everywhere.select_related("account").get(pk=cast.li.pk)
    assert (person.name, person.account.name) == ("李建业", "李建业")
    assert review(document, cast.hospital_admin, approve=False, note="与证件不一致").done
    assert Person.everywhere.get(pk=cast.li.pk).document == make.document(101)


def test_a_number_of_somebody_else_is_told_to_the_reviewer_alone(cast: Cast) -> None:
    [change] = asked(cast.li_hat, document=cast.wang.document)
    outcome = review(change, cast.hospital_admin)
    assert (outcome.done, TAKEN in outcome.message) == (False, True)
    assert any(TAKEN in notice for notice in PERSON_CHANGE.notices(change))


def test_a_group_has_one_request_on_its_way(cast: Cast) -> None:
    [first] = asked(cast.li_hat, title="高级工程师")
    with pytest.raises(Refusal, match=ALREADY_OPEN):
        asked(cast.li_hat, title="助理工程师")
    [other] = asked(cast.li_hat, school="山东示例大学")
    assert other.group == "education"
    withdraw(first, by=cast.li_hat)
    assert asked(cast.li_hat, title="助理工程师")


def test_what_was_decided_meanwhile_shows_the_conflict(cast: Cast) -> None:
    old = wish(cast.li_hat, title="高级工程师")
    [change] = asked(cast.li_hat, major="土木工程")
    Person.everywhere.filter(pk=cast.li.pk).update(major="建筑学")
    assert "在申请之后已经变更" in review(change, cast.hospital_admin).message
    with pytest.raises(Refusal, match=STALE):
        amend(cast.li, old, by=cast.li_hat)


def test_refusals(cast: Cast) -> None:
    with pytest.raises(Refusal, match=NOTHING):
        asked(cast.li_hat)
    with pytest.raises(Refusal) as refused:
        amend(cast.li, replace(wish(cast.li_hat, title="高级工程师"), proofs=()), by=cast.li_hat)
    assert refused.value.field == "proofs"
    for hat in (cast.wang_hat, cast.hospital_admin):
        with pytest.raises(Refusal, match="只能修改本人的信息"):
            amend(cast.li, wish(cast.li_hat, title="高级工程师"), by=hat)


def test_an_administrator_does_not_decide_about_themselves(cast: Cast) -> None:
    [change] = asked(cast.li_hat, title="高级工程师")
    own = make.administrator(cast.hospital, "李建国二", 4403, role="业务经办")
    Hat.everywhere.filter(pk=own.pk).update(account=cast.li_hat.account)
    assert not review(change, Hat.everywhere.get(pk=own.pk)).done
    assert review(change, cast.hospital_admin).done
    with pytest.raises(IllegalMove):
        withdraw(change, by=cast.li_hat)
