"""Who does something: what every action takes as `by`, and the two actors who have no account."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever acts: usually a hat (one role that one account plays), else `VISITOR` or `SYSTEM`."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def unit_id(self) -> int | None: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Nobody:
    """An actor without an account."""

    label: str
    account_id: None = None
    unit_id: None = None


VISITOR = Nobody("访客")
SYSTEM = Nobody("系统")
