"""What the matrix's world is made of: an object with who sees it and who holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Thing:
    """One object of the world: who sees it (through any door) and, for `own` doors, who holds it.

    `more`: by the door's name, what its address has in it besides the object. Without a row it is an object that the
    view looks up itself, at the doors that `more` names.
    `not_at`: beginnings of the names of doors at which it does not exist, whoever asks.
    `at`: beginnings of the names of the doors that are asked for it; who sees it there is not who sees it elsewhere.
    """

    row: Any
    seen_by: frozenset[str]
    held_by: frozenset[str]
    more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    not_at: tuple[str, ...] = ()
    at: tuple[str, ...] = ("",)

    @property
    def kind(self) -> str:
        """The kind of a review or of its stop; the doors of the reviews are by kind."""
        return str(getattr(getattr(self.row, "review", self.row), "kind", ""))


def thing(
    row: Any,
    seen_by: set[str],
    held_by: set[str] | None = None,
    *,
    more: Mapping[str, Mapping[str, Any]] | None = None,
    not_at: tuple[str, ...] = (),
    at: tuple[str, ...] = ("",),
) -> Thing:
    """`held_by` is `seen_by` when it is not said."""
    return Thing(row, frozenset(seen_by), frozenset(seen_by if held_by is None else held_by), more or {}, not_at, at)
