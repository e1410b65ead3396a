"""What became of each row of an import."""

from django.db import models

from jijiao.jobs.models import Job
from jijiao.vault.fields import EncryptedText


class ImportRow(models.Model):
    """The one outcome of a workbook's row; written in the transaction that writes what the row says.

    Reached only through its job, whose door it shares. The cells are kept, sealed, for failed rows
    alone and for 72 hours.
    """

    class State(models.TextChoices):
        CREATED = "created", "新增"
        CHANGED = "changed", "更新"
        SKIPPED = "skipped", "未变"
        FAILED = "failed", "失败"

    job = models.ForeignKey(Job, models.CASCADE, related_name="import_rows")
    ref = models.CharField(max_length=22)
    number = models.PositiveIntegerField("行号")
    state = models.CharField("结果", max_length=7, choices=State.choices)
    reasons = models.JSONField("错误原因", default=list)
    cells = EncryptedText(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="importrow_once")]
        indexes = [models.Index(fields=["job", "number"], condition=models.Q(state="failed"), name="importrow_failed")]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.number}"
