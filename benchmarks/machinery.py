"""What the measurements share: a prepared database, a worker in a process of its own, memory and load."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DEPARTMENTS = [f"第{number}科" for number in range(1, 21)]


def ready() -> Any:
    """Migrate the empty database, put the cast into it, and open the hospital's departments; the cast."""
    from django.core.management import call_command

    from jijiao.testing import make
    from jijiao.testing.cast import assemble

    call_command("migrate", verbosity=0)
    cast = assemble()
    for name in DEPARTMENTS:
        make.department(cast.hospital, name)
    return cast


def client_of(hat: Any) -> Any:
    """A browser signed in with that hat."""
    from django.test import Client

    client = Client()
    client.force_login(hat.account)
    session = client.session
    session["hat"] = hat.pk
    session.save()
    return client


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    """`with timed() as seconds: ...` and then `seconds()`."""
    begun = time.perf_counter()
    ended: list[float] = []
    yield lambda: (ended[0] if ended else time.perf_counter()) - begun
    ended.append(time.perf_counter())


@dataclass
class Memory:
    """The most that any process below one was seen to hold, in MB by what it runs."""

    pid: int
    most: dict[str, int] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self.over.wait(0.05):
            for pid in _below(self.pid):
                name, size = _name(pid), _peak(pid)
                self.most[name] = max(self.most.get(name, 0), size)


@contextmanager
def worker() -> Iterator[Memory]:
    """`manage.py work` beside the block, ready and watched."""
    command = [sys.executable, "-u", "manage.py", "work", "--poll", "0.1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        # a worker is running before anybody uploads: its start is not part of an import
        if process.stdout:
            process.stdout.readline()
        memory = Memory(process.pid)
        watcher = threading.Thread(target=memory.watch)
        watcher.start()
        try:
            yield memory
        finally:
            memory.over.set()
            watcher.join()
            process.terminate()


def load() -> str:
    """What else the machine is doing, for the report."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} (1 min), {five:.1f} (5 min) on {os.cpu_count()} cores"


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _below(int(child)))]


def _name(pid: int) -> str:
    try:
        return "reader" if b"jijiao.sheets.reader" in Path(f"/proc/{pid}/cmdline").read_bytes() else "worker"
    except OSError:
        return "worker"


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
