"""What the operators keep: identity checks, units still without a credit code, merges with what they moved."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Account, Hat
from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.scoping.scope import Scope
from jijiao.units.models import Unit

UNDOABLE = timedelta(days=30)


class PlatformWide(ScopedBy):
    """Seen by whoever sees the whole platform, and by nobody else."""

    def seen(self, scope: Scope) -> Q:
        return Q() if "" in scope.paths else Q(pk__in=())

    def held(self, scope: Scope) -> Q:
        return self.seen(scope)


class Holder(ScopedModel, Account):  # type: ignore[misc]  # the closed manager wins over the account's own
    """An account as the 安全管理员 sees it."""

    SCOPED: ClassVar[ScopedBy] = PlatformWide()

    class Meta(ScopedModel.Meta):
        proxy = True


class IdentityCheck(ScopedModel):
    """核验身份: how somebody was recognised before an account was unlocked or its password reset, and the proof of it.

    `reference` is the number of the recording or of the letter, `scans` are the letter itself.
    """

    SCOPED: ClassVar[ScopedBy] = PlatformWide()

    class Way(models.TextChoices):
        IN_PERSON = "person", "本人到场，核对证件原件"
        VIDEO = "video", "视频通话，核对证件原件"
        LETTER = "letter", "所在单位出具公函"
        SUPERIOR = "superior", "主管部门或人社部门书面确认"
        PHONE = "phone", "电话核对登记信息（只能解锁）"

    account = models.ForeignKey(Account, models.PROTECT, related_name="identity_checks")
    way = models.CharField("核验方式", max_length=10, choices=Way.choices)
    reference = models.CharField("录像编号或文号", max_length=60, blank=True)
    scans = models.ManyToManyField(Attachment, related_name="+")
    note = models.CharField("核验说明", max_length=200)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["account", "-at"], name="identity_check_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(way="video") | ~Q(reference=""), name="identity_check_recorded"),
        ]

    @property
    def is_strong(self) -> bool:
        """Whether a password may be reset upon it: what was said on the telephone alone proves nobody."""
        return self.way != self.Way.PHONE


class Provisional(models.Model):
    """A unit without a 统一社会信用代码: the code it is known by until its own is entered, within twelve months."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="provisional")
    code = models.CharField("内部码", max_length=18, unique=True)
    reason = models.CharField("无代码原因", max_length=200)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    due_on = models.DateField("补正期限")
    completed_at = models.DateTimeField(null=True)

    @property
    def is_late(self) -> bool:
        return self.completed_at is None and clock.today() > self.due_on


class Merge(ScopedModel):
    """合并: two records of one person or unit made one. `manifest` says what was moved, so that it can be undone."""

    SCOPED: ClassVar[ScopedBy] = PlatformWide()

    class Kind(models.TextChoices):
        PERSON = "person", "专业技术人员"
        UNIT = "unit", "单位"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    kept_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    gone_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    gone_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("合并原因", max_length=200)
    manifest = models.JSONField(default=dict)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", kept_person__isnull=False, gone_person__isnull=False)
                | Q(kind="unit", kept_unit__isnull=False, gone_unit__isnull=False),
                name="merge_has_both",
            ),
            models.UniqueConstraint(
                fields=["gone_person"], condition=Q(undone_at__isnull=True), name="merge_person_gone_once"
            ),
            models.UniqueConstraint(
                fields=["gone_unit"], condition=Q(undone_at__isnull=True), name="merge_unit_gone_once"
            ),
        ]

    @property
    def kept(self) -> Person | Unit | None:
        return self.kept_person or self.kept_unit

    @property
    def gone(self) -> Person | Unit | None:
        return self.gone_person or self.gone_unit

    @property
    def undoable_until(self) -> datetime:
        return self.at + UNDOABLE
