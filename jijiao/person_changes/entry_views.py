"""Pages of the sub-tables of the own file: a new entry, the current one, another one, removing one."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponseBase

from jijiao.people.credentials import SUB_TABLES, SubTable
from jijiao.people.filing import has_current
from jijiao.people.models import Credential, Person
from jijiao.person_changes import entries
from jijiao.person_changes.facts import entry_values
from jijiao.person_changes.forms import EntryForm, RemovalForm
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.queries import asked_before
from jijiao.person_changes.views import own_person, sent
from jijiao.web.answers import done, show
from jijiao.web.request import Request

Ask = Callable[[entries.EntryWish], PersonChange]


def new(request: Request, table: str) -> HttpResponseBase:
    """新增: an entry more."""
    person, chosen = own_person(request), _table(table)
    return _page(
        request, person, chosen, None, "新增", lambda wish: entries.add(person, wish, by=request.hat), new=True
    )


def current(request: Request, table: str) -> HttpResponseBase:
    """修改 of the current entry."""
    person, chosen = _with_current(request, table)
    return _page(
        request, person, chosen, None, "修改", lambda wish: entries.correct_current(person, wish, by=request.hat)
    )


def entry(request: Request, credential: Credential) -> HttpResponseBase:
    """修改 of another one."""
    table = SUB_TABLES[credential.kind]
    return _page(
        request,
        own_person(request),
        table,
        credential,
        "修改",
        lambda wish: entries.change(credential, wish, by=request.hat),
    )


def _page(
    request: Request, person: Person, table: SubTable, row: Credential | None, verb: str, ask: Ask, *, new: bool = False
) -> HttpResponseBase:
    again = asked_before(request.GET.get("again", ""), request.scope)
    form = EntryForm(*sent(request), person=person, table=table, entry=row, new=new, initial=again)
    return _answered(request, form, "person_changes/entry.html", f"{verb}{table.label}", ask, {"table": table})


def removal(request: Request, credential: Credential) -> HttpResponseBase:
    """删除 of an entry."""
    table = SUB_TABLES[credential.kind]
    person = own_person(request)
    return _removal(request, person, table, credential, lambda wish: entries.remove(credential, wish, by=request.hat))


def current_removal(request: Request, table: str) -> HttpResponseBase:
    """删除 of the current one."""
    person, chosen = _with_current(request, table)
    return _removal(request, person, chosen, None, lambda wish: entries.remove_current(person, wish, by=request.hat))


def _removal(request: Request, person: Person, table: SubTable, row: Credential | None, ask: Ask) -> HttpResponseBase:
    form = RemovalForm(*sent(request), person=person, table=table, entry=row)
    more = {"told": list(table.told(entry_values(table, person, row)))}
    return _answered(request, form, "person_changes/removal.html", f"删除{table.label}", ask, more)


def _answered(
    request: Request, form: EntryForm | RemovalForm, template: str, title: str, ask: Ask, more: Mapping[str, object]
) -> HttpResponseBase:
    if form.is_valid():
        with form.catching():
            asked = ask(form.wish())
            return done(request, f"{asked.title}的申请已提交，等待单位审核", "person_changes.file")
    return show(request, template, {"form": form, "title": title, **more})


def _with_current(request: Request, table: str) -> tuple[Person, SubTable]:
    person, chosen = own_person(request), _table(table)
    if not has_current(person, chosen):
        raise Http404
    return person, chosen


def _table(kind: str) -> SubTable:
    if kind not in SUB_TABLES:
        raise Http404
    return SUB_TABLES[kind]
