"""The trail: rows are added, never changed or removed."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """The audit trail was asked to change or lose a row."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit rows are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit rows are never removed")


class Event(models.Model):
    """Who did what to what, written in the transaction of the effect. Particulars carry no plain numbers."""

    at = models.DateTimeField()
    tag = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True, help_text="in whose name the actor acted")
    actor = models.CharField(max_length=120)
    subject = models.CharField(max_length=60, help_text="app_label.model of what was acted on")
    subject_id = models.BigIntegerField(null=True)
    about_unit_id = models.BigIntegerField(null=True)
    particulars = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="event_subject"),
            models.Index(fields=["account_id", "id"], name="event_account"),
            models.Index(fields=["about_unit_id", "id"], name="event_unit"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise AppendOnly("audit rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit rows are never removed")
