"""新增管理员 on its way: from the wizard's first page to the person's own consent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.posts import Post
from jijiao.lib import clock
from jijiao.lib.documents import DOCUMENT_KINDS
from jijiao.lib.masks import mask_document
from jijiao.lib.references import new_reference
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.units.models import Department, Unit
from jijiao.vault.fields import EncryptedText


class Invitation(ScopedModel):
    """Somebody who is to become an administrator. Until `asked_at` a draft of the wizard; then it waits for the person.

    `account` is known once the person has one that may answer; the secret of the link in a message is kept as a blind
    index. With `chief` it comes from above the unit, to become its 超级管理员. `password_hash` is what
    the second of the manual's ways typed, for the first sign-in only.
    """

    class Way(models.TextChoices):
        """The manual's three ways (5.1.1.3.2), and that of a superior."""

        CHOOSE = "choose", "选择成为管理员（已是本部门人员）"
        REGISTER = "register", "注册成为管理员（非本系统用户）"
        ADD = "add", "添加成为管理员（已是本系统用户）"
        NAMED = "named", "上级指定"

    SCOPED = ScopedBy(path="unit__path", desk="unit_id", account="account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    way = models.CharField("添加方式", max_length=8, choices=Way.choices)
    direct = models.BooleanField("直接办理", default=False)
    by = models.ForeignKey(Hat, models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    document_kind = models.CharField("证件类型", max_length=3, choices=DOCUMENT_KINDS)
    document = EncryptedText("证件号")
    document_key = models.CharField(max_length=32)
    name = models.CharField("真实姓名", max_length=50)
    mobile = EncryptedText("手机号", blank=True)
    email = models.EmailField("电子邮箱", max_length=100, blank=True)
    landline = models.CharField("固定电话", max_length=20, blank=True)
    password_hash = models.CharField(max_length=128, blank=True)

    role = models.ForeignKey(Role, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    range = models.CharField("数据范围", max_length=11, choices=Hat.Range.choices, default=Hat.Range.SUBTREE)
    departments = models.ManyToManyField(Department, related_name="+")
    chief = models.BooleanField("超级管理员", default=False)
    instead = models.ForeignKey(
        Hat, models.PROTECT, null=True, related_name="+", help_text="the chief who is replaced by this one"
    )
    reason = models.CharField("更换原因", max_length=200, blank=True)

    secret_key = models.CharField(max_length=32, blank=True)
    drafted_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    hat = models.ForeignKey(Hat, models.PROTECT, null=True, related_name="+", help_text="what came of it")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["unit", "-id"], condition=Q(answered_at__isnull=True), name="invitation_open"),
            models.Index(fields=["secret_key"], condition=~Q(secret_key=""), name="invitation_secret"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit.name}）"

    @property
    def is_open(self) -> bool:
        """Whether the person can still answer."""
        waits = self.asked_at is not None and self.answered_at is None
        return waits and self.expires_at is not None and self.expires_at > clock.now()

    @property
    def state(self) -> str:
        """待确认, 已过期, 已接受 or 已结束."""
        if self.answered_at is not None:
            return "已接受" if self.hat_id else "已结束"
        return "待确认" if self.is_open else "已过期"

    @property
    def masked_document(self) -> str:
        return mask_document(self.document)

    @property
    def role_name(self) -> str:
        return "超级管理员" if self.chief else self.role.name if self.role else ""

    @property
    def post(self) -> Post:
        return Post(self.role, self.department, self.range, tuple(self.departments.all()))
