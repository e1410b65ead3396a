"""账号安全: signed-in sessions, passwords that must be changed, recoveries on their way."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models

from jijiao.lib.references import new_reference
from jijiao.scoping.models import ScopedBy, ScopedModel
from jijiao.vault.fields import EncryptedText


class Visit(ScopedModel):
    """One signed-in session of an account: what device, from where, when last seen."""

    SCOPED = ScopedBy(account="account_id")

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    session = models.OneToOneField(Session, models.CASCADE, related_name="visit")
    device = models.CharField("设备", max_length=60)
    network = models.CharField("网络", max_length=45)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = [models.Index(fields=["account", "-seen_at"], name="visit_account")]

    def __str__(self) -> str:
        return f"{self.device} {self.network}"


class TemporaryPassword(models.Model):
    """The account's password was set by somebody else: it lets in once, to be changed."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="temporary_password")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.since:%Y-%m-%d}"


class Recovery(models.Model):
    """忘记密码 on its way. Without an account it is one that matched nothing and answers like any other."""

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    code = models.CharField(max_length=32, help_text="blind index of the one-time code")
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SecondFactor(models.Model):
    """两步验证 of an account; on once it was confirmed."""

    ref = models.CharField(max_length=22, unique=True, default=new_reference)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor")
    secret = EncryptedText("密钥")
    last_step = models.BigIntegerField(default=0, help_text="the last step whose one-time password was accepted")
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class RecoveryCode(models.Model):
    """A way in without the phone (恢复码), good once."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    code = models.CharField(max_length=32, help_text="blind index")
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.account_id}"
