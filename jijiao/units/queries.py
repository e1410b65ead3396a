"""Readings of the tree."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from jijiao.scoping.naming import called
from jijiao.units.finding import INDEX as WORDS
from jijiao.units.models import FormerName, Region, Unit

STEP = 5
CODE = 18  # characters of a credit code
NEAR = 300
DEEPEST = 60  # characters of a path
SUPERIORS = (Unit.Kind.BUREAU, Unit.Kind.AUTHORITY, Unit.Kind.EMPLOYER)  # what may lie above a unit
# what a unit of each kind may name as its 主管部门 when it registers (domain 2.1); none: its 人社 department alone
SUPERIORS_OF: dict[str, tuple[str, ...]] = {
    Unit.Kind.EMPLOYER: SUPERIORS,
    Unit.Kind.BASE: (Unit.Kind.BUREAU, Unit.Kind.AUTHORITY),
    Unit.Kind.BUREAU: (),
}


def ancestors(path: str) -> list[str]:
    """Paths of the units above `path`, topmost first, without itself."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def common_above(first: Unit, second: Unit | None) -> Unit | None:
    """The nearest unit above both; with one unit alone, the one above it."""
    if second is None:
        return first.above
    shared = set(ancestors(second.path or "")) & set(ancestors(first.path or ""))
    return Unit.everywhere.filter(path=max(shared, key=len)).first() if shared else None


def directory(*, kinds: Iterable[str], region: str = "", text: str = "") -> QuerySet[Unit]:
    """The public directory: approved, active units by kind, region and what `known_as` finds."""
    rows = Unit.everywhere.filter(status=Unit.Status.ACTIVE, kind__in=list(kinds))
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    if text:
        rows = rows.filter(pk__found=known_as(text))
    return rows.select_related("region", "above").order_by("path")


def known_as(text: str) -> QuerySet[Any]:
    """Ids of the units that have, or had before (曾用名), a credit code or a name that `text` is (a piece of).

    Two looks, each in its own index, put together: a condition with "or" over two tables would read all of both.
    """
    now = Unit.everywhere.order_by().filter(_like(text, WORDS)).values("pk")
    return now.union(FormerName.objects.order_by().filter(_like(text)).values("unit_id"), all=True)


def best(rows: QuerySet[Unit], text: str, limit: int) -> list[int]:
    """Ids of the `limit` units of `rows` that are most likely meant: the shorter the name, the more of it was typed.

    A word that thousands of names have is not sought to the end: of the first few hundred the best are taken.
    """
    near = list(rows.order_by().filter(_like(text, WORDS)).values_list("pk", "name", "path")[:NEAR])
    ids = [pk for pk, name, path in sorted(near, key=lambda each: (len(each[1]), each[2]))]
    if len(ids) < limit:
        before = FormerName.objects.order_by().filter(_like(text)).values("unit_id")
        ids += rows.order_by().filter(pk__found=before).exclude(pk__in=ids).values_list("pk", flat=True)[:limit]
    return ids[:limit]


def _like(text: str, words_of: str = "") -> Q:
    whole_code = len(text) == CODE and text.isascii()
    return Q(credit_code=text.upper()) if whole_code else called(text, words_of=words_of)


def region_stem(code: str) -> str:
    """The digits that regions below `code` share: 370000 → 37, 370100 → 3701, 370102 → 370102."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def authority_of(region: str) -> Unit | None:
    """The 人社 department of a region."""
    return Unit.everywhere.filter(kind=Unit.Kind.AUTHORITY, region_id=region, status=Unit.Status.ACTIVE).first()


def authority_for_level(region: str, level: str) -> Unit | None:
    """同级人社部门 by 单位级别: central and provincial → the province, city units → the city, others → their region."""
    if level in {"10", "20"}:
        region = region[:2] + "0000"
    elif level == "30":
        region = region[:4] + "00"
    return authority_of(region)


def authority_for(region: Region, level: str) -> Unit | None:
    """同级人社部门; where a district has none of its own, that of its city, else the province's."""
    above: Region | None = region
    while above is not None:
        if found := authority_for_level(above.pk, level):
            return found
        above = above.parent
    return None


def code_is_taken(code: str, *, besides: Unit | None = None) -> bool:
    """Only active units count; an application on its way keeps others from applying, not a superior from founding."""
    rows = Unit.everywhere.filter(credit_code=code, status=Unit.Status.ACTIVE)
    return (rows.exclude(pk=besides.pk) if besides else rows).exists()
