"""转投: after a unit got another superior, what waits about it lies on the desks that the rules name now."""

import pytest

from jijiao.accounts.models import Hat
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.lib.actor import SYSTEM
from jijiao.registration.tests.forms_filled import person_asks, unit_asks
from jijiao.reviews.actions import decide
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Review, Stop
from jijiao.reviews.redirect import redirect
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit
from jijiao.units.moving import move

pytestmark = pytest.mark.covers("M5.1.2")


def moved(cast: Cast, unit: Unit, superior: Unit | None) -> int:
    unit = move(unit, superior=superior, authority=cast.jinan, by=SYSTEM)
    return redirect(unit, by=SYSTEM)


def decided(review: Review, by: Hat) -> None:
    kind = KINDS[review.kind]
    [outcome] = decide(kind, [review.pk], approve=True, by=by, scope=by.scope(kind.needs))
    assert outcome.done, outcome.message


def test_what_climbed_to_the_old_superior_goes_to_the_new_one(cast: Cast) -> None:
    # the clinic has no administrator, so its newcomers are decided by the hospital (上级代审)
    review = person_asks(cast.clinic).review
    assert review is not None
    assert review.desk == cast.hospital
    assert moved(cast, cast.clinic, cast.health) == 1
    review.refresh_from_db()
    assert (review.desk, review.desk_path) == (cast.health, cast.health.path)
    assert list(Stop.everywhere.filter(review=review).values_list("unit", flat=True)) == [cast.health.pk]
    decided(review, cast.health_admin)


def test_what_lies_on_the_own_desk_stays_there_with_its_new_path(cast: Cast) -> None:
    review = person_asks(cast.hospital).review
    assert review is not None
    assert moved(cast, cast.hospital, None) == 0
    review.refresh_from_db()
    assert review.desk == cast.hospital
    assert review.desk_path == Unit.everywhere.get(pk=cast.hospital.pk).path


def test_a_sub_units_application_stays_with_the_superior_it_names(cast: Cast) -> None:
    review = unit_asks(cast.hospital).review
    assert review is not None
    moved(cast, cast.hospital, None)
    review.refresh_from_db()
    assert review.desk == cast.hospital
    decided(review, cast.hospital_admin)


def test_desks_that_have_decided_stay_and_only_the_next_ones_change(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    review = Declaration.everywhere.get().review
    assert review is not None
    first = Stop.everywhere.get(review=review, seq=0)
    assert moved(cast, cast.hospital, None) == 0
    review.refresh_from_db()
    assert Stop.everywhere.filter(review=review).first() == first
    desks = set(Stop.everywhere.filter(review=review, decision="").values_list("unit", flat=True))
    assert cast.health.pk not in desks
