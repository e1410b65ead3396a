"""Which rules hold for a year, and for which years hours may be declared."""

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from jijiao.lib.refusal import Refusal
from jijiao.standards.models import RuleSet, YearPlan
from jijiao.standards.rates import FormRates, read_rates
from jijiao.standards.rules import Caps, Requirement


class YearRules(NamedTuple):
    """The rules of a year, ready for use; `rates[form.key]` is what `form.award` takes."""

    requirement: Requirement
    caps: Caps
    rates: FormRates
    rule_set_id: int


def rules_for(year: int) -> YearRules:
    """The rules that the year's plan names, else the newest published ones made for the year (one or two queries).

    Raises `Refusal` when there are none.
    """
    planned = RuleSet.objects.filter(year_plans__year=year).first()
    rule_set = planned or (
        RuleSet.objects.filter(Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=year))
        .filter(valid_from_year__lte=year, published_at__isnull=False)
        .order_by("-valid_from_year", "-published_at", "-pk")
        .first()
    )
    if rule_set is None:
        raise Refusal(f"{year} 年度的学时规则还没有发布，请关注通知公告。", "year")
    return rules_of(rule_set)


def rules_of(rule_set: RuleSet) -> YearRules:
    """The rules in a rule set: what an old declaration was computed by."""
    requirement = Requirement(
        rule_set.version,
        rule_set.valid_from_year,
        rule_set.valid_to_year,
        rule_set.public_min,
        rule_set.professional_min,
        rule_set.total_min,
    )
    rates, caps = _read(json.dumps(rule_set.rates, sort_keys=True))
    return YearRules(requirement, caps, rates, rule_set.pk)


def open_years(today: date) -> list[int]:
    """The years for which hours may be declared on this day, newest first."""
    plans = YearPlan.objects.filter(state=YearPlan.State.PUBLISHED, opens_on__lte=today, closes_on__gte=today)
    return list(plans.order_by("-year").values_list("year", flat=True))


@lru_cache(maxsize=16)
def _read(written: str) -> tuple[FormRates, Caps]:
    # kept by content, never by row: a process that holds an old reading cannot mistake it for a new one
    return read_rates(json.loads(written))
