"""What the registration forms offer: regions, units found by a search, departments, the titles of a series."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from jijiao.lib.text import tidy
from jijiao.standards.codes import titles
from jijiao.units.models import Department, Region, Unit
from jijiao.units.queries import directory

FOUND = 20  # units offered by one search
SHORTEST = 2  # characters of a name worth searching


def regions() -> list[tuple[str, Any]]:
    """The province and its cities, each city a group with its districts; one query."""
    groups: list[tuple[str, Any]] = []
    members: dict[str, list[tuple[str, str]]] = {}
    for region in Region.objects.order_by("code"):
        if region.parent_id is None:
            groups.append((region.code, region.name))
        elif region.code.endswith("00"):
            members[region.code] = [(region.code, f"{region.name}（市级）")]
            groups.append((region.name, members[region.code]))
        else:
            members.setdefault(region.parent_id, []).append((region.code, region.name))
    return groups


def units_for(kinds: Sequence[str], chosen: str, text: str, region: str = "") -> QuerySet[Unit]:
    """The unit chosen before (an id as text) and the first units whose name has `text` in it or whose code it is."""
    found = [int(chosen)] if chosen.isascii() and chosen.isdigit() else []
    if len(tidy(text)) >= SHORTEST:
        rows = directory(kinds=kinds, region=region, text=tidy(text))
        found += rows.values_list("pk", flat=True)[:FOUND]
    return Unit.everywhere.filter(pk__in=found).select_related("region", "above").order_by("path")


def no_units() -> QuerySet[Unit]:
    return Unit.everywhere.none()


def departments_of(unit: str) -> list[tuple[int, str]]:
    """Open departments of a unit (an id as text), empty for anything that is no unit."""
    if not (unit.isascii() and unit.isdigit()):
        return []
    rows = Department.everywhere.filter(unit_id=int(unit), closed_at__isnull=True)
    return list(rows.values_list("pk", "name"))


def department(pk: str) -> Department | None:
    """A department by its id as a form sends it; None where none was chosen."""
    return Department.everywhere.filter(pk=pk).first() if pk else None


def levels_of(series: str) -> list[tuple[str, str]]:
    """The levels that a series has titles of, high to low."""
    present = {title.level for title in titles.titles_of(series)}
    return [(code, name) for code, name in titles.TITLE_LEVELS if code in present]


def names_of(series: str, level: str) -> list[tuple[str, str]]:
    """The names of titles of a series, of one level if one is chosen, each once."""
    listed = [title.name for title in titles.titles_of(series) if level in ("", title.level)]
    return [(name, name) for name in dict.fromkeys(listed)]
