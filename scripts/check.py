"""`make test`: every check, the cheap ones first; stops at the first that fails and prints what each part took.

`check.py lint types` runs only the parts named.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import chromium, environment

PYTHON = str(environment.BIN / "python")
# worksteal: the last long tests of one worker are taken over by the other
PYTEST = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-m"]
SUITE = [*PYTEST, "not journey"]
JOURNEYS = [*PYTEST, "journey"]
MAIN_PATHS = [*PYTEST, "journey and main_path"]
ON_POSTGRES = [PYTHON, "scripts/postgres.py", "--"]


def lint() -> bool:
    return (
        _run(PYTHON, "-m", "ruff", "check", "-q", ".")
        and _format()
        and _run(str(environment.BIN / "djlint"), "--quiet", "--lint", "jijiao")
        and _run(str(environment.BIN / "lint-imports"), "--no-logo")
    )


def types() -> bool:
    return _run(PYTHON, "-m", "mypy", "jijiao", "scripts", "tests", "conftest.py", "manage.py")


def tests_sqlite() -> bool:
    return _run(*SUITE)


def tests_postgresql() -> bool:
    """What touches a database; a rule, a sheet or a stylesheet is the same beside any."""
    return _run(*ON_POSTGRES, *SUITE, JIJIAO_TESTS="database")


def journeys_sqlite() -> bool:
    return _run(*JOURNEYS, CHROMIUM=chromium.ensure())


def journeys_postgresql() -> bool:
    return _run(*ON_POSTGRES, *MAIN_PATHS, CHROMIUM=chromium.ensure())


PARTS: dict[str, Callable[[], bool]] = {
    "lint": lint,
    "types": types,
    "tests on SQLite": tests_sqlite,
    "tests on PostgreSQL": tests_postgresql,
    "journeys on SQLite": journeys_sqlite,
    "journeys on PostgreSQL": journeys_postgresql,
}


def main(names: list[str]) -> int:
    """0 when every wanted part passed; a name stands for all parts that begin with it."""
    signal.signal(signal.SIGTERM, _leave)
    wanted = [part for part in PARTS if not names or part.split()[0] in names]
    if not wanted:
        raise SystemExit(f"no such part: {' '.join(names)}; there are {', '.join(PARTS)}")
    started = time.monotonic()
    environment.ensure(dev=True)
    took: list[str] = []
    for part in wanted:
        print(f"\n== {part}", flush=True)
        begun = time.monotonic()
        passed = PARTS[part]()
        took.append(f"{part} {time.monotonic() - begun:.0f} s")
        if not passed:
            break
    print(f"\n{'  |  '.join(took)}")
    print(f"{'PASSED' if passed else 'FAILED: ' + part} in {time.monotonic() - started:.0f} s", flush=True)
    return 0 if passed else 1


def _run(*command: str, **extra: str) -> bool:
    """Whether the command ended with 0. A DATABASE_URL of one's own would make both databases the same: taken out."""
    env = environment.child(**extra)
    env.pop("DATABASE_URL", None)
    return subprocess.call(command, cwd=environment.ROOT, env=env) == 0


def _format() -> bool:
    """ruff prints whole differences with --check: they go to a file, and the names of the files to the terminal."""
    with tempfile.TemporaryFile("w+") as output:
        ruff = [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "."]
        code = subprocess.call(
            ruff, cwd=environment.ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment.child()
        )
        output.seek(0)
        if code:
            print(
                "".join(line for line in output if "eformat" in line)[:4000] + "mend it with: .venv/bin/ruff format ."
            )
    return code == 0


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    os.chdir(environment.ROOT)
    sys.exit(main(sys.argv[1:]))
