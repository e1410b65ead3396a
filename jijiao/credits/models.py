"""学时账: entries are added, never changed; the annual result and the roll-up are derived from them."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q

from jijiao.people.models import Person
from jijiao.scoping.fields import PathField
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.standards.models import RuleSet
from jijiao.units.models import Unit


class Entry(ScopedModel):
    """One recognised piece of learning. A mistake is a reversing entry that names the first."""

    SCOPED = ScopedBy(
        path="person__unit_path",
        desk="person__unit_id",
        account="person__account_id",
        department="person__department_id",
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField("认证年度")
    origin = models.CharField(max_length=60, unique=True, help_text="what it comes from: declaration:81")
    subject = models.CharField("计入科目", max_length=1, choices=[("1", "公需科目"), ("2", "专业科目")])
    form = models.CharField("学习形式", max_length=4)
    title = models.CharField("名称", max_length=200)
    organizer = models.CharField("举办单位", max_length=100, blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField()
    hours = models.DecimalField("学时", max_digits=6, decimal_places=1)
    unit = models.ForeignKey(Unit, models.PROTECT, help_text="where the person worked at the time")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    recorded_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["person", "year"], name="entry_person_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, reverses__isnull=True) | Q(hours__lt=0, reverses__isnull=False),
                name="entry_sign",
            ),
            models.CheckConstraint(condition=Q(subject__in=["1", "2"]), name="entry_subject"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("ledger entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("ledger entries are never removed")


class AnnualResult(ScopedModel):
    """年度认定: what the year's rules make of a person's entries; recomputed, never added to."""

    SCOPED = ScopedBy(
        path="unit_path", desk="unit_id", account="person__account_id", department="person__department_id"
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField("认证年度")
    unit = models.ForeignKey(Unit, models.PROTECT)
    unit_path = PathField()
    public = models.DecimalField("完成公需课学时（分）", max_digits=6, decimal_places=1, default=0)
    professional = models.DecimalField("完成必需课学时（分）", max_digits=6, decimal_places=1, default=0)
    total = models.DecimalField("完成总学时（分）", max_digits=6, decimal_places=1, default=0)
    passed = models.BooleanField("认定结果", default=False)
    # 完成率 is of people on a roll: whoever left it while the year was open does not count in it
    counted = models.BooleanField(default=True)
    rules = models.ForeignKey(RuleSet, models.PROTECT, null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["year", "unit_path", "id"], name="result_path"),
            models.Index(fields=["unit", "year"], name="result_unit_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="result_person_year"),
            models.CheckConstraint(condition=Q(total=F("public") + F("professional")), name="result_total"),
            models.CheckConstraint(condition=Q(public__gte=0, professional__gte=0), name="result_not_negative"),
        ]


class UnitYear(ScopedModel):
    """How many of a unit's own people met the year; summed over the path range on read."""

    SCOPED = ScopedBy(path="unit_path", desk="unit_id")

    unit = models.ForeignKey(Unit, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    unit_path = PathField()
    people = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["year", "unit_path"], name="unit_year_path")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="unit_year_once"),
            models.CheckConstraint(condition=Q(passed__lte=F("people")), name="unit_year_passed"),
        ]
