"""What higher apps add to somebody's page: results, declarations, certificates, transfers, changes (M5.4.3 查看).

An app names its panel in a module `panels`; each shows to whom its permission opens it, and within that scope alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jijiao.accounts.models import Hat
from jijiao.people.models import Person
from jijiao.scoping.scope import Scope

SHOWN = 10  # lines of one panel; the rest stands on the page that `more` names


@dataclass(frozen=True)
class Line:
    """One row: a cell for every heading; `state` is a word shown as a tag behind them, `href` the page it leads to."""

    cells: tuple[str, ...]
    state: str = ""
    href: str = ""


@dataclass(frozen=True)
class Panel:
    """`lines` gives at most SHOWN rows for a person and the scope of `needs`, the latest first; `order` their place."""

    title: str
    order: int
    needs: str
    headings: tuple[str, ...]
    lines: Callable[[Person, Scope], Sequence[Line]]
    empty: str
    last: str = "状态"


PANELS: dict[str, Panel] = {}


def panel(shown: Panel) -> Panel:
    """Put a panel into the registry, once, when the app starts."""
    PANELS[shown.title] = shown
    return shown


Row = tuple[Line, list[tuple[str, str]]]


def panels_of(person: Person, hat: Hat) -> Iterator[tuple[Panel, list[Row]]]:
    """The panels that this hat may see, and of each its lines with every cell under its heading."""
    for each in sorted(PANELS.values(), key=lambda one: one.order):
        if hat.may(each.needs):
            lines = each.lines(person, hat.scope(each.needs))
            yield each, [(line, list(zip(each.headings, line.cells, strict=True))) for line in lines]
