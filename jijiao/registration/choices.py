"""What the registration forms offer: departments, the titles of a series."""

from jijiao.lib.ids import row_id
from jijiao.standards.codes import titles
from jijiao.units.models import Department


def departments_of(unit: str) -> list[tuple[int, str]]:
    """Open departments of a unit (an id as text), empty for anything that is no unit."""
    rows = Department.everywhere.filter(unit_id=row_id(unit) or 0, closed_at__isnull=True)
    return list(rows.values_list("pk", "name"))


def department(pk: str) -> Department | None:
    """A department by its id as a form sends it; None where none was chosen."""
    return Department.everywhere.filter(pk=row_id(pk) or 0).first() if pk else None


def levels_of(series: str) -> list[tuple[str, str]]:
    """The levels that a series has titles of, high to low."""
    present = {title.level for title in titles.titles_of(series)}
    return [(code, name) for code, name in titles.TITLE_LEVELS if code in present]


def names_of(series: str, level: str) -> list[tuple[str, str]]:
    """The names of titles of a series, of one level if one is chosen, each once."""
    listed = [title.name for title in titles.titles_of(series) if level in ("", title.level)]
    return [(name, name) for name in dict.fromkeys(listed)]
