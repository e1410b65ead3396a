"""Sealing the trail: events that no transaction can still slip in between are chained, in the order of their ids.

Outside the write path: whoever records an event waits for nobody. The worker seals every minute.
"""

import logging
import time
from datetime import UTC

from django.db import IntegrityError, connection, transaction

from jijiao.audit import anchors
from jijiao.audit.models import Event, Seal
from jijiao.audit.rows import BEFORE_ALL, RECORD, form, link, records
from jijiao.lib import clock
from jijiao.lib.actor import Actor

log = logging.getLogger(__name__)

BATCH = 2000
PATIENCE = 5.0  # seconds to wait for writers in flight before leaving the rest to the next time
WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
"""


def seal(*, by: Actor, patience: float = PATIENCE) -> int:
    """Chain every settled event that has no seal yet; returns how many. Two sealers at once: one of them seals."""
    del by  # the chain names nobody: it is the system's own, and its acts are the seals themselves
    horizon = settled_up_to(patience)
    sealed = 0
    try:
        while horizon is not None and (rows := _seal_batch(horizon)):
            sealed += rows
    except IntegrityError:
        log.info("another sealer was faster")
    return sealed


def settled_up_to(patience: float = PATIENCE) -> int | None:
    """The highest event id below which no row can appear any more; None when writers outlast the patience.

    PostgreSQL hands ids out before their rows are committed. Whoever holds an id up to the highest committed one took
    it before that one was read, and has held its lock on the table since: once those that hold the lock now have
    ended, nothing below can come. SQLite has one writer at a time, so whatever is there is in order.
    """
    highest: int | None = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    if highest is None or connection.vendor != "postgresql":
        return highest
    waiting, end = _writers(), time.monotonic() + patience
    while waiting and time.monotonic() < end:
        time.sleep(0.02)
        waiting &= _writers()
    return None if waiting else highest


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [Event._meta.db_table])
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def _seal_batch(horizon: int) -> int:
    """The next seal, of at most BATCH events; how many it holds."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    after = last.last_id if last else BEFORE_ALL
    pending = Event.objects.filter(pk__gt=after, pk__lte=horizon).order_by("pk").values_list("pk", flat=True)
    ids = list(pending[:BATCH])
    if not ids:
        return 0
    chosen = form()
    made = Seal(
        number=last.number + 1 if last else 1,
        first_id=ids[0],
        last_id=ids[-1],
        rows=len(ids),
        form=chosen,
        records=b"".join(records(chosen, after=after, up_to=ids[-1])),
        sealed_at=clock.now(),
    )
    made.mac = mac_of(made, last.mac if last else "")
    made.save(force_insert=True)
    transaction.on_commit(lambda: anchors.write(made))
    return made.rows


def mac_of(seal: Seal, previous: str) -> str:
    """What the seal's MAC must be after a seal whose MAC is `previous` (empty for the first)."""
    sealed_at = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = f"{seal.number}|{seal.first_id}|{seal.last_id}|{seal.rows}|{seal.form}|{sealed_at}"
    body = bytes(seal.records)
    if len(body) != seal.rows * RECORD:
        return ""
    return link(seal.form, previous, facts, body)
