"""批量办理: what was done to many people at once, row by row, so that it can be looked up and taken back."""

from datetime import datetime, timedelta

from django.db import models

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.lib.references import new_reference
from jijiao.people.models import Person
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.units.models import Unit

UNDOABLE = timedelta(days=30)


class Batch(ScopedModel):
    """One act over people of the own unit; a single 停用 is a batch of one."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "调整部门"
        DISABLE = "disable", "停用"
        ENABLE = "enable", "启用"

    SCOPED = ScopedBy(desk="unit_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    kind = models.CharField("办理事项", max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    # a department's id or a status: what is written to every row
    value = models.CharField(max_length=20, blank=True)
    words = models.CharField("改为", max_length=60)
    reason = models.CharField("原因", max_length=200, blank=True)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    at = models.DateTimeField("办理时间")
    undone_by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["unit", "-id"], name="roster_batch_unit")]

    @property
    def undoable_until(self) -> datetime:
        return self.at + UNDOABLE

    @property
    def is_undoable(self) -> bool:
        return self.undone_at is None and clock.now() <= self.undoable_until


class Line(models.Model):
    """What became of one person in a batch; `problem` says why not, `undo_problem` why it was not taken back."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    before = models.CharField(max_length=20, blank=True)
    before_words = models.CharField(max_length=60, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    undo_problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
