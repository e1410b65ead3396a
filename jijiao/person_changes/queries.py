"""Readings of 人员信息修改."""

from jijiao.person_changes.models import PersonChange
from jijiao.reviews.models import Stop


def trail_of(change: PersonChange) -> list[Stop]:
    """Every desk of the request, decided or not, in order; one query."""
    stops = Stop.everywhere.filter(review=change.review).select_related("unit", "decided_by__account")
    return list(stops.order_by("round", "seq"))
