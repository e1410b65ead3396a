"""用户: one account per person and document; its hats (身份) and roles are rows beside it."""

from copy import copy
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from jijiao.accounts.permissions import (
    BY_UNIT_KIND,
    OPERATOR_ROLES,
    REVIEWS,
    TECHNICIAN,
    WITHIN_DEPARTMENTS,
    Permission,
)
from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document, mask_mobile
from jijiao.lib.references import new_reference
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.scoping.scope import Scope
from jijiao.units.departments import below
from jijiao.units.models import Department, Unit
from jijiao.vault.fields import EncryptedText
from jijiao.vault.seal import blind_index


def document_key(kind: str, number: str) -> str:
    """Blind index of a cleaned document number; the kind is part of what is hashed."""
    return blind_index(f"document.{kind}", number)


def mobile_key(number: str) -> str:
    """Blind index of a cleaned mobile number."""
    return blind_index("mobile", number)


class Account(AbstractBaseUser):
    """Who signs in. The sign-in name is the document number, found through its blind index."""

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    document_kind = models.CharField("证件类型", max_length=3, choices=DOCUMENT_KINDS)
    document = EncryptedText("证件号")
    document_key = models.CharField(max_length=32, unique=True)
    name = models.CharField("真实姓名", max_length=50)
    mobile = EncryptedText("手机号", blank=True)
    mobile_key = models.CharField(max_length=32, blank=True, db_index=True)
    email = models.EmailField("电子邮箱", max_length=100, blank=True)
    landline = models.CharField("固定电话", max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "ref"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    def __str__(self) -> str:
        return self.name

    @property
    def masked_document(self) -> str:
        return mask_document(self.document)

    @property
    def masked_mobile(self) -> str:
        return mask_mobile(self.mobile)


class Role(ScopedModel):
    """角色: a named set of permissions, built in (`unit` empty) or a unit's own."""

    SCOPED = ScopedBy(path="unit__path", desk="unit_id")

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="roles")
    name = models.CharField("角色名称", max_length=30)
    note = models.CharField("说明", max_length=100, blank=True)
    permissions = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=Q(ended_at__isnull=True), name="role_name_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(unit__isnull=True), name="role_built_in_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_built_in(self) -> bool:
        return self.unit_id is None

    def offers(self, unit: Unit) -> frozenset[Permission]:
        """What the role gives at this unit: of its permissions those that the kind of unit has."""
        return BY_UNIT_KIND[unit.kind] & frozenset(self.permissions)


class Hat(ScopedModel):
    """身份: one part that one account plays. Permissions and scope come from it at each request."""

    class Kind(models.TextChoices):
        TECHNICIAN = "technician", "专业技术人员"
        ADMINISTRATOR = "administrator", "单位管理员"
        OPERATOR = "operator", "平台运营"

    class Range(models.TextChoices):
        """数据范围: how much of the unit and of what lies below it an administrator sees."""

        SUBTREE = "subtree", "本单位及下级"
        UNIT = "unit", "仅本单位"
        DEPARTMENTS = "departments", "指定内设部门"

    SCOPED = ScopedBy(path="unit__path", desk="unit_id", account="account_id")

    account = models.ForeignKey(Account, models.PROTECT, related_name="hats")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="administrators")
    department = models.ForeignKey(Department, models.PROTECT, null=True)
    role = models.ForeignKey(Role, models.PROTECT, null=True)
    range = models.CharField("数据范围", max_length=11, choices=Range.choices, default=Range.SUBTREE)
    departments = models.ManyToManyField(
        Department, related_name="limited_administrators", help_text="what the range departments is about"
    )
    chief = models.BooleanField("超级管理员", default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="administrator", unit__isnull=False) | ~Q(kind="administrator") & Q(unit__isnull=True),
                name="hat_administrators_have_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(kind="administrator") | Q(chief=True) | Q(role__isnull=False), name="hat_has_a_role"
            ),
            models.CheckConstraint(condition=Q(chief=False) | Q(range="subtree"), name="hat_chief_sees_all"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(chief=True, ended_at__isnull=True), name="hat_one_chief_a_unit"
            ),
            models.UniqueConstraint(
                fields=["account", "unit"], condition=Q(ended_at__isnull=True), name="hat_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(ended_at__isnull=True, unit__isnull=True), name="hat_once"
            ),
        ]

    # the colleague for whom this copy of the hat decides; see `standing_in`
    stands_for: "Hat | None" = None

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """张三（济南市第一医院）, 王某（代 张某）（济南市第一医院）: as the trail and the stops name who acted."""
        return f"{self.name}（{self.unit.name if self.unit else self.role_name or self.get_kind_display()}）"

    @property
    def name(self) -> str:
        return f"{self.account.name}（代 {self.stands_for.account.name}）" if self.stands_for else self.account.name

    @property
    def kind_name(self) -> str:
        """用人单位, 主管部门, 继续教育基地, 专业技术人员 or 平台运营: the manual's user types."""
        if self.unit is None:
            return self.get_kind_display()
        return "主管部门" if self.unit.is_department_in_charge else self.unit.get_kind_display()

    @property
    def role_name(self) -> str:
        return "超级管理员" if self.chief else self.role.name if self.role else ""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this hat may do now: never more than its kind of unit offers."""
        return self.standing | frozenset(self.deputed)

    @property
    def standing(self) -> frozenset[Permission]:
        """What it may do in its own right, without the colleagues it stands in for."""
        if self.kind == self.Kind.TECHNICIAN:
            return TECHNICIAN
        if self.kind == self.Kind.OPERATOR:
            return OPERATOR_ROLES.get(self.role_name, frozenset())
        if self.unit is None or self.unit.status != Unit.Status.ACTIVE:
            return frozenset()
        if self.chief:
            return BY_UNIT_KIND[self.unit.kind]
        given = self.role.offers(self.unit) if self.role else frozenset()
        return given & WITHIN_DEPARTMENTS if self.range == self.Range.DEPARTMENTS else given

    @cached_property
    def deputed(self) -> dict[Permission, "Hat"]:
        """审核代理: what it may review for a colleague now, and for whom; never what the colleague has lost."""
        if self.kind != self.Kind.ADMINISTRATOR or self.chief or self.range == self.Range.DEPARTMENTS:
            return {}
        found: dict[Permission, Hat] = {}
        for row in Substitution.running().filter(deputy_id=self.pk).select_related(*Substitution.ABSENT):
            for permission in (row.absent.standing & REVIEWS & frozenset(row.permissions)) - self.standing:
                found.setdefault(permission, row.absent)
        return found

    def standing_in(self, permission: str) -> "Hat":
        """This hat, or a copy of it that bears the name of the colleague for whom alone it has the permission."""
        absent = None if permission in self.standing else self.deputed.get(Permission(permission))
        if absent is None:
            return self
        marked = copy(self)
        marked.stands_for = absent
        return marked

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def scope(self, permission: str) -> Scope:
        """What this hat sees under `permission`; an empty scope when it does not hold it."""
        return self.own_scope() if self.may(permission) else Scope()

    def own_scope(self) -> Scope:
        """What this hat sees at all: a technician the own rows, an administrator what the 数据范围 says."""
        if self.kind == self.Kind.TECHNICIAN:
            return Scope(account_id=self.account_id)
        if self.kind == self.Kind.OPERATOR or self.unit is None:
            return Scope(paths=("",))
        path, desks = self.unit.path or "-", (self.unit.pk,)
        if self.range == self.Range.UNIT:
            return Scope(units=(path,), desks=desks)
        if self.range == self.Range.DEPARTMENTS:
            chosen = self.departments.values_list("pk", flat=True)
            return Scope(units=(path,), desks=desks, departments=tuple(sorted(below(self.unit.pk, chosen))))
        guests: Any = Unit.everywhere.filter(hosts__authority=self.unit).values_list("path", flat=True)
        return Scope(paths=(path, *guests), desks=desks)


class Substitution(ScopedModel):
    """审核代理: for some days one administrator decides what is a colleague's to decide."""

    SCOPED = ScopedBy(path="absent__unit__path", desk="absent__unit_id")
    ABSENT: ClassVar[tuple[str, ...]] = ("absent__account", "absent__unit", "absent__role")

    absent = models.ForeignKey(Hat, models.PROTECT, related_name="substitutions")
    deputy = models.ForeignKey(Hat, models.PROTECT, related_name="deputations")
    permissions = models.JSONField(default=list, help_text="which kinds of review, by the permission they need")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="ended by hand before its time")

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["deputy", "ends_at"], name="substitution_deputy")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="substitution_has_time"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="substitution_of_another"),
        ]

    @classmethod
    def running(cls) -> "models.QuerySet[Substitution]":
        """Those in force now, of administrators who both still are."""
        now = clock.now()
        current = {"absent__ended_at": None, "deputy__ended_at": None, "ended_at": None}
        return cls.everywhere.filter(starts_at__lte=now, ends_at__gt=now, **current)

    @property
    def state(self) -> str:
        """未开始, 进行中 or 已结束."""
        now = clock.now()
        if self.ended_at or self.ends_at <= now or self.absent.ended_at or self.deputy.ended_at:
            return "已结束"
        return "进行中" if self.starts_at <= now else "未开始"
