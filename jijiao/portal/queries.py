"""Readings of the public site."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from jijiao.lib import clock
from jijiao.portal.models import Notice
from jijiao.standards.learning_forms import LEARNING_FORMS
from jijiao.standards.models import YearPlan
from jijiao.standards.queries import rules_for
from jijiao.web.navigation import page_exists


def published(kind: str = "") -> QuerySet[Notice]:
    """Notices that stand, newest first."""
    rows = Notice.everywhere.filter(withdrawn_at__isnull=True).select_related("unit").order_by("-published_at", "-id")
    return rows.filter(kind=kind) if kind else rows


@dataclass(frozen=True)
class YearAtAGlance:
    """The running year's thresholds and its last day."""

    year: int
    public: Decimal
    professional: Decimal
    total: Decimal
    ends_on: date
    days_left: int


def year_at_a_glance() -> YearAtAGlance:
    """What the home page says of the running year."""
    today = clock.today()
    requirement = rules_for(today.year).requirement
    plan = YearPlan.objects.filter(year=today.year).first()
    ends_on = plan.closes_on if plan else date(today.year, 12, 31)
    return YearAtAGlance(
        today.year,
        requirement.public_min,
        requirement.professional_min,
        requirement.total_min,
        ends_on,
        max(0, (ends_on - today).days),
    )


@dataclass(frozen=True)
class OfferedForm:
    """One 学习形式 as the public page shows it; caps are hours, None where the rules set none."""

    label: str
    subjects: str
    evidence: str
    item_cap: Decimal | None
    year_cap: Decimal | None


def offered_forms(year: int) -> list[OfferedForm]:
    """The learning forms that can be declared, with the caps of the rule set of `year`."""
    rates = rules_for(year).rates
    return [
        OfferedForm(
            form.label,
            "、".join(sorted(subject.label for subject in form.subjects)),
            "、".join(evidence.label for evidence in form.evidence),
            rates[form.key].get("item_cap"),
            rates[form.key].get("year_cap"),
        )
        for form in LEARNING_FORMS.values()
        if form.open
    ]


@dataclass(frozen=True)
class Download:
    label: str
    href: str


DOWNLOADS = (
    ("专业技术人员批量导入模板（登录后下载，含本单位部门）", "people.import_template"),
    ("岗位培训学时批量导入模板（登录后下载）", "declarations.import_template"),
)


def downloads_offered() -> list[Download]:
    """The templates of 下载中心, those whose page is mounted."""
    return [Download(label, reverse(name)) for label, name in DOWNLOADS if page_exists(name)]
