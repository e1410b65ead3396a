"""Readings of 账号安全."""

from collections.abc import Sequence

from jijiao.lib import clock
from jijiao.security.models import Visit


def visits_of(account_id: int) -> Sequence[Visit]:
    """The account's sessions that are still good, last seen first."""
    rows = Visit.everywhere.filter(account_id=account_id, session__expire_date__gt=clock.now())
    return list(rows.order_by("-seen_at")[:50])
