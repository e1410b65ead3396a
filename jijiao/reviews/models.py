"""审核: a review beside each request, its stops, and what an administrator hid from the own list."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.reviews.flow import NAMES, Flow, State
from jijiao.scoping.fields import PathField
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.scoping.scope import Scope
from jijiao.units.models import Unit

DECISIONS = [("approved", "通过"), ("rejected", "驳回"), ("lapsed", "超期转办")]
LONGEST_TERM = 60  # working days
LATE = 10  # calendar days after which a waiting request is shown in amber


class OnTheWay(ScopedBy):
    """A review is seen from above the desk it lies on, and by every desk of its route for ever."""

    def seen(self, scope: Scope) -> Q:
        condition = super().seen(scope)
        if scope.desks and scope.is_whole:
            condition |= Q(pk__in=Stop.everywhere.filter(unit_id__in=scope.desks).values("review_id"))
        return condition


class Review(ScopedModel):
    """Where a request is on its way. Pending means: on exactly one desk."""

    SCOPED = OnTheWay(path="desk_path", desk="desk_id")

    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=9, choices=[(state.value, name) for state, name in NAMES.items()])
    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="desk_reviews")
    desk_path = PathField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    stops_total = models.PositiveSmallIntegerField(default=1)
    passed = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="submitted_reviews"
    )
    subject_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reviews_about", help_text="who it is about"
    )
    submitted_at = models.DateTimeField()
    desk_since = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["desk", "kind", "id"], condition=Q(state="pending"), name="review_desk"),
            models.Index(fields=["kind", "desk_path", "id"], condition=Q(state="pending"), name="review_path"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", desk__isnull=False, desk_path__isnull=False)
                | ~Q(state="pending") & Q(desk__isnull=True, desk_path__isnull=True),
                name="review_pending_on_one_desk",
            ),
            models.CheckConstraint(condition=Q(passed__lte=F("stops_total")), name="review_passed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def flow(self) -> Flow:
        return Flow(self.stops_total, self.passed, State(self.state), self.round)

    @property
    def waited(self) -> int:
        """已等待 at the present desk, in calendar days of Asia/Shanghai."""
        return (clock.today() - clock.day_of(self.desk_since or self.submitted_at)).days

    @property
    def is_late(self) -> bool:
        return self.waited > LATE


class Stop(ScopedModel):
    """One desk of a route; decided once. The stops are the history (审核记录) the manual asks for."""

    SCOPED = ScopedBy(path="unit__path", desk="unit_id")

    review = models.ForeignKey(Review, models.CASCADE, related_name="stops")
    round = models.PositiveSmallIntegerField()
    seq = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    label = models.CharField(max_length=20)
    alone = models.BooleanField("单人单位自审", default=False)
    days = models.PositiveSmallIntegerField("办理期限（工作日）", null=True)
    due_on = models.DateField("最后办理日", null=True, help_text="set when the review comes to this desk")
    stand_in = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="decides after the limit; none: silence is consent"
    )
    decision = models.CharField(max_length=9, blank=True, choices=DECISIONS)
    note = models.CharField("审核意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+")
    deputed_for = models.CharField("代何人审核", max_length=50, blank=True)
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(ScopedModel.Meta):
        ordering = ["round", "seq"]
        indexes = [models.Index(fields=["due_on"], condition=Q(decision="", due_on__isnull=False), name="stop_due")]
        constraints = [
            models.UniqueConstraint(fields=["review", "round", "seq"], name="stop_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True) | ~Q(decision="") & Q(decided_at__isnull=False),
                name="stop_decided_has_time",
            ),
            models.CheckConstraint(condition=~Q(decision="rejected") | ~Q(note=""), name="stop_rejection_has_reason"),
            # four eyes (四眼): held by the database as well as by the action
            models.CheckConstraint(
                condition=Q(decider__isnull=True) | Q(submitter__isnull=True) | ~Q(decider=F("submitter")),
                name="stop_decider_is_not_submitter",
            ),
            models.CheckConstraint(
                condition=Q(decider__isnull=True) | Q(subject_account__isnull=True) | ~Q(decider=F("subject_account")),
                name="stop_decider_is_not_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.round}-{self.seq}"

    @property
    def who(self) -> str:
        """Who decided: 王某, or with 审核代理 both names: 王某（代 张某）."""
        name = self.decided_by.account.name if self.decided_by else ""
        return f"{name}（代 {self.deputed_for}）" if self.deputed_for else name


class Hidden(models.Model):
    """删除审核记录: a decided stop that one desk's list no longer shows; restorable for 30 days."""

    stop = models.OneToOneField(Stop, models.CASCADE, related_name="hidden")
    by = models.ForeignKey(Hat, models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.stop)


class Term(models.Model):
    """办理期限: how many working days the desks of one step have, where the platform says other than the kind."""

    kind = models.CharField(max_length=24)
    label = models.CharField(max_length=20)
    days = models.PositiveSmallIntegerField("工作日")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "label"], name="term_once"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST_TERM), name="term_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class Reason(ScopedModel):
    """常用审核意见: a sentence that one unit says often when it turns down a kind of request."""

    SCOPED = ScopedBy(path="unit__path", desk="unit_id")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    text = models.CharField("审核意见", max_length=100)

    class Meta(ScopedModel.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "text"], name="reason_once")]

    def __str__(self) -> str:
        return self.text


class ThroughReview(ScopedBy):
    """A request is seen and held by whoever sees and holds its review."""

    def seen(self, scope: Scope) -> Q:
        return Q(review__in=Review.objects.within(scope))

    def held(self, scope: Scope) -> Q:
        return Q(review__in=Review.objects.at_desks(scope))


class Reviewable(ScopedModel):
    """A request: what is asked for and its review. Without a review it is a draft."""

    SCOPED: ClassVar[ScopedBy] = ThroughReview()

    review = models.OneToOneField(Review, models.PROTECT, null=True)

    class Meta(ScopedModel.Meta):
        abstract = True
