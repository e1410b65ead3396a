"""The stored rules: installed once, found by year, guarded by the database."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jijiao.audit.models import Event
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.standards.actions import install_default_rules
from jijiao.standards.models import RuleSet, YearPlan
from jijiao.standards.queries import open_years, rules_for

pytestmark = pytest.mark.django_db
AUTUMN = datetime(2026, 11, 23, 9, tzinfo=clock.SHANGHAI)


@pytest.fixture(autouse=True)
def _installed() -> None:
    # another part's migration may bring rules of its own; these tests start from none
    YearPlan.objects.all().delete()
    RuleSet.objects.all().delete()
    with clock.frozen(AUTUMN):
        install_default_rules(by=SYSTEM)


def _another(version: str = "V2", **columns: object) -> RuleSet:
    given = {"name": "新规则", "valid_from_year": 2027, "public_min": 20, "professional_min": 60, "total_min": 90}
    rates = {"forms": {"LF01": {"per_day": "6", "year_cap": "30"}}, "groups": []}
    return RuleSet.objects.create(version=version, rates=rates, **(given | columns))


def test_installing_twice_changes_nothing() -> None:
    events = Event.objects.count()
    with clock.frozen(AUTUMN):
        install_default_rules(by=SYSTEM)
    assert RuleSet.objects.count() == 1
    assert list(YearPlan.objects.order_by("year").values_list("year", "closes_on")) == [
        (2025, date(2026, 1, 31)),
        (2026, date(2027, 1, 31)),
    ]
    assert Event.objects.count() == events


def test_the_rules_of_a_year_are_ready_for_use(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        rules = rules_for(2026)
    assert rules.requirement.total_min == Decimal(90)
    assert rules.rates["LF12"]["first_core"] == Decimal(30)
    assert rules.caps.per_form["LF01"] == Decimal(60)
    assert rules.rule_set_id == RuleSet.objects.get().pk


def test_a_year_without_a_plan_takes_the_newest_published_rules() -> None:
    assert rules_for(2019).requirement.public_min == Decimal(30)
    _another()
    assert rules_for(2027).requirement.public_min == Decimal(30)  # the new ones are not published
    _another("V3", published_at=AUTUMN)
    assert rules_for(2027).rates["LF01"]["per_day"] == Decimal(6)
    assert rules_for(2026).rates["LF01"]["per_day"] == Decimal(8)
    with pytest.raises(Refusal, match="2015 年度的学时规则还没有发布"):
        rules_for(2015)


def test_the_plan_of_the_year_decides() -> None:
    plan = YearPlan.objects.get(year=2026)
    plan.rule_set = _another(valid_from_year=2026)
    plan.save(update_fields=["rule_set"])
    assert rules_for(2026).requirement.public_min == Decimal(20)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 1, 31), [2026, 2025]),
        (date(2026, 2, 1), [2026]),
        (date(2027, 1, 31), [2026]),
        (date(2027, 2, 1), []),
    ],
)
def test_years_open_and_close(today: date, years: list[int]) -> None:
    assert open_years(today) == years
    assert [plan.year for plan in YearPlan.objects.order_by("-year") if plan.is_open(today)] == years


def test_a_closed_plan_is_not_open() -> None:
    YearPlan.objects.update(state=YearPlan.State.CLOSED)
    assert open_years(date(2026, 6, 1)) == []


def test_the_database_refuses_nonsense() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _another(valid_to_year=2020)
    with pytest.raises(IntegrityError), transaction.atomic():
        _another(public_min=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearPlan.objects.filter(year=2026).update(closes_on=date(2025, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        YearPlan.objects.filter(year=2026).update(state="paused")
