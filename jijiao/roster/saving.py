"""The verbs of what an account keeps of the list: conditions under a name, the columns it wants to see."""

from collections.abc import Collection

from django.db import transaction
from django.http import QueryDict

from jijiao.accounts.models import Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.roster.conditions import RosterFilter
from jijiao.roster.models import ColumnChoice, SavedQuery
from jijiao.roster.sheet import CELLS, USUAL

AT_MOST = 20


@transaction.atomic
def save(name: str, conditions: str, *, by: Hat) -> SavedQuery:
    """Keep the conditions; a name that is taken gets the new ones. Raises Refusal without any, and beyond 20."""
    kept = only_conditions(conditions)
    form = RosterFilter(QueryDict(kept), by=by)
    if all(value is None for value in form.chosen().values()):
        raise Refusal("没有查询条件，请先在名单中查询。")
    rows = SavedQuery.everywhere.select_for_update(of=("self",)).filter(account=by.account)
    query = rows.filter(name=name).first() or SavedQuery(account=by.account, name=name)
    if query.pk is None and rows.count() >= AT_MOST:
        raise Refusal(f"最多保存 {AT_MOST} 个查询，请先删除不用的。", "name")
    query.conditions, query.saved_at = kept, clock.now()
    query.save()
    record(by, Tag.ROSTER_SAVE, on=query, name=name)
    return query


@transaction.atomic
def forget(query: SavedQuery, *, by: Hat) -> None:
    """Delete one of one's own."""
    if query.account_id != by.account_id:
        raise Refusal("只能删除自己保存的查询。")
    record(by, Tag.ROSTER_FORGET, on=query, name=query.name)
    SavedQuery.everywhere.filter(pk=query.pk).delete()


@transaction.atomic
def choose_columns(columns: Collection[str], *, by: Hat) -> None:
    """选择列: the list and the exports of the account have these from now on; none means the usual ones."""
    wanted = [name for name in CELLS if name in columns]
    if wanted:
        ColumnChoice.everywhere.update_or_create(account=by.account, defaults={"columns": wanted})
    else:
        ColumnChoice.everywhere.filter(account=by.account).delete()
    record(by, Tag.ROSTER_COLUMNS, columns=wanted)


def columns_of(hat: Hat) -> Collection[str]:
    """The columns that the account has chosen, else the usual ones; the name always."""
    kept = ColumnChoice.everywhere.filter(account=hat.account_id).values_list("columns", flat=True).first()
    return {"name", *kept} if kept else USUAL


def only_conditions(text: str) -> str:
    """What of a query string are conditions of the list, and filled in."""
    query = QueryDict(text, mutable=True)
    for key in set(query):
        if key not in RosterFilter.base_fields or not query[key]:
            del query[key]
    return query.urlencode()
