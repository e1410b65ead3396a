"""All periodic work in one list: what the worker does by the clock, once however many workers there are."""

import logging
import os
import platform
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured

from jijiao.jobs.models import Round
from jijiao.lib import clock

log = logging.getLogger(__name__)

PULSE = "jobs.pulse"


@dataclass(frozen=True)
class Act:
    """`work` does it and says in a few words what it did, for the health page."""

    key: str
    label: str
    every: timedelta
    work: Callable[[], str]


ACTS: dict[str, Act] = {}


def every(key: str, *, label: str, **period: float) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Register the decorated function: `@every("audit.seal", label="封存审计记录", minutes=1)`."""

    def decorate(work: Callable[[], str]) -> Callable[[], str]:
        if key in ACTS and ACTS[key].work is not work:
            raise ImproperlyConfigured(f"two periodic acts are called {key}")
        ACTS[key] = Act(key, label, timedelta(**period), work)
        return work

    return decorate


def run_due() -> list[str]:
    """Do what is due; the keys of what this worker did. One act's failure is written down and stops no other."""
    now = clock.now()
    known = dict(Round.objects.values_list("key", "next_at"))
    return [key for key, act in ACTS.items() if (key not in known or known[key] <= now) and _claim(act) and _do(act)]


def _claim(act: Act) -> bool:
    """Whether this worker is the one: the row's next time is moved by one conditional UPDATE."""
    now = clock.now()
    Round.objects.get_or_create(key=act.key, defaults={"next_at": now})
    due = Round.objects.filter(key=act.key, next_at__lte=now)
    return due.update(next_at=now + act.every, started_at=now, by=f"{platform.node()[:40]}:{os.getpid()}") == 1


def _do(act: Act) -> bool:
    started = time.perf_counter()
    try:
        note, failed = act.work(), False
    except Exception as error:
        # the message may quote a person's values; type and place are enough
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error("periodic act %s failed: %s\n%s", act.key, type(error).__name__, frames)
        note, failed = type(error).__name__, True
    Round.objects.filter(key=act.key).update(
        finished_at=clock.now(), seconds=time.perf_counter() - started, note=note[:120], failed=failed
    )
    return True


@every(PULSE, label="后台进程心跳", seconds=15)
def pulse() -> str:
    """The worker lives: the claim alone says it."""
    return ""
