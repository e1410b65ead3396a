"""The chain's heads outside the database: whoever cuts the chain's end off, or writes it anew, contradicts this file.

One line a seal under VAR/audit/, in a file that bears the chain's beginning, so that another database (a restored copy,
a test's) does not contradict. Each head is also a line of the log, which an installation sends to a second machine.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jijiao.audit.models import Seal

log = logging.getLogger(__name__)

TAIL = 64 * 1024


@dataclass(frozen=True)
class Head:
    """A seal as it was when it was made."""

    number: int
    last_id: int
    mac: str


def write(seal: Seal) -> None:
    """Add the seal's line; runs after the commit, so the file is never ahead of the database."""
    log.info("audit seal %s up to event %s: %s", seal.number, seal.last_id, seal.mac)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{seal.number} {seal.last_id} {seal.mac}\n")
        file.flush()
        os.fsync(file.fileno())


def latest() -> list[Head]:
    """The heads written last, oldest first; empty when there is no file for this chain."""
    path = _path()
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        lines = file.read().decode("ascii").splitlines()
    parts = [line.split() for line in lines if line.count(" ") == 2 and len(line.rsplit(" ", 1)[1]) == 64]
    return [Head(int(number), int(last_id), mac) for number, last_id, mac in parts if number.isdigit()]


def _path() -> Path:
    first = Seal.objects.filter(number=1).values_list("mac", flat=True).first() or ""
    return Path(settings.VAR) / "audit" / f"heads-{first[:16]}.log"
