"""The style sheet stays within what Chromium 80 knows, within its size, and takes nothing from other sites."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "jijiao" / "web" / "static" / "jx"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
EVERY_SCRIPT = sorted(STATIC.parents[2].glob("*/static/**/*.js"))
STYLE_BUDGET = 60 * 1024
SCRIPT_BUDGET = 16 * 1024

# what a Chromium 80 drops together with the whole rule or declaration
UNKNOWN = {
    "selector lists in pseudo classes": r":(is|where|has)\(|:not\([^)]*,",
    "inset": r"(^|[;{\s])inset\s*:",
    "aspect-ratio": r"aspect-ratio",
    "logical shorthands": r"(margin|padding|border)-(inline|block)\s*:",
    "colours worked out": r"color-mix\(|light-dark\(|oklch\(|rgb\(from",
    "layers, containers, nesting": r"@layer|@container|@scope|(^|[{;])\s*&",
    "accent-color": r"accent-color",
    "new viewport units": r"\d(dvh|svh|lvh|dvw)\b",
}


def rules(text: str) -> list[tuple[str, str]]:
    """Selector and declarations of each innermost block."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [(found[0].strip(), found[1]) for found in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
@pytest.mark.parametrize("what", UNKNOWN)
def test_no_rule_that_chromium_80_drops(sheet: Path, what: str) -> None:
    bare = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(UNKNOWN[what], bare, re.MULTILINE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_gap_only_in_grids_with_the_old_name_beside_it(sheet: Path) -> None:
    for selector, declarations in rules(sheet.read_text(encoding="utf-8")):
        if re.search(r"(^|;)\s*(row-|column-)?gap\s*:", declarations):
            assert "grid-gap" in declarations, selector
            assert "display:flex" not in declarations, selector


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_appearance_has_its_old_name_before_it(sheet: Path) -> None:
    for selector, declarations in rules(sheet.read_text(encoding="utf-8")):
        if re.search(r"(^|;)\s*appearance\s*:", declarations):
            assert "-webkit-appearance" in declarations, selector


def test_every_focus_has_a_ring_that_old_engines_know() -> None:
    base = (STATIC / "css" / "base.css").read_text(encoding="utf-8")
    assert ":focus{outline:" in base
    for sheet in SHEETS:
        for selector, _ in rules(sheet.read_text(encoding="utf-8")):
            # as the only focus style it would leave an old engine without any
            assert not re.search(r"(?<!:not\():focus-visible", selector), (sheet.name, selector)


def test_nothing_comes_from_another_site() -> None:
    for path in [*SHEETS, *SCRIPTS]:
        assert not re.search(r"https?://|url\(\s*['\"]?//|@import", path.read_text(encoding="utf-8")), path.name


def test_the_budgets_hold() -> None:
    assert sum(path.stat().st_size for path in SHEETS) <= STYLE_BUDGET
    assert sum(path.stat().st_size for path in SCRIPTS) <= SCRIPT_BUDGET


def test_scripts_stay_within_es2017() -> None:
    for path in EVERY_SCRIPT:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\?\.|\?\?|\|\|=|&&=|replaceAll\(|\beval\(|new Function|localStorage", text), path.name


def test_every_sheet_is_linked_and_every_link_exists() -> None:
    linked = (Path(__file__).parents[2] / "jijiao/web/templates/web/_styles.html").read_text(encoding="utf-8")
    assert set(re.findall(r"jx/css/(\w+\.css)", linked)) == {path.name for path in SHEETS}
