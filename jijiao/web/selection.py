"""Which rows a bulk act is about: ticked ones, also on other pages, or all that match the conditions."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from jijiao.lib.ids import row_id
from jijiao.lib.refusal import Refusal
from jijiao.web.forms import FilterForm

AT_ONCE = 200


class NothingChosen(Refusal):
    """No row was ticked."""


class SelectionChanged(Refusal):
    """The rows that match are not those the person saw."""


class TooMany(Refusal):
    """More than can be decided in one request."""


def selected(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    filters: Callable[[QueryDict], FilterForm] | None = None,
    at_most: int = AT_ONCE,
) -> list[int]:
    """Ids of the chosen rows, of those in `rows` (which is already within the scope) and no others.

    The form of `<c-bulk>` sends `chosen` once per ticked row; or `everything` with the conditions and the number of
    rows that were shown, and a different number now asks the person to look again.
    """
    if request.POST.get("everything"):
        form = filters(QueryDict(request.POST.get("conditions", ""))) if filters else None
        matching = form.narrowed(rows) if form else rows
        ids = list(matching.order_by("pk").values_list("pk", flat=True)[: at_most + 1])
        if len(ids) <= at_most and str(len(ids)) != request.POST.get("seen"):
            raise SelectionChanged(f"符合条件的记录现在是 {len(ids)} 条，与您看到的不同，请刷新后重新选择。")
    else:
        wanted = {pk for value in request.POST.getlist("chosen") if (pk := row_id(value))}
        if len(wanted) > at_most:
            raise _too_many(at_most)
        ids = list(rows.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingChosen("请先勾选要办理的记录。")
    if len(ids) > at_most:
        raise _too_many(at_most)
    return ids


def _too_many(at_most: int) -> TooMany:
    return TooMany(f"一次最多办理 {at_most} 条，请用查询条件缩小范围后分批办理。")
