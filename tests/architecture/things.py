"""What the matrix's world is made of: an object with who sees it and who holds it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Thing:
    """One object of the world: who sees it (through any door) and, for `own` doors, who holds it."""

    row: Any
    seen_by: frozenset[str]
    held_by: frozenset[str]


def thing(row: Any, seen_by: set[str], held_by: set[str] | None = None) -> Thing:
    return Thing(row, frozenset(seen_by), frozenset(seen_by if held_by is None else held_by))
