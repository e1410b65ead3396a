"""Readings of the tree."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from jijiao.units.models import FormerName, Region, Unit

STEP = 5
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
    """The public directory: approved, active units by kind, region and a piece of the name or a credit code.

    A unit is also found by a name or code it had before (曾用名).
    """
    rows = Unit.everywhere.filter(status=Unit.Status.ACTIVE, kind__in=list(kinds))
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    if text:
        like = {"credit_code": text.upper()} if len(text) == 18 and text.isascii() else {"name__contains": text}
        before = FormerName.objects.filter(**like).values("unit_id")
        rows = rows.filter(Q(**like) | Q(pk__in=before))
    return rows.select_related("region", "above").order_by("path")


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
    """Only active units count; an application on its way reserves nothing (else anyone could block a code)."""
    rows = Unit.everywhere.filter(credit_code=code, status=Unit.Status.ACTIVE)
    return (rows.exclude(pk=besides.pk) if besides else rows).exists()
