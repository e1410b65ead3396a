"""What the roster keeps: what was done to many people at once, row by row, and the lists that were exported."""

from datetime import datetime, timedelta

from django.db import models

from jijiao.accounts.models import Account, Hat
from jijiao.jobs.models import Job
from jijiao.lib import clock
from jijiao.lib.references import new_reference
from jijiao.people.models import Person
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.units.models import Unit
from jijiao.vault.fields import EncryptedText

UNDOABLE = timedelta(days=30)
DECIDED_WITHIN = timedelta(days=7)


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


class Export(ScopedModel):
    """导出: one list that was asked for. With full numbers it waits until another administrator of the unit agrees."""

    class State(models.TextChoices):
        WAITING = "waiting", "待审批"
        APPROVED = "approved", "已同意"
        REFUSED = "refused", "未同意"
        AT_ONCE = "at_once", "无需审批"

    SCOPED = ScopedBy(desk="unit_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间")
    # the query string of the list: it may hold a number that was looked for
    conditions = EncryptedText(blank=True)
    words = EncryptedText("条件", blank=True)
    file_format = models.CharField("格式", max_length=4)
    columns = models.JSONField(default=list)
    full = models.BooleanField("完整证件号和手机号", default=False)
    reason = models.CharField("用途", max_length=200, blank=True)
    people = models.PositiveIntegerField("人数")
    state = models.CharField("审批", max_length=10, choices=State.choices)
    decided_by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField("审批意见", max_length=200, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["unit", "-id"], name="roster_export_unit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(full=True) | models.Q(state="at_once"), name="roster_export_masked_at_once"
            ),
            models.CheckConstraint(
                condition=models.Q(full=False) | ~models.Q(state="at_once"), name="roster_export_full_asks"
            ),
        ]

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + DECIDED_WITHIN

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING and clock.now() <= self.expires_at

    @property
    def state_words(self) -> str:
        expired = self.state == self.State.WAITING and not self.is_waiting
        return "已过期" if expired else str(self.State(self.state).label)


class ColumnChoice(ScopedModel):
    """选择列: which columns the list and the exports of an account have."""

    SCOPED = ScopedBy(account="account_id")

    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    columns = models.JSONField(default=list)


class SavedQuery(ScopedModel):
    """保存的查询: conditions that an account looks for again and again."""

    SCOPED = ScopedBy(account="account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField("名称", max_length=30)
    # a query string, which may hold a number that is looked for
    conditions = EncryptedText()
    saved_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="roster_query_name")]
