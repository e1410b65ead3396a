"""Makes .venv from the lock files, and again only when they have changed; run with the machine's own Python."""

from __future__ import annotations  # an old Python must get as far as being told that it is too old

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMP = VENV / "installed.txt"
RUN, DEV = "requirements.txt", "requirements-dev.txt"


class Unprepared(SystemExit):
    """The machine lacks something; the message says what to do, in one line."""

    def __init__(self, message: str) -> None:
        super().__init__("jijiao: " + message)


def ensure(dev: bool = False) -> None:
    """Leave .venv holding exactly the locked packages; `dev` adds the tools of `make test`."""
    if sys.version_info < (3, 11):
        raise Unprepared("Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ...")
    wanted = [RUN, DEV] if dev else [RUN]
    fresh = not _venv_works()
    marks = {} if fresh else _stamped()
    if all(marks.get(name) == _digest(name) for name in wanted):
        return
    if fresh:
        _make_venv()
    STAMP.unlink(missing_ok=True)
    print(f"Installing {wanted[-1]} into .venv ...", flush=True)
    install = [str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.call([*install, "-r", str(ROOT / wanted[-1])]):
        raise Unprepared("pip could not install the locked packages (see above); is a package index within reach?")
    # the lock for development holds the other one whole, with the same versions
    STAMP.write_text("".join(f"{name} {_digest(name)}\n" for name in wanted))


def _venv_works() -> bool:
    """Whether .venv's interpreter starts, is new enough and has pip: a copied or half-made folder does not count."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.call([str(BIN / "python"), "-c", probe], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        version = "{}.{}".format(*sys.version_info)
        print(made.stdout + made.stderr, file=sys.stderr)
        raise Unprepared(f"python -m venv failed; on Debian or Ubuntu: apt-get install python{version}-venv")


def _stamped() -> dict[str, str]:
    if not STAMP.exists():
        return {}
    return dict(line.split() for line in STAMP.read_text().splitlines())


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def child(**extra: str) -> dict[str, str]:
    """The environment for a program of .venv: its bin first, nothing of a surrounding virtual environment."""
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}}
    return env | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUNBUFFERED": "1"} | extra


if __name__ == "__main__":
    ensure(dev="--dev" in sys.argv[1:])
