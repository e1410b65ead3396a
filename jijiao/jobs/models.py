"""The queue is a table: a job's row says what is wanted, how far it has come and who may work on it now."""

import secrets

from django.conf import settings
from django.db import models

from jijiao.lib import clock
from jijiao.scoping.models import ScopedBy, ScopedModel


def random_ref() -> str:
    """16 url-safe characters: what an address holds instead of a number that counts up."""
    return secrets.token_urlsafe(12)


class Job(ScopedModel):
    """One piece of background work (导入导出任务), owned by the account that asked for it.

    `fence` grows by one with each claim; whoever holds an older number writes nothing any more.
    `cursor` is the place reached; it is committed together with the rows that it stands for.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待中"
        RUNNING = "running", "进行中"
        # its owner must say how it goes on
        PAUSED = "paused", "待确认"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    SCOPED = ScopedBy(account="by_account_id")

    ref = models.CharField(max_length=22, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    label = models.CharField("任务", max_length=80)
    payload = models.JSONField(default=dict)
    by_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_hat_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    # whose turn a claim uses up: a unit's, an account's without a unit, or the system's
    turn = models.CharField(max_length=24)

    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    cancel_asked = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    note = models.CharField(max_length=120, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    lease_until = models.DateTimeField(null=True)
    fence = models.BigIntegerField(default=0)
    # claims in a row that brought no progress
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField("发起时间")
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_open",
            ),
            models.Index(fields=["turn", "-claimed_at"], name="job_turn"),
            models.Index(fields=["by_account", "-id"], name="job_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease_until__isnull=True)),
                name="job_lease_while_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.ref}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percent(self) -> int | None:
        """0 to 100, or None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def outputs(self) -> "list[JobFile]":
        return [file for file in self.files.all() if file.role == JobFile.Role.OUTPUT]


class JobFile(models.Model):
    """A file that a job reads or has made. It lies sealed under MEDIA_ROOT/jobs/ and is deleted when it expires."""

    class Role(models.TextChoices):
        INPUT = "input", "上传"
        OUTPUT = "output", "结果"

    job = models.ForeignKey(Job, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=6, choices=Role.choices)
    # what people call it; never part of a path
    name = models.CharField(max_length=120)
    stored = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="jobfile_number")]

    def __str__(self) -> str:
        return self.name

    @property
    def expired(self) -> bool:
        return self.expires_at <= clock.now()


class Round(models.Model):
    """When a periodic act was last done, how that went, and when it is due again; one row an act."""

    key = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    by = models.CharField(max_length=60, blank=True, help_text="machine and process of the worker")
    note = models.CharField(max_length=120, blank=True)
    failed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key
