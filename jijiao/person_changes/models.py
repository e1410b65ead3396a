"""人员信息修改: one row for each group of fields; those asked for together share a batch."""

import json
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.lib.references import new_reference
from jijiao.people.models import Person
from jijiao.person_changes.facts import GROUP_NAMES, LABELS, shown
from jijiao.reviews.models import Reviewable
from jijiao.scoping.models import ScopedBy
from jijiao.units.models import Unit
from jijiao.vault.fields import EncryptedText


class Line(NamedTuple):
    """One field with both values as they are read."""

    label: str
    before: str
    after: str


class PersonChange(Reviewable):
    """A group of fields that somebody wants changed, with the values of before; sealed, since numbers are among them.

    `open` says that it is on its way; it is written together with the review's state. `unit` is where the person was.
    """

    SCOPED = ScopedBy(path="unit__path", desk="unit_id", account="person__account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    batch = models.CharField(max_length=22, db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="changes", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="审核单位")
    group = models.CharField("修改内容", max_length=10, choices=GROUP_NAMES)
    before_sealed = EncryptedText()
    after_sealed = EncryptedText()
    beyond = models.BooleanField(default=False, help_text="name and number together: the unit above reviews as well")
    open = models.BooleanField(default=True)
    reason = models.CharField("修改原因", max_length=500)
    proofs = models.ManyToManyField(Attachment, related_name="+", verbose_name="证明材料")
    requested_by = models.ForeignKey(Hat, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_at = models.DateTimeField("申请时间")
    effective_at = models.DateTimeField("生效时间", null=True)

    class Meta(Reviewable.Meta):
        indexes = [models.Index(fields=["person", "-id"], name="person_change_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"], condition=Q(open=True), name="person_change_one_open_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name}：{self.get_group_display()}"

    @property
    def before(self) -> dict[str, str]:
        return dict(json.loads(self.before_sealed))

    @property
    def after(self) -> dict[str, str]:
        return dict(json.loads(self.after_sealed))

    @property
    def lines(self) -> list[Line]:
        """Every field of the group, numbers masked."""
        before, after = self.before, self.after
        return [Line(LABELS[field], shown(field, before[field]), shown(field, after[field])) for field in after]

    @property
    def summary(self) -> str:
        """What differs, in one line."""
        return "；".join(f"{line.label}：{line.before} → {line.after}" for line in self.lines if line[1] != line[2])

    @property
    def state_name(self) -> str:
        return self.review.get_state_display() if self.review else ""

    @property
    def can_be_withdrawn(self) -> bool:
        return bool(self.open and self.review and not self.review.passed)
