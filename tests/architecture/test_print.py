"""What the style sheet does on paper: no controls, whole tables, colours that carry meaning."""

import re
from pathlib import Path

STATES = Path(__file__).parents[2] / "jijiao/web/static/jx/css/states.css"


def declared(selector: str) -> str:
    """The declarations of every rule for print whose list names `selector`."""
    printed = STATES.read_text(encoding="utf-8").split("@media print{")[1]
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", printed)
    return ";".join(body for names, body in rules if selector in [name.strip() for name in names.split(",")])


def test_nothing_to_press_is_printed() -> None:
    for selector in (".btn", ".filter", ".pager", ".tbl .acts", ".legend a"):
        assert "display:none!important" in declared(selector), selector


def test_every_cell_has_its_lines_also_in_the_last_row() -> None:
    for selector in (".tbl th", ".tbl td"):
        assert re.search(r"border:[^;]*!important", declared(selector)), selector


def test_colours_that_a_legend_explains_are_printed() -> None:
    for selector in (".stackbar", ".legend i", ".mini", ".tag::before"):
        assert "print-color-adjust:exact" in declared(selector), selector
