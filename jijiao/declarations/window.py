"""Whether a year takes declarations now (年度方案), and the sentence when it does not."""

from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.standards.models import YearPlan

SHUT = (YearPlan.State.CLOSED, YearPlan.State.SEALED)


def open_plan(year: int) -> YearPlan:
    """The plan of a year whose hours may be declared today; a Refusal that says why not."""
    plan = YearPlan.objects.filter(year=year).select_related("rule_set").first()
    if plan is None or plan.state == YearPlan.State.DRAFT:
        raise Refusal(f"{year} 年度没有开放学时申报，请核对结束日期。", "end_date")
    if plan.state in SHUT:
        raise Refusal(f"{year} 年度已经关闭，不能再申报。", "end_date")
    if not plan.is_open(clock.today()):
        opens, closes = f"{plan.opens_on:%Y-%m-%d}", f"{plan.closes_on:%Y-%m-%d}"
        raise Refusal(f"{year} 年度学时的申报时间是 {opens} 至 {closes}，现在不能申报。", "end_date")
    return plan


def shut_years(years: set[int]) -> set[int]:
    """Those whose hours can no longer be recognised: closed, sealed, or without a plan."""
    plans = YearPlan.objects.filter(year__in=years).exclude(state__in=SHUT)
    return years - set(plans.values_list("year", flat=True))
