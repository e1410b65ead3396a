"""`make run`: the demonstration. Prepares everything, then keeps the web server and the worker running together."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment

HOST = "127.0.0.1"
SERVER = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
APPLICATION = "jijiao.wsgi:application"
START_SECONDS = 60
STOP_SECONDS = 20
PREPARE = (
    "from django.core.management import call_command as c; c('migrate', verbosity=0); c('prepare'); c('demonstrate')"
)


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or the terminal was closed."""


def main() -> int:
    """Exit code 0 after a stop that was asked for, 1 when the web server died or never answered."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        port = _free_port()
        environment.ensure()
        env = _child_environment(port)
        _prepare(env, children)
        return _supervise(env, port, children)
    except Stopped:
        return 0
    finally:
        _end(children)


def _free_port() -> int:
    raw = os.environ.get("PORT") or "8000"
    if not raw.isdecimal() or not 0 < int(raw) < 65536:
        raise environment.Unprepared(f"PORT must be a number from 1 to 65535; it is {raw!r}")
    with socket.socket() as probe:
        # as the server itself does: a port that only waits for old connections to fade is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(raw)))
        except OSError as error:
            raise environment.Unprepared(
                f"port {raw} cannot be used ({error.strerror}); try: make run PORT=8001"
            ) from None
    return int(raw)


def _child_environment(port: int) -> dict[str, str]:
    var = Path(os.environ.get("JIJIAO_VAR") or environment.ROOT / "var").resolve()
    return environment.child(
        JIJIAO_DEMO="1", JIJIAO_VAR=str(var), PORT=str(port), DJANGO_SETTINGS_MODULE="jijiao.settings"
    )


def _prepare(env: dict[str, str], children: list[subprocess.Popen[bytes]]) -> None:
    """Tables, reference data, demonstration data: each finds out by itself whether anything is left to do."""
    step = _start([str(environment.BIN / "python"), "-c", f"import django; django.setup(); {PREPARE}"], env)
    children.append(step)
    if step.wait():
        raise environment.Unprepared("the database could not be prepared (see above)")
    children.remove(step)


def _supervise(env: dict[str, str], port: int, children: list[subprocess.Popen[bytes]]) -> int:
    web = _start(
        [
            str(environment.BIN / "granian"),
            *SERVER,
            "--respawn-failed-workers",
            "--host",
            HOST,
            "--port",
            str(port),
            APPLICATION,
        ],
        env,
    )
    children.append(web)
    worker = _start_worker(env, children)
    if not _answers(port, web):
        print(f"The web server did not become ready within {START_SECONDS} seconds.", file=sys.stderr)
        return 1
    _welcome(port, Path(env["JIJIAO_VAR"]))
    while web.poll() is None:
        time.sleep(0.5)
        if worker.poll() is not None:
            print(f"The worker ended ({worker.returncode}); starting it again.", file=sys.stderr, flush=True)
            children.remove(worker)
            worker = _start_worker(env, children)
    print(f"The web server ended ({web.returncode}).", file=sys.stderr)
    return 1


def _start_worker(env: dict[str, str], children: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    worker = _start([str(environment.BIN / "python"), "manage.py", "work"], env)
    children.append(worker)
    return worker


def _answers(port: int, web: subprocess.Popen[bytes]) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with opener.open(f"http://{HOST}:{port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _welcome(port: int, var: Path) -> None:
    accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
    columns = {"hat": "用户类型", "unit": "单位", "role": "角色", "id_number": "证件号", "password": "密码"}
    rows = [list(columns.values()), *([str(account[key] or "") for key in columns] for account in accounts)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(columns))]
    print(f"\n继续教育平台（演示）  http://{HOST}:{port}/    Ctrl-C 停止\n")
    for row in rows:
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"\n发出的短信和邮件：http://{HOST}:{port}/dev/outbox/\n", flush=True)


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _start(command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    # a session of its own: Ctrl-C reaches the supervisor alone, which ends both in order
    return subprocess.Popen(
        command, cwd=environment.ROOT, env=env, start_new_session=True, preexec_fn=_die_with_parent()
    )


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the children even when the supervisor itself is killed outright."""
    if not sys.platform.startswith("linux"):
        return None
    prctl, set_pdeathsig = ctypes.CDLL(None).prctl, 1
    return lambda: prctl(set_pdeathsig, signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in children:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in children:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"Process {process.pid} did not stop; it is killed.", file=sys.stderr)
        # whatever is left of its session: a server that was killed leaves its workers behind
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
