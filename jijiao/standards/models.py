"""What a decree may change: the rule sets with their numbers, and the years in which hours may be declared."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class RuleSet(models.Model):
    """One version of the rules (学时规则). A published one never changes; a new decree is a new row."""

    version = models.CharField("版本号", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    valid_from_year = models.PositiveSmallIntegerField("适用起始年度")
    valid_to_year = models.PositiveSmallIntegerField("适用截止年度", null=True, blank=True)
    public_min = models.DecimalField("公需科目最低学时", max_digits=5, decimal_places=1)
    professional_min = models.DecimalField("专业科目最低学时", max_digits=5, decimal_places=1)
    total_min = models.DecimalField("总学时最低要求", max_digits=5, decimal_places=1)
    rates = models.JSONField("折算标准")  # in the written form of standards.rates
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        verbose_name = "学时规则"
        verbose_name_plural = "学时规则"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=F("valid_from_year")),
                name="rule_set_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(public_min__gte=0) & Q(professional_min__gte=0) & Q(total_min__gte=0),
                name="rule_set_minima_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, year: int) -> bool:
        """Whether the rules were made for this year."""
        return self.valid_from_year <= year and (self.valid_to_year is None or year <= self.valid_to_year)


class YearPlan(models.Model):
    """One year's declaration window (年度方案): when it opens and closes, and under which rules."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "发布"
        CLOSED = "closed", "关闭"
        SEALED = "sealed", "封存"

    year = models.PositiveSmallIntegerField("年度", unique=True)
    opens_on = models.DateField("开放日期")
    closes_on = models.DateField("截止日期")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="year_plans", verbose_name="学时规则")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)

    class Meta:
        verbose_name = "年度方案"
        verbose_name_plural = "年度方案"
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="year_plan_days_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "closed", "sealed"]), name="year_plan_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度"

    def is_open(self, today: date) -> bool:
        """Whether hours of this year may be declared on this day."""
        return self.state == self.State.PUBLISHED and self.opens_on <= today <= self.closes_on
