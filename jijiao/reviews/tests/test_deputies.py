"""审核代理 at the desk: both names in the trail, four eyes for the deputy and for the absent, no desk counted twice."""

from datetime import timedelta

import pytest

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.accounts.substitutes import name_substitute
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.actions import Outcome, decide
from jijiao.reviews.kinds import KINDS, Halt
from jijiao.reviews.models import Stop
from jijiao.reviews.routing import Router
from jijiao.testing import make
from jijiao.testing.cast import Cast


def paper(by: Hat, person: Person) -> Declaration:
    a_paper(by, person, None, "临床护理路径研究", 6)
    return Declaration.everywhere.latest("pk")


def approved(declaration: Declaration, by: Hat) -> Outcome:
    by = Hat.everywhere.select_related("account", "unit", "role").get(pk=by.pk)
    kind = KINDS["declaration"]
    return decide(kind, [declaration.review_id or 0], approve=True, by=by, scope=by.scope(kind.needs))[0]


@pytest.fixture
def away(cast: Cast) -> Cast:
    """The hospital's chief is away, the clerk decides."""
    now = clock.now()
    name_substitute(
        cast.hospital_admin, cast.hospital_clerk, permissions=[Permission.HOURS_REVIEW],
        starts_at=now, ends_at=now + timedelta(days=7), by=cast.hospital_admin,
    )  # fmt: skip
    return cast


@pytest.mark.covers("M5.1.1.3")
def test_a_deputy_decides_and_both_names_stay(away: Cast) -> None:
    declaration = paper(away.li_hat, away.li)
    assert approved(declaration, away.hospital_clerk).done
    stop = Stop.everywhere.get(review=declaration.review, decision="approved")
    assert (stop.who, stop.decider) == ("冯经办（代 吴院员）", away.hospital_clerk.account)
    event = Event.objects.filter(tag=Tag.REVIEW_APPROVE).latest("pk")
    assert event.actor == "冯经办（代 吴院员）（济南示例第一医院）"


def test_a_deputy_does_not_decide_what_is_about_themselves(away: Cast) -> None:
    Person.everywhere.filter(pk=away.li.pk).update(account=away.hospital_clerk.account)
    person = Person.everywhere.get(pk=away.li.pk)
    outcome = approved(paper(make.technician_hat(away.hospital_clerk.account), person), away.hospital_clerk)
    assert (outcome.done, "本人" in outcome.message) == (False, True)


def test_nor_for_the_absent_what_is_about_the_absent(away: Cast) -> None:
    """Such a request climbs; one that lies at the desk already is refused with its own sentence."""
    declaration = paper(away.li_hat, away.li)
    declaration.review.submitted_by = away.hospital_admin.account
    declaration.review.save()
    Stop.everywhere.filter(review=declaration.review).update(submitter=away.hospital_admin.account)
    outcome = approved(declaration, away.hospital_clerk)
    assert (outcome.done, outcome.message[:7]) == (False, "不能代吴院员审")


def test_what_the_absent_submits_goes_to_the_superior(away: Cast) -> None:
    router = Router(Permission.HOURS_REVIEW)
    [halt] = router.desks([Halt(away.hospital, "单位审核")], submitter=away.hospital_admin.account_id, about=None)
    assert halt.unit == away.health
