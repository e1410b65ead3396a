"""人员信息修改: a row for each group of fields, or for an entry of a sub-table; asked together, one batch."""

import json
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.lib.references import new_reference
from jijiao.people.models import Person
from jijiao.person_changes.facts import GROUP_NAMES, LABELS, shown, table_of
from jijiao.reviews.models import Reviewable
from jijiao.scoping.models import ScopedBy
from jijiao.units.models import Unit
from jijiao.vault.fields import EncryptedText


class Line(NamedTuple):
    """One field with both values as they are read, and whether the reviewer left it out."""

    label: str
    before: str
    after: str
    left_out: bool = False


class PersonChange(Reviewable):
    """Something that somebody wants changed of the file, with the values of before; sealed, for numbers are among them.

    `target` is the reference of the sub-table's entry that is added, changed or removed; without one it is about the
    person's own row. `current`: the entry becomes the current one, and the values of before are those of the one that
    is. `open` says that it is on its way; it is written together with the review's state. `unit` is where the person
    was.
    """

    class Act(models.TextChoices):
        CHANGE = "change", "修改"
        ADD = "add", "新增"
        REMOVE = "remove", "删除"

    SCOPED = ScopedBy(path="unit__path", desk="unit_id", account="person__account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    batch = models.CharField(max_length=22, db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="changes", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="审核单位")
    group = models.CharField("修改内容", max_length=13, choices=GROUP_NAMES)
    act = models.CharField("方式", max_length=6, choices=Act.choices, default=Act.CHANGE)
    target = models.CharField(max_length=22, blank=True, default="")
    current = models.BooleanField("设为现职称或最高学历", default=False)
    before_sealed = EncryptedText()
    after_sealed = EncryptedText()
    left_out = models.JSONField("未同意的内容", default=list, help_text="fields that a reviewer did not agree to")
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
                fields=["person", "group", "target"], condition=Q(open=True), name="person_change_one_open_a_target"
            ),
            models.CheckConstraint(
                condition=Q(act="change") | ~Q(target=""), name="person_change_adds_and_removes_entries"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}：{self.title}"

    @property
    def title(self) -> str:
        """职称, or 新增学术技术称号 where it is about an entry."""
        return f"{self.get_act_display() if self.target else ''}{self.get_group_display()}"

    @property
    def before(self) -> dict[str, str]:
        return dict(json.loads(self.before_sealed))

    @property
    def after(self) -> dict[str, str]:
        return dict(json.loads(self.after_sealed))

    @property
    def accepted(self) -> dict[str, str]:
        """What takes effect: all that was asked for but what a reviewer left out."""
        return {field: value for field, value in self.after.items() if field not in self.left_out}

    @property
    def lines(self) -> list[Line]:
        """Every field of the group or the entry, numbers masked."""
        before, after, table = self.before, self.after, table_of(self.group)
        if self.target and table:
            return [
                Line(part.label, part.shown(before[part.name]), part.shown(after[part.name])) for part in table.parts
            ]
        return [
            Line(LABELS[field], shown(field, before[field]), shown(field, after[field]), field in self.left_out)
            for field in after
        ]

    @property
    def summary(self) -> str:
        """What differs, in one line; of an entry that comes or goes, which one it is."""
        table = table_of(self.group)
        if table and self.act != self.Act.CHANGE and not self.current:
            return f"{self.get_act_display()}：{table.line(self.after if self.act == self.Act.ADD else self.before)}"
        return "；".join(
            f"{line.label}：{line.before} → {line.after}{'（未同意）' if line.left_out else ''}"
            for line in self.lines
            if line.before != line.after
        )

    @property
    def consequence(self) -> str:
        """What happens to the entry that is the current one now."""
        table = table_of(self.group)
        return f"通过后成为{table.current}，原{table.current}保留在档案中" if table and self.current else ""

    @property
    def state_name(self) -> str:
        return self.review.get_state_display() if self.review else ""

    @property
    def can_be_withdrawn(self) -> bool:
        return bool(self.open and self.review and not self.review.passed)
