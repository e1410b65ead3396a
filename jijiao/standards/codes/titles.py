"""Professional titles (职称): series, specialities, levels and names, looked up in the table beside this file."""

from dataclasses import dataclass
from functools import cache

from jijiao.standards.codes.shape import Choices
from jijiao.standards.codes.titles_table import EDITION as EDITION
from jijiao.standards.codes.titles_table import FORMER_NAMES, TABLE

NO_TITLE = "99"  # 未取得职称: management staff and beginners register too
TITLE_LEVELS: Choices = (("1", "正高级"), ("2", "副高级"), ("3", "中级"), ("4", "助理级"), ("5", "员级"))


@dataclass(frozen=True, slots=True)
class Title:
    """One name that may be held: `level` is a code of `TITLE_LEVELS`, `speciality` is empty where a series has none.

    A name from before the reform stays valid and says in `now` what is given in its place.
    """

    series: str
    speciality: str
    level: str
    name: str
    now: str = ""


@cache
def _read_table() -> tuple[dict[str, str], tuple[Title, ...]]:
    series_names: dict[str, str] = {}
    titles: list[Title] = []
    for row in TABLE.strip().splitlines():
        series, series_name, speciality, *names = (cell.strip() for cell in row.split("|"))
        series_names.setdefault(series, series_name)
        for (level, _), cell in zip(TITLE_LEVELS, names, strict=True):
            titles += [Title(series, speciality, level, name) for name in cell.split("/") if name]
    for row in FORMER_NAMES.strip().splitlines():
        series, level, name, now = (cell.strip() for cell in row.split("|"))
        titles.append(Title(series, "原名称", level, name, now))
    return series_names, tuple(titles)


TITLES: tuple[Title, ...] = _read_table()[1]


def series_choices() -> Choices:
    """Every series (职称系列) as (code, name), `NO_TITLE` last."""
    return tuple(_read_table()[0].items())


def series_name(series: str) -> str:
    """The series' name; KeyError for an unknown code."""
    return _read_table()[0][series]


@cache
def titles_of(series: str) -> tuple[Title, ...]:
    """The listed titles of a series, high to low within each speciality.

    Empty for `NO_TITLE` and for the two series whose names are typed freely (91 and 98).
    """
    return tuple(title for title in TITLES if title.series == series)


@cache
def names_with_series(series: str = "") -> tuple[tuple[str, str], ...]:
    """Each listed name once, with the names of the series that have it; of one series alone if asked."""
    found: dict[str, list[str]] = {}
    for title in titles_of(series) if series else TITLES:
        having = found.setdefault(title.name, [])
        if series_name(title.series) not in having:
            having.append(series_name(title.series))
    return tuple((name, "、".join(having)) for name, having in found.items())


def level_of(series: str, name: str) -> str | None:
    """The level code of a title by its name, or None where the series does not list it."""
    return _levels(series).get(name)


@cache
def _levels(series: str) -> dict[str, str]:
    # a name that two specialities share has the level of the first
    return {title.name: title.level for title in reversed(titles_of(series))}


def present_name(series: str, name: str) -> str:
    """What is given today in the place of a former name; empty for one that is still given."""
    return next((title.now for title in titles_of(series) if title.name == name and title.now), "")


def names_freely(series: str) -> bool:
    """Whether a title of this series is typed rather than chosen: it is a series, but its names are not listed."""
    return series != NO_TITLE and series in _read_table()[0] and not titles_of(series)
