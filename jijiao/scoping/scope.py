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
    """What one hat sees (`paths`, `units`, narrowed by `departments`) and in whose name it acts (`desks`).

    `paths`: subtrees seen; `units`: paths of single units seen without what lies below them; `departments`: of these
    only the rows of some departments, None for no such limit; `account_id`: a technician's own rows.
    """

    paths: tuple[str, ...] = ()
    desks: tuple[int, ...] = ()
    account_id: int | None = None
    units: tuple[str, ...] = ()
    departments: tuple[int, ...] | None = None

    @property
    def empty(self) -> bool:
        return not self.sees_units and not self.desks and self.account_id is None

    @property
    def sees_units(self) -> bool:
        """Whether rows are seen by where they lie, and not only because they are one's own."""
        return bool(self.paths or self.units)

    @property
    def is_whole(self) -> bool:
        """Whether a unit that is seen is seen with all its departments."""
        return self.departments is None

    def seen(self, field: str) -> Q:
        """The condition "lies in one of my subtrees or units" on a path column; nothing when there is none."""
        exactly = Q(**{f"{field}__in": self.units}) if self.units else Q(pk__in=())
        return reduce(or_, (subtree(field, path) for path in self.paths), exactly)
