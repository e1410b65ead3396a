"""What the two commands promise before anything is installed: a busy port in one line, an environment that is kept."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment
from scripts.run import _width
from tests.architecture.source import ROOT


def run(port: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/run.py"]
    return subprocess.run(
        command, cwd=ROOT, env={"PORT": port, "PATH": ""}, capture_output=True, text=True, check=False
    )


def test_a_busy_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run(str(port))
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"jijiao: port {port} cannot be used")
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""


@pytest.mark.parametrize("port", ["0", "70000", "eight", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    ended = run(port)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "PORT must be a number" in ended.stderr


def test_the_environment_is_made_anew_only_when_the_lock_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installs: list[list[str]] = []

    def install(command: list[str], **_: object) -> int:
        installs.extend([command] if "install" in command else [])
        return 0

    (tmp_path / "requirements.txt").write_text("one\n")
    (tmp_path / "requirements-dev.txt").write_text("one\ntwo\n")
    for name, value in {"ROOT": tmp_path, "STAMP": tmp_path / "installed.txt"}.items():
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr("subprocess.call", install)

    environment.ensure()
    environment.ensure()
    assert len(installs) == 1
    environment.ensure(dev=True)
    environment.ensure()  # the development lock holds the other one
    assert len(installs) == 2
    (tmp_path / "requirements.txt").write_text("one\nthree\n")
    environment.ensure()
    assert [command[-1] for command in installs[1:]] == [
        str(tmp_path / "requirements-dev.txt"),
        str(tmp_path / "requirements.txt"),
    ]


def test_a_chinese_character_takes_two_columns() -> None:
    assert _width("单位A") == 5
