"""What an import holds: its rows until they are applied, the wrong ones, what it made; and what headers mean."""

from django.db import models

from jijiao.jobs.models import Job
from jijiao.vault.fields import EncryptedText


class ImportBlock(models.Model):
    """Some hundred right rows of a workbook, sealed as one: staged when the file is checked, emptied when applied.

    `made` is the block's part of the batch's manifest: [row number, id of what was created or changed]. `trace` is,
    sealed, what undoing needs beside it; `keys`, sealed, what no other row of the file may share (`Sheet.identity`), by
    row number, for as long as rows may be corrected. Reached only through its job, whose door it shares.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="import_blocks")
    ref = models.CharField(max_length=22)
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    rows = EncryptedText(blank=True)
    made = models.JSONField(default=list)
    trace = EncryptedText(blank=True)
    keys = EncryptedText(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="importblock_once")]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.number}"


class ImportRow(models.Model):
    """A row that could not be imported, or that was corrected in the page since; one for a row of the workbook.

    Reached only through its job, whose door it shares. The cells are kept, sealed, for 72 hours.
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


class KnownHeading(models.Model):
    """What a column header of a unit's own files means: `column` of the sheet, empty for one that is left out."""

    unit_id = models.BigIntegerField()
    sheet = models.CharField(max_length=60)
    heading = models.CharField(max_length=30)
    column = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "sheet", "heading"], name="heading_once")]
