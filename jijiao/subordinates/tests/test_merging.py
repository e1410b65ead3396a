"""合并 and 撤销: what moves, what stays with its year, what stands in the way, and the way back."""

from typing import Any

import pytest

from jijiao.accounts.models import Hat
from jijiao.changes.actions import ask_superior
from jijiao.credits.actions import settle
from jijiao.credits.models import AnnualResult
from jijiao.credits.rebuilding import differences, rebuild
from jijiao.declarations.models import Declaration
from jijiao.declarations.review import HOURS
from jijiao.demo.hours import a_paper
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.reviews.actions import decide
from jijiao.statistics.queries import totals
from jijiao.subordinates.merging import dissolve, merge
from jijiao.subordinates.models import StatusChange
from jijiao.subordinates.plans import plan_dissolution, plan_merger
from jijiao.subordinates.restoring import restore
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Department, Unit
from jijiao.units.queries import directory

pytestmark = pytest.mark.covers("M5.1.2")
PAST = this_year() - 2  # closed: no plan takes declarations for it


@pytest.fixture
def second(cast: Cast) -> Unit:
    """The unit into which the hospital goes; it has a 外科 of its own and an administrator."""
    unit = make.unit("济南示例中心医院", Unit.Kind.EMPLOYER, "370100", superior=cast.health, authority=cast.jinan)
    make.department(unit, "外科")
    make.administrator(unit, "林院员", 611)
    return unit


def joined(cast: Cast, second: Unit) -> StatusChange:
    return merge(cast.hospital, second, reason="事业单位改革", by=cast.health_admin)


def figures(hat: Hat, year: int) -> tuple[int, int]:
    found = totals(hat.own_scope(), year)
    return found.people, found.passed


def test_people_departments_requests_and_lower_units_move(cast: Cast, second: Unit) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(department=cast.surgery)
    waiting = person_asks(cast.hospital).review
    plan = plan_merger(cast.hospital, second)
    assert (plan.people, plan.departments, plan.requests, plan.below, plan.administrators) == (1, 1, 1, 1, 3)
    assert plan.problems == []
    joined(cast, second)
    cast.li.refresh_from_db()
    assert (cast.li.unit, cast.li.unit_path) == (second, second.path)
    assert cast.li.department is not None
    assert cast.li.department.name == "外科（济南示例第一医院）"
    assert Unit.everywhere.get(pk=cast.clinic.pk).superior == second
    assert waiting is not None
    waiting.refresh_from_db()
    assert waiting.desk == second
    hospital = Unit.everywhere.get(pk=cast.hospital.pk)
    assert (hospital.status, hospital.merged_into) == (Unit.Status.MERGED, second)
    assert not Hat.everywhere.filter(unit=hospital, ended_at__isnull=True).exists()
    assert list(directory(kinds=["employer"], text="示例第一医院")) == [second]
    assert list(differences()) == []


def test_open_declarations_stay_valid_and_count_at_the_new_unit(cast: Cast, second: Unit) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    joined(cast, second)
    [declaration] = Declaration.everywhere.all()
    chief = Hat.everywhere.get(unit=second, chief=True)
    ids = [declaration.review_id or 0]
    [outcome] = decide(HOURS, ids, approve=True, by=chief, scope=chief.scope(HOURS.needs))
    assert outcome.done, outcome.message
    result = AnnualResult.everywhere.get(person=cast.li, year=declaration.year)
    assert (result.unit, result.total) == (second, result.professional)
    assert list(differences()) == []


def test_figures_of_closed_years_stay_what_they_were(cast: Cast, second: Unit) -> None:
    settle([(cast.li.pk, PAST), (cast.li.pk, this_year())])
    past = figures(cast.health_admin, PAST)
    joined(cast, second)
    assert AnnualResult.everywhere.get(person=cast.li, year=PAST).unit == cast.hospital
    assert AnnualResult.everywhere.get(person=cast.li, year=this_year()).unit == second
    assert figures(cast.health_admin, PAST) == past == (1, 0)
    rebuild()
    assert AnnualResult.everywhere.get(person=cast.li, year=PAST).unit == cast.hospital
    assert list(differences()) == []


def test_what_stands_in_the_way_is_said_and_nothing_is_done(cast: Cast, second: Unit) -> None:
    assert "类别不同" in plan_merger(cast.hospital, cast.health).problems[-1]
    assert "的下级" in plan_merger(cast.hospital, cast.clinic).problems[0]
    assert "人社部门" in plan_dissolution(cast.jinan).problems[0]
    ask_superior(cast.hospital, None, reason="划转", by=cast.hospital_admin)
    with pytest.raises(Refusal, match="变更申请正在审核"):
        joined(cast, second)
    with pytest.raises(Refusal, match="不是本单位的下属机构"):
        merge(cast.school, second, reason="x", by=cast.health_admin)
    with pytest.raises(Refusal, match="请填写原因"):
        merge(cast.clinic, second, reason="", by=cast.health_admin)
    assert Unit.everywhere.get(pk=cast.hospital.pk).status == Unit.Status.ACTIVE


def test_people_of_a_dissolved_unit_go_to_the_temporary_one_with_their_hours(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    settle([(cast.li.pk, PAST), (cast.li.pk, this_year())])
    change = dissolve(cast.hospital, reason="破产", by=cast.health_admin)
    cast.li.refresh_from_db()
    assert change.into == cast.li.unit
    assert (cast.li.unit.region_id, cast.li.status) == ("370100", Person.Status.TEMPORARY)
    assert Unit.everywhere.get(pk=cast.clinic.pk).superior == cast.health
    [declaration] = Declaration.everywhere.all()
    assert declaration.review is not None
    # the temporary unit has no administrator: 上级代审
    assert (declaration.unit, declaration.review.desk) == (change.into, cast.jinan)
    assert AnnualResult.everywhere.get(person=cast.li, year=PAST).unit == cast.hospital
    assert list(differences()) == []


def test_a_merger_is_taken_back(cast: Cast, second: Unit) -> None:
    Person.everywhere.filter(pk=cast.li.pk).update(department=cast.surgery)
    settle([(cast.li.pk, this_year())])
    waiting = person_asks(cast.hospital).review
    before = _picture(cast)
    change = joined(cast, second)
    late = make.person(second, "后来者", 612)
    restore(change, reason="合并有误", by=cast.health_admin)
    assert waiting is not None
    waiting.refresh_from_db()
    assert waiting.desk == cast.hospital
    assert _picture(cast) == before
    late.refresh_from_db()
    assert late.unit == second
    assert list(differences()) == []
    with pytest.raises(Refusal, match="已经恢复"):
        restore(change, reason="再来", by=cast.health_admin)


def test_a_dissolution_is_taken_back_but_not_over_a_taken_code(cast: Cast) -> None:
    before = _picture(cast)
    change = dissolve(cast.hospital, reason="破产", by=cast.health_admin)
    restore(change, reason="撤销有误", by=cast.health_admin)
    assert _picture(cast) == before
    assert list(differences()) == []
    change = dissolve(cast.hospital, reason="破产", by=cast.health_admin)
    code = cast.hospital.credit_code
    make.unit("新的一家", Unit.Kind.EMPLOYER, "370100", authority=cast.jinan, code=code)
    with pytest.raises(Refusal, match="已被其他有效单位使用"):
        restore(change, reason="撤销有误", by=cast.health_admin)


def _picture(cast: Cast) -> Any:
    """Everything about the hospital that a merger touches."""
    unit = Unit.everywhere.get(pk=cast.hospital.pk)
    people = Person.everywhere.filter(unit=unit).order_by("pk").values_list("pk", "department", "status", "unit_path")
    hats = Hat.everywhere.filter(unit=unit, ended_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    departments = Department.everywhere.filter(unit=unit).values_list("pk", "name")
    below = Unit.everywhere.filter(above=unit).values_list("pk", "path")
    results = AnnualResult.everywhere.filter(unit=unit).values_list("person", "year")
    return [unit.status, unit.merged_into_id, *(list(each) for each in (people, hats, departments, below, results))]
