"""人员调转: one request per change of unit; the two units' stops are its review."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.flow import State
from jijiao.reviews.models import Reviewable
from jijiao.scoping.models import ScopedBy
from jijiao.scoping.scope import Scope
from jijiao.transfers import types
from jijiao.transfers.types import CHOICES, TYPES, TransferType
from jijiao.units.models import Unit


class BetweenUnits(ScopedBy):
    """Seen by both units, those above them and the person; held by whoever started it."""

    def seen(self, scope: Scope) -> Q:
        condition = Q(pk__in=())
        if scope.sees_units and scope.is_whole:
            condition |= scope.seen("old_unit__path") | scope.seen("new_unit__path")
        if scope.account_id is not None:
            condition |= Q(person__account_id=scope.account_id)
        return condition

    def held(self, scope: Scope) -> Q:
        starter = Transfer.Starter
        condition = Q(starter=starter.OLD_UNIT, old_unit_id__in=scope.desks)
        condition |= Q(starter=starter.NEW_UNIT, new_unit_id__in=scope.desks)
        if scope.account_id is not None:
            condition |= Q(starter=starter.PERSON, person__account_id=scope.account_id)
        return condition


class Transfer(Reviewable):
    """A person's way from one unit to another, or off the roll (domain 3.3.3).

    `open` from the start until it is completed, turned down or taken back: an approved one waits in it for its day.
    """

    class Starter(models.TextChoices):
        OLD_UNIT = types.OLD_UNIT, types.STARTERS[types.OLD_UNIT]
        NEW_UNIT = types.NEW_UNIT, types.STARTERS[types.NEW_UNIT]
        PERSON = types.PERSON, types.STARTERS[types.PERSON]

    class Pending(models.TextChoices):
        """未决事项处理方式: what becomes of declarations that wait at the old unit."""

        FOLLOW = "follow", "随人转到新单位"
        FINISH = "finish", "原单位先办结"

    SCOPED = BetweenUnits()

    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers", verbose_name="人员")
    type = models.CharField("调转类型", max_length=1, choices=CHOICES)
    starter = models.CharField("发起方", max_length=6, choices=Starter.choices)
    old_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="原单位")
    old_department = models.CharField("原部门", max_length=50, blank=True)
    new_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="新单位")
    outside_name = models.CharField("省外单位名称", max_length=100, blank=True)
    leaves_on = models.DateField("调出日期")
    reason = models.CharField("调转原因", max_length=500)
    pending = models.CharField("未决事项", max_length=6, choices=Pending.choices, default=Pending.FOLLOW)
    open = models.BooleanField(default=True)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    hindrance = models.CharField(
        "未能生效的原因", max_length=200, blank=True, help_text="what stood in the way on the day, as it was told"
    )
    proofs = models.ManyToManyField(Attachment, related_name="+")

    class Meta(Reviewable.Meta):
        indexes = [
            models.Index(fields=["old_unit", "-id"], name="transfer_old_unit"),
            models.Index(fields=["new_unit", "-id"], name="transfer_new_unit"),
            models.Index(fields=["leaves_on"], condition=Q(open=True), name="transfer_open_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(open=True), name="transfer_one_open_a_person"),
            models.CheckConstraint(
                condition=Q(new_unit__isnull=True) | ~Q(new_unit=F("old_unit")), name="transfer_goes_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(open=False) | Q(completed_at__isnull=True), name="transfer_open_is_not_completed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}：{self.old_unit.name} → {self.destination}"

    @property
    def number(self) -> str:
        """调转单号: the day it was started and a running number."""
        return f"DZ{clock.local(self.started_at):%Y%m%d}{self.pk:06d}"

    @property
    def effective_on(self) -> date | None:
        """The day on which the roll changed; None while it has not."""
        return clock.day_of(self.completed_at) if self.completed_at else None

    @property
    def kind(self) -> TransferType:
        return TYPES[self.type]

    @property
    def destination(self) -> str:
        """Where it leads, in words."""
        return self.new_unit.name if self.new_unit else self.outside_name or self.kind.label

    @property
    def has_entry(self) -> bool:
        """Whether the new unit reviews as well; it does not when it is the one that asked."""
        return self.new_unit_id is not None and self.starter != self.Starter.NEW_UNIT

    @property
    def state(self) -> str:
        return self.review.state if self.review else ""

    @property
    def state_name(self) -> str:
        """待调出审核, 待调入审核, 待生效, 调转完成, 已更正, 已驳回, 已撤回 or 已取消 (domain 5.4)."""
        review = self.review
        if hasattr(self, "correction"):
            return "已更正"
        if review is None or review.state == State.PENDING:
            entering = review is not None and self.has_entry and review.passed == review.stops_total - 1
            return "待调入审核" if entering else "待调出审核"
        if review.state == State.APPROVED and not self.completed_at:
            return "待生效" if self.open else "已取消"
        return {State.APPROVED: "调转完成", State.REJECTED: "已驳回", State.WITHDRAWN: "已撤回"}[State(review.state)]

    @property
    def can_be_withdrawn(self) -> bool:
        return bool(self.review and self.review.state == State.PENDING and not self.review.passed)

    @property
    def awaits_its_day(self) -> bool:
        """Both sides agreed, the day has not come (or something stood in the way on it)."""
        return bool(self.open and self.review and self.review.state == State.APPROVED)


class Cancellation(models.Model):
    """取消: an agreed transfer called off before its day."""

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="cancellation")
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.transfer)


class Correction(models.Model):
    """更正误调: a completed transfer undone by the 人社 department above both units."""

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="correction")
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField("更正原因", max_length=500)

    def __str__(self) -> str:
        return str(self.transfer)
