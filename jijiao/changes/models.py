"""机构变更: what a unit wants changed of itself, field by field, and the record of what was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.changes.facts import LABELS
from jijiao.reviews.models import Review, Reviewable
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.scoping.scope import Scope
from jijiao.units.models import Unit


class OfUnit(ScopedBy):
    """Seen by the unit, those above it and whoever sees its review; held by the unit alone."""

    def seen(self, scope: Scope) -> Q:
        return super().seen(scope) | Q(review__in=Review.objects.within(scope))


class UnitChange(Reviewable):
    """One change: of facts (`superior` empty in the lines) or of the superior. Without a review it took effect at once.

    `open` says that it is on its way; it is written together with the review's state.
    """

    class Purpose(models.TextChoices):
        FACTS = "facts", "修改单位信息"
        SUPERIOR = "superior", "更换上级部门"

    SCOPED: ClassVar[ScopedBy] = OfUnit(path="unit__path", desk="unit_id")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes", verbose_name="单位")
    purpose = models.CharField("变更类型", max_length=8, choices=Purpose.choices)
    open = models.BooleanField(default=True)
    reason = models.CharField("变更原因", max_length=500, blank=True)
    proofs = models.ManyToManyField(Attachment, related_name="+", verbose_name="证明材料")
    before = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="原上级", help_text="of the tree: `above`"
    )
    superior = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="新上级部门", help_text="none: 人社"
    )
    summary = models.CharField("变更内容", max_length=500, help_text="for lists: one field with both values, or names")
    requested_by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    requested_at = models.DateTimeField("申请时间")
    effective_at = models.DateTimeField("生效时间", null=True)

    class Meta(Reviewable.Meta):
        indexes = [models.Index(fields=["unit", "id"], name="unit_change_unit")]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(open=True), name="unit_change_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.get_purpose_display()}"

    @property
    def state_name(self) -> str:
        """已生效, 待审核, 驳回, 已撤回 (the review's word), for the record."""
        if self.effective_at is not None or self.review is None:
            return "已生效"
        return self.review.get_state_display()


class ChangedField(ScopedModel):
    """One field of a change: a line of 变更记录. Both values are kept as they read at the time."""

    SCOPED = ScopedBy(path="change__unit__path", desk="change__unit_id")

    change = models.ForeignKey(UnitChange, models.CASCADE, related_name="fields")
    name = models.CharField("变更字段", max_length=12, choices=list(LABELS.items()))
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    before_shown = models.CharField("变更前", max_length=200)
    after_shown = models.CharField("变更后", max_length=200)

    class Meta(ScopedModel.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["change", "name"], name="changed_field_once")]

    def __str__(self) -> str:
        return f"{self.get_name_display()}：{self.before_shown} → {self.after_shown}"
