"""更换上级部门: old superior, then new; what is refused; silence; what waits below goes to the desks of now."""

from datetime import timedelta
from typing import Any

import pytest

from jijiao.changes import actions
from jijiao.changes.models import UnitChange
from jijiao.changes.tests.test_amend import decided, wish
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.redirect import redirect
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit
from jijiao.units.moving import move

pytestmark = pytest.mark.covers("M5.1.1.1", "M5.1.4.2")


def asked(cast: Cast, superior: Unit | None, unit: Unit | None = None, by: Any = None) -> UnitChange:
    change = actions.ask_superior(unit or cast.hospital, superior, reason="隶属关系划转", by=by or cast.hospital_admin)
    return UnitChange.everywhere.select_related("review").get(pk=change.pk)


def desk(change: UnitChange) -> Unit | None:
    fresh = UnitChange.everywhere.select_related("review__desk").get(pk=change.pk)
    return fresh.review.desk if fresh.review else None


def test_the_old_superior_then_the_new_one_then_the_unit_moves(cast: Cast) -> None:
    change = asked(cast, cast.jinan)
    assert desk(change) == cast.health
    assert decided(change, cast.health_admin).done
    assert desk(change) == cast.jinan
    cast.hospital.refresh_from_db()
    assert cast.hospital.superior == cast.health
    assert decided(change, cast.jinan_admin).done
    cast.hospital.refresh_from_db()
    cast.clinic.refresh_from_db()
    assert cast.hospital.superior == cast.jinan
    assert cast.clinic.path.startswith(cast.jinan.path)
    line = change.fields.get()
    assert (line.before_shown, line.after_shown) == ("山东省卫生健康委员会", "济南市人力资源和社会保障局")


def test_without_a_superior_the_authority_decides_alone_or_second(cast: Cast) -> None:
    away = asked(cast, None)
    assert [stop.unit for stop in away.review.stops.all()] == [cast.health, cast.jinan]
    assert away.fields.get().after_shown == "无（由济南市人力资源和社会保障局管理）"
    ours = asked(cast, cast.qingdao, unit=cast.school, by=cast.school_admin)
    assert [stop.unit for stop in ours.review.stops.all()] == [cast.qingdao]


def test_each_impossible_superior_has_its_own_sentence(cast: Cast) -> None:
    suspended = make.unit("停用公司", Unit.Kind.EMPLOYER, "370100", authority=cast.jinan)
    Unit.everywhere.filter(pk=suspended.pk).update(status=Unit.Status.SUSPENDED)
    suspended.refresh_from_db()
    for superior, says in (
        (cast.hospital, "不能是本单位自己"),
        (cast.clinic, "是本单位的下级"),
        (cast.health, "现在就是本单位的上级部门"),
        (suspended, "“停用公司”停用"),
        (cast.base, "是继续教育基地，不能作为上级部门"),
    ):
        with pytest.raises(Refusal, match=says) as refused:
            asked(cast, superior)
        assert refused.value.field == "superior"
    with pytest.raises(Refusal, match="现在就没有主管部门"):
        asked(cast, None, unit=cast.school, by=cast.school_admin)
    with pytest.raises(Refusal, match="由行政区划确定"):
        asked(cast, cast.qingdao, unit=cast.jinan, by=cast.jinan_admin)


def test_silence_is_consent_at_the_old_superior_and_the_authority_stands_in_for_the_new(cast: Cast) -> None:
    authority = make.unit("历下区人社局", Unit.Kind.AUTHORITY, "370102", superior=cast.jinan)
    Unit.everywhere.filter(pk=cast.clinic.pk).update(authority=authority)
    administrator = make.administrator(cast.clinic, "于副院")
    make.administrator(authority, "历下员")
    change = asked(cast, cast.school, unit=cast.clinic, by=administrator)
    late = clock.now()
    for unit in (cast.school, authority):
        late += timedelta(days=40)
        with clock.frozen(late):
            assert pass_over(by=SYSTEM) == 1
        assert desk(change) == unit
    assert [stop.get_decision_display() for stop in change.review.stops.all()] == ["通过", "超期转办", ""]


def test_what_a_unit_asked_for_follows_it_to_the_new_superior(cast: Cast) -> None:
    change = actions.amend(cast.hospital, wish(cast.hospital, address="东院"), by=cast.hospital_admin).asked
    registration = person_asks(cast.clinic, 70)  # the clinic has no administrator: its superior decides
    assert change is not None
    assert registration.review is not None
    assert (desk(change), registration.review.desk) == (cast.health, cast.hospital)
    move(cast.hospital, superior=None, authority=cast.jinan, by=SYSTEM)
    assert redirect(cast.hospital, by=SYSTEM) == 1
    assert desk(change) == cast.jinan
    move(cast.clinic, superior=cast.school, authority=cast.jinan, by=SYSTEM)
    assert redirect(cast.clinic, by=SYSTEM) == 1
    registration.review.refresh_from_db()
    assert (registration.review.desk, registration.review.desk_path) == (cast.school, cast.school.path)
    stop = registration.review.stops.get()
    assert (stop.unit, stop.label) == (cast.school, "上级代审")
    assert redirect(cast.clinic, by=SYSTEM) == 0


def test_agreement_given_before_a_move_stays(cast: Cast) -> None:
    change = asked(cast, cast.jinan)
    decided(change, cast.health_admin)
    move(cast.hospital, superior=cast.qingdao, authority=cast.jinan, by=SYSTEM)
    redirect(cast.hospital, by=SYSTEM)
    assert desk(change) == cast.jinan
    outcome = decided(change, cast.jinan_admin)
    assert (outcome.done, "上级部门在申请之后已经变更" in outcome.message) == (False, True)


def test_a_superior_that_is_below_by_then_is_not_approved(cast: Cast) -> None:
    change = asked(cast, cast.school)
    decided(change, cast.health_admin)
    Unit.everywhere.filter(pk=cast.school.pk).update(superior=cast.clinic, above=cast.clinic)
    Unit.everywhere.filter(pk=cast.school.pk).update(path=f"{cast.clinic.path}{cast.school.path[-5:]}")
    outcome = decided(change, cast.school_admin)
    assert (outcome.done, "是本单位的下级" in outcome.message) == (False, True)
