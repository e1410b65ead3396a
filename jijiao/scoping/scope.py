"""A Scope: what one hat sees and in whose name it acts, for one permission."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

END = "{"  # the character after "z": `path < p + END` bounds everything that starts with p


def subtree(field: str, path: str) -> Q:
    """Rows whose stored path lies at or below `path`; a range, so that both databases search their index."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + END})


@dataclass(frozen=True)
class Scope:
    """`paths`: subtrees seen; `desks`: units in whose name one acts; `account_id`: a technician's own rows."""

    paths: tuple[str, ...] = ()
    desks: tuple[int, ...] = ()
    account_id: int | None = None

    @property
    def empty(self) -> bool:
        return not self.paths and not self.desks and self.account_id is None

    def seen(self, field: str) -> Q:
        """The condition "lies in one of my subtrees" on a path column; nothing when there is none."""
        return reduce(or_, (subtree(field, path) for path in self.paths), Q(pk__in=()))
