"""学时（分）申报: one declaration per person, kept in the unit where it was made; its review lies beside it."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from jijiao.attachments.models import Attachment
from jijiao.lib.text import compact
from jijiao.people.models import Person
from jijiao.reviews.flow import State
from jijiao.reviews.models import Review, Reviewable
from jijiao.scoping.models import ScopedBy
from jijiao.scoping.scope import Scope
from jijiao.standards.codes.learning import SUBJECTS, Subject
from jijiao.standards.learning_forms import LEARNING_FORMS, LearningForm, from_stored, shown
from jijiao.standards.learning_forms.fields import Value, plain
from jijiao.standards.models import RuleSet
from jijiao.units.models import Unit


def activity_key(form: str, title: str, organizer: str, start: date | None, end: date) -> str:
    """判重键 (domain 5.5.4): the same for one activity however its title is spaced and punctuated."""
    words = ("".join(filter(str.isalnum, compact(text))) for text in (title, organizer))
    return hashlib.sha256("\n".join([form, *words, str(start), str(end)]).encode()).hexdigest()


class Declaration(Reviewable):
    """What one person is said to have learned. Drafts are not rows; a row has been submitted at least once."""

    class Source(models.TextChoices):
        PERSON = "person", "个人"
        UNIT = "unit", "用人单位"

    SCOPED = ScopedBy(
        path="unit__path", desk="unit_id", account="person__account_id", department="person__department_id"
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations", verbose_name="申请人")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="where the person worked at the time")
    batch = models.CharField(max_length=22, db_index=True)
    source = models.CharField("来源", max_length=6, choices=Source.choices)
    year = models.PositiveSmallIntegerField("认证年度")
    subject = models.CharField("计入科目", max_length=1, choices=SUBJECTS)
    form = models.CharField("学习形式", max_length=4)
    title = models.CharField("名称", max_length=200)
    organizer = models.CharField("举办单位", max_length=100, blank=True)
    organizer_type = models.CharField("举办单位类型", max_length=2, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    start_date = models.DateField("开始日期", null=True)
    end_date = models.DateField("结束日期")
    exam_result = models.CharField("考核结果", max_length=1, blank=True)
    certificate_no = models.CharField("证书编号", max_length=60, blank=True)
    claimed = models.DecimalField("申报学时", max_digits=6, decimal_places=1)
    recognised = models.DecimalField("认定学时", max_digits=6, decimal_places=1, null=True)
    lowered_because = models.CharField("核减原因", max_length=500, blank=True, help_text="why less than claimed")
    details = models.JSONField(default=dict, help_text="the form's own fields, as standards keeps them")
    note = models.CharField("备注", max_length=200, blank=True)
    rules = models.ForeignKey(RuleSet, models.PROTECT)
    activity = models.CharField(max_length=64, help_text="the key that finds doubles")
    live = models.BooleanField(default=True, help_text="open or approved: stands in the way of a double")
    declared_at = models.DateTimeField()
    evidence = models.ManyToManyField(Attachment, through="Proof", related_name="+")

    class Meta(Reviewable.Meta):
        indexes = [
            models.Index(fields=["unit", "-id"], name="declaration_unit"),
            models.Index(fields=["person", "year"], name="declaration_person_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "activity"], condition=Q(live=True), name="declaration_once"),
            models.CheckConstraint(condition=Q(claimed__gt=0), name="declaration_claims"),
            models.CheckConstraint(
                condition=Q(recognised__isnull=True) | Q(recognised__gt=0, recognised__lte=F("claimed")),
                name="declaration_recognised",
            ),
            models.CheckConstraint(
                condition=Q(recognised__isnull=True) | Q(recognised__gte=F("claimed")) | ~Q(lowered_because=""),
                name="declaration_lowered_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.person.name}）"

    @property
    def learning_form(self) -> LearningForm:
        return LEARNING_FORMS[self.form]

    @property
    def values(self) -> dict[str, Value]:
        """Every field by its name in the learning form."""
        named = {name: getattr(self, name) for name in COMMON}
        return named | {"claimed_hours": self.claimed} | from_stored(self.learning_form, self.details)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """(label, text) of everything that was filled in, in the order of the page."""
        return shown(self.learning_form, self.values)

    @property
    def subject_name(self) -> str:
        return Subject(self.subject).label

    @property
    def state(self) -> str:
        return self.review.state if self.review else ""

    @property
    def is_open(self) -> bool:
        return self.state == State.PENDING

    @property
    def can_be_corrected(self) -> bool:
        return self.state in (State.REJECTED, State.WITHDRAWN)

    @property
    def is_lowered(self) -> bool:
        """核减: less was recognised than claimed."""
        return self.recognised is not None and self.recognised < self.claimed

    @property
    def recognition(self) -> str:
        """认定学时 in words, with what was claimed and why where it is less."""
        if self.recognised is None or not self.is_lowered:
            return "" if self.recognised is None else plain(self.recognised)
        return f"申报 {plain(self.claimed)}，认定 {plain(self.recognised)}，原因：{self.lowered_because}"

    @property
    def hours(self) -> Decimal:
        """认定学时 once there are any, else 申报学时."""
        return self.recognised if self.recognised is not None else self.claimed


class OrReviewed(ScopedBy):
    """Also seen by whoever sees its review: after a transfer that is another unit than where it was declared."""

    def seen(self, scope: Scope) -> Q:
        return super().seen(scope) | Q(review__in=Review.objects.within(scope))


class ReviewedDeclaration(Declaration):
    """A declaration as its reviewers see it."""

    SCOPED = OrReviewed(path="unit__path", desk="unit_id", department="person__department_id")

    class Meta(Declaration.Meta):
        proxy = True
        constraints: ClassVar[list[Any]] = []
        indexes: ClassVar[list[Any]] = []


COMMON = (
    "title", "organizer", "organizer_type", "place", "start_date", "end_date", "exam_result", "certificate_no",
)  # fmt: skip


def common_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that hold the common fields of cleaned values."""
    return {name: values.get(name) for name in COMMON} | {"claimed": values["claimed_hours"]}


class Proof(models.Model):
    """证明材料: one image that proves a declaration; a batch's declarations share their images."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="proofs")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["declaration", "number"], name="proof_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.attachment.name}"
