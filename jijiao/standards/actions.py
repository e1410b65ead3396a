"""Every write to the rules and the year plans."""

from datetime import date

from django.db import transaction

from jijiao.audit import actions as audit
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.years import this_year
from jijiao.standards.models import RuleSet, YearPlan
from jijiao.standards.rates import DEFAULT_NAME, DEFAULT_VERSION, default_rates

FIRST_YEAR = 2016  # from this year on the present thresholds hold (domain 1.4)


@transaction.atomic
def install_default_rules(*, by: Actor) -> RuleSet:
    """The default rules, and published plans for this year and the last where there are none. Safe to repeat."""
    rule_set, created = RuleSet.objects.get_or_create(
        version=DEFAULT_VERSION,
        defaults={
            "name": DEFAULT_NAME,
            "valid_from_year": FIRST_YEAR,
            "public_min": 30,
            "professional_min": 60,
            "total_min": 90,
            "rates": default_rates(),
            "published_at": clock.now(),
        },
    )
    years = [year for year in (this_year() - 1, this_year()) if _open_year(year, rule_set)]
    if created or years:
        audit.record(by, Tag.RULES_INSTALL, on=rule_set, version=rule_set.version, years=years)
    return rule_set


def _open_year(year: int, rule_set: RuleSet) -> bool:
    """Whether a plan was made: 1 January to 31 January of the next year (domain 1.6)."""
    _, created = YearPlan.objects.get_or_create(
        year=year,
        defaults={
            "opens_on": date(year, 1, 1),
            "closes_on": date(year + 1, 1, 31),
            "rule_set": rule_set,
            "state": YearPlan.State.PUBLISHED,
        },
    )
    return created
