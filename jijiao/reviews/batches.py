"""Decisions over many: which requests a bulk form means, and those too many to be decided while somebody waits."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from jijiao.accounts.models import Hat
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.lib import clock
from jijiao.lib.ids import row_id
from jijiao.reviews.actions import must_be_theirs
from jijiao.reviews.kinds import Kind
from jijiao.reviews.models import Review
from jijiao.scoping.scope import Scope
from jijiao.web.forms import FilterForm
from jijiao.web.selection import NothingChosen, selected

AT_ONCE = 200
AT_MOST = 20_000
JOB = "reviews.decide"


def chosen(request: HttpRequest, rows: QuerySet[Review], filters: Callable[[QueryDict], FilterForm]) -> list[int]:
    """Ids of a bulk form: the ticked ones as they are (the decision judges each), or all that match.

    Raises NothingChosen, TooMany, SelectionChanged.
    """
    if request.POST.get("everything"):
        return selected(request, rows, filters=filters, at_most=AT_MOST)
    ids = {pk for value in request.POST.getlist("chosen") if (pk := row_id(value))}
    if not ids:
        raise NothingChosen("请先勾选要办理的申请")
    return sorted(ids)


@transaction.atomic
def decide_later(
    kind: Kind,
    ids: Sequence[int],
    *,
    approve: bool,
    note: str = "",
    looked_at: datetime | None = None,
    by: Hat,
    scope: Scope,
) -> Job:
    """Hand a large decision to the queue; the same refusals as for a small one, before anything is queued."""
    decision = must_be_theirs(kind, ids, approve=approve, note=note, looked_at=looked_at, by=by, scope=scope)
    payload = {
        "kind": kind.key,
        "ids": list(ids),
        "approve": approve,
        "note": decision.note,
        "looked_at": (looked_at or clock.now()).isoformat(),
    }
    return enqueue(JOB, payload, by=by)
