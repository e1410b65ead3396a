"""What the documents promise is there: linked files, make's targets, the apps of the glossary."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TO_COME = {"plans", "transfers", "everywhere"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_make_targets_exist(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {word for line in re.findall(r"^([a-z -]+):", makefile, re.MULTILINE) for word in line.split()}
    named = re.findall(r"(?:`|^ {4})make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= targets


def test_the_glossary_names_apps_that_exist() -> None:
    rows = re.findall(
        r"^\|.*\| ([a-z, ()]+) \|$", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    apps = {app.split(" ")[0] for row in rows for app in row.split(", ")} - {"app", "---"} - TO_COME
    assert {app for app in apps if not (PACKAGE / app).is_dir()} == set()
