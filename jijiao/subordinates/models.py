"""单位状态变动: who suspended, resumed, merged or dissolved a unit, when, why, and what moved with it."""

from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Hat
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.units.models import Unit


class StatusChange(ScopedModel):
    """One change of a unit's state. `moved` lists what went to `into`, so that it can be taken back."""

    class Act(models.TextChoices):
        SUSPEND = "suspend", "停用"
        RESUME = "resume", "启用"
        MERGE = "merge", "合并"
        DISSOLVE = "dissolve", "撤销"
        RESTORE = "restore", "恢复"

    SCOPED = ScopedBy(path="unit__path", desk="unit_id")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="status_changes")
    act = models.CharField("办理事项", max_length=8, choices=Act.choices)
    before = models.CharField("原状态", max_length=10, choices=Unit.Status.choices)
    reason = models.CharField("原因", max_length=200)
    into = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="of a merger: the other unit; else where people went",
    )
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("办理时间")
    undone_at = models.DateTimeField("恢复时间", null=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "id"], name="status_change_unit")]
        constraints = [
            models.CheckConstraint(condition=~Q(into=models.F("unit")), name="status_change_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.unit}"
