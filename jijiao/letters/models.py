"""站内信 and what goes out by e-mail or SMS. The text of what goes out may hold a code: sealed, and gone once sent."""

from django.conf import settings
from django.db import models

from jijiao.jobs.models import Job
from jijiao.lib.references import new_reference
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.vault.fields import EncryptedText


class Letter(ScopedModel):
    """What one account was told on the site."""

    SCOPED = ScopedBy(account="account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("内容")
    to = models.CharField("相关页面", max_length=200, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["account", "-id"], name="letter_account")]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One e-mail or SMS on its way; the job `letters.deliver` takes it there.

    `cause` is the job that had it sent, `about_id` whom of that job's it is for: so that the job can tell what became
    of each.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "邮件"
        SMS = "sms", "短信"

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    address = EncryptedText("收件地址")
    title = models.CharField("标题", max_length=100)
    text = EncryptedText("内容")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="given up after the last attempt")
    cause = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="deliveries")
    about_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.title}"
