"""Readings of the tree."""

from collections.abc import Iterable

from django.db.models import QuerySet

from jijiao.units.models import Unit

STEP = 5


def ancestors(path: str) -> list[str]:
    """Paths of the units above `path`, topmost first, without itself."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def directory(*, kinds: Iterable[str], region: str = "", text: str = "") -> QuerySet[Unit]:
    """The public directory: approved, active units by kind, region and a piece of the name or a credit code."""
    rows = Unit.everywhere.filter(status=Unit.Status.ACTIVE, kind__in=list(kinds))
    if region:
        rows = rows.filter(region_id__startswith=region_stem(region))
    if text:
        rows = (
            rows.filter(credit_code=text.upper())
            if len(text) == 18 and text.isascii()
            else rows.filter(name__contains=text)
        )
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
