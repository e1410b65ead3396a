"""The trail: rows are added, never changed or removed; seals chain them afterwards. Triggers hold it."""

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """The audit trail was asked to change or lose a row."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit rows are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit rows are never removed")


class AppendOnlyModel(models.Model):
    """A row is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("audit rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit rows are never removed")


class Event(AppendOnlyModel):
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

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="event_subject"),
            models.Index(fields=["account_id", "id"], name="event_account"),
            models.Index(fields=["about_unit_id", "id"], name="event_unit"),
            models.Index(fields=["tag", "id"], name="event_tag"),
            models.Index(fields=["at"], name="event_at"),
        ]


class Seal(AppendOnlyModel):
    """One link of the hash chain: a run of events in the order of their ids.

    `records` holds 24 bytes an event: its id (8, big-endian) and the first 16 of its MAC; `mac` covers them and the
    seal before. `form` names the digest and the database whose text form of a row was digested.
    """

    number = models.BigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    form = models.CharField(max_length=30)
    records = models.BinaryField()
    mac = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class Verification(AppendOnlyModel):
    """One reading of the whole chain and what it found; `finding` is empty when all is as it was written."""

    at = models.DateTimeField()
    rows = models.BigIntegerField(help_text="sealed events read")
    seals = models.BigIntegerField()
    unsealed = models.BigIntegerField(help_text="events after the last seal")
    finding = models.CharField(max_length=300, blank=True)
    seconds = models.FloatField()

    class Meta:
        get_latest_by = "id"
