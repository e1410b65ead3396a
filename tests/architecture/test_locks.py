"""The lock files: every package with its hashes, no address of an index, in step with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")
LOCKS = ("requirements.txt", "requirements-dev.txt")


def blocks(name: str) -> list[str]:
    """One text for each package: its line and the hashes that continue it."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def pins(name: str) -> dict[str, set[str]]:
    """Package → its versions; a package may stand there twice, for different Pythons."""
    found: dict[str, set[str]] = {}
    for block in blocks(name):
        match = PINNED.match(block)
        assert match, block[:80]
        found.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_none_an_address(name: str) -> None:
    without = [block[:60] for block in blocks(name) if "--hash=sha256:" not in block]
    assert without == []
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_the_locks_are_in_step_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {LOCKS[0]: project["project"]["dependencies"]}
    wanted[LOCKS[1]] = wanted[LOCKS[0]] + project["dependency-groups"]["dev"]
    for name, lines in wanted.items():
        locked = pins(name)
        for requirement in map(Requirement, lines):
            versions = locked.get(canonicalize_name(requirement.name), set())
            assert versions, f"{requirement} is not in {name}: make lock"
            assert all(requirement.specifier.contains(version, prereleases=True) for version in versions), requirement


def test_the_tests_run_with_the_versions_of_production() -> None:
    development = pins(LOCKS[1])
    assert {name: development.get(name) for name in pins(LOCKS[0])} == pins(LOCKS[0])
