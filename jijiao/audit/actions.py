"""Writing the trail."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import Actor


def record(
    by: Actor, tag: Tag, *, on: models.Model | None = None, unit_id: int | None = None, **particulars: Any
) -> None:
    """One event about `on`; call it inside the transaction of the effect."""
    _event(by, tag, on, unit_id, particulars).save()


def record_each(by: Actor, tag: Tag, subjects: Iterable[models.Model], **particulars: Any) -> None:
    """One event per subject in one statement, for decisions over many rows."""
    Event.objects.bulk_create(
        _event(by, tag, subject, getattr(subject, "unit_id", None), particulars) for subject in subjects
    )


def _table_of(subject: models.Model) -> str:
    return (subject._meta.concrete_model or type(subject))._meta.label_lower


def _event(by: Actor, tag: Tag, on: models.Model | None, unit_id: int | None, particulars: dict[str, Any]) -> Event:
    return Event(
        at=clock.now(),
        tag=tag,
        account_id=by.account_id,
        unit_id=by.unit_id,
        actor=by.label[:120],
        # the table's own name: a proxy is another view of the same rows
        subject=_table_of(on) if on is not None else "",
        subject_id=on.pk if on is not None else None,
        about_unit_id=unit_id if unit_id is not None else getattr(on, "unit_id", None),
        particulars=particulars,
    )
