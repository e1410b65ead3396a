"""What the public site publishes: 通知公告, 政策法规, 下载中心."""

from django.db import models

from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.units.models import Unit


class Notice(ScopedModel):
    """One announcement or policy, published by a 人社 department for everybody to read."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "通知公告"
        POLICY = "policy", "政策法规"

    SCOPED = ScopedBy(path="unit__path", desk="unit_id")

    kind = models.CharField("栏目", max_length=6, choices=Kind.choices)
    title = models.CharField("标题", max_length=100)
    body = models.TextField("正文")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="发布部门")
    published_at = models.DateTimeField("发布时间")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["kind", "-published_at"], name="notice_kind")]

    def __str__(self) -> str:
        return self.title
