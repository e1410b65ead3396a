"""Readings of 基本信息管理: the unit as it is, what is on its way, the record of changes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jijiao.changes.facts import read
from jijiao.changes.models import ChangedField, UnitChange
from jijiao.reviews.models import Stop
from jijiao.scoping.scope import Scope
from jijiao.units.models import FormerName, Unit


@dataclass(frozen=True)
class Profile:
    """A unit with everything its registration said: `facts` are (label, value as it reads)."""

    unit: Unit
    facts: list[tuple[str, str]]
    former: list[FormerName]
    open: UnitChange | None

    @property
    def fixed(self) -> bool:
        """A 人社 department's superior follows from its region."""
        return self.unit.kind == Unit.Kind.AUTHORITY


def profile(unit: Unit) -> Profile:
    """The unit's data, its former names and the request that is on its way."""
    return Profile(
        unit=unit,
        facts=read(unit),
        former=list(unit.former_names.all()),
        open=open_change(unit),
    )


def open_change(unit: Unit) -> UnitChange | None:
    """The one request of the unit that is on its way."""
    rows = UnitChange.everywhere.filter(unit=unit, open=True)
    return rows.select_related("review__desk").prefetch_related("fields").first()


def record_of(scope: Scope) -> QuerySet[ChangedField]:
    """变更记录 of the scope's own desks, one row a field."""
    rows: QuerySet[ChangedField] = ChangedField.objects.at_desks(scope)
    return rows


def dressed(rows: QuerySet[ChangedField]) -> QuerySet[ChangedField]:
    """The rows of a page with who asked, who reviewed and how it stands."""
    return rows.select_related("change__review__desk", "change__requested_by__account")


def trail_of(change: UnitChange) -> list[Stop]:
    """办理过程 of a change, oldest first; empty for what took effect at once."""
    if change.review is None:
        return []
    return list(change.review.stops.select_related("unit", "decided_by__account").order_by("round", "seq"))


def answers_of(change: UnitChange) -> dict[str, Any]:
    """A rejected or withdrawn request as the form shows it again; proofs are uploaded anew."""
    if change.purpose == UnitChange.Purpose.SUPERIOR:
        return {
            "has_superior": "yes" if change.superior_id else "no",
            "superior": change.superior_id,
            "reason": change.reason,
        }
    return {"reason": change.reason, **dict(change.fields.values_list("name", "after"))}
