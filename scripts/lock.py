"""`make lock`: makes both lock files anew from pyproject.toml, with uv in a throw-away environment.

The files hold versions and hashes only: no address of a package index, so that any index may serve them. Versions that
still fit stay as they are; `python scripts/lock.py --upgrade` takes the newest.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
COMPILE = ["pip", "compile", "-q", "--universal", "--generate-hashes", "--no-header", "--no-annotate", "pyproject.toml"]
LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["--group", "dev"]}


def main(extra: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / "bin"
        subprocess.run([programs / "pip", "install", "-q", "--disable-pip-version-check", UV], check=True)
        for name, groups in LOCKS.items():
            subprocess.run([programs / "uv", *COMPILE, *groups, *extra, "-o", name], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
