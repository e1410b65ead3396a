"""Pages of 专技人员信息查询: the list, the acts over many, what became of them."""

from collections.abc import Callable, Sequence
from functools import partial

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from jijiao.accounts.permissions import Permission
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.people.queries import open_departments
from jijiao.roster import changing
from jijiao.roster.conditions import RosterFilter
from jijiao.roster.forms import DepartmentForm, DisableForm, LinksForm, ReasonForm
from jijiao.roster.models import Batch
from jijiao.roster.queries import batches, lines
from jijiao.roster.saving import columns_of
from jijiao.roster.sheet import dressed, shown
from jijiao.roster.sheet import lines as table
from jijiao.units.models import Department
from jijiao.web.answers import done, show
from jijiao.web.forms import PageForm
from jijiao.web.listing import listing
from jijiao.web.request import Request
from jijiao.web.selection import selected

# the first three are orders of an index, 登记时间 that of the rows themselves; the others are for lists that end
ORDER = {
    "unit": ("unit_path",),
    "name": ("pinyin",),
    "enrolled": (),
    "department": ("unit_path", "department__order", "department__name"),
    "level": ("title_level", "pinyin"),
}
BOUNDED = ("department", "level")
RIGHTS = {
    "import": Permission.PEOPLE_IMPORT,
    "manage": Permission.PEOPLE_MANAGE,
    "export": Permission.PEOPLE_EXPORT,
    "reveal": Permission.PEOPLE_REVEAL,
}
NEWEST = {"newest": ("-pk",)}


def roster(request: Request) -> HttpResponse:
    """专技人员信息查询 over the units in sight."""
    departments, columns = open_departments(request.hat.unit_id), columns_of(request.hat)
    filters = RosterFilter(request.GET, by=request.hat, departments=departments)
    people = listing(
        request,
        Person.objects.within(request.scope),
        filters=filters,
        order=ORDER,
        bounded=BOUNDED,
        dress=lambda page: dressed(page, columns),
    )
    if request.htmx and filters.errors:  # told at the field, which the list alone does not have
        return HttpResponseClientRedirect(request.get_full_path())
    context = {
        "listing": people,
        "columns": [cell for _, cell in shown(columns)],
        "lines": lambda: table(people.rows, columns, people.first_number),
    }
    return show(request, "roster/list.html", context | _acts(request, departments), parts=("rows",))


def _acts(request: Request, departments: Sequence[Department]) -> dict[str, object]:
    """What may be done from the list, and the forms of the bulk acts."""
    acts: dict[str, object] = {f"may_{name}": request.hat.may(right) for name, right in RIGHTS.items()}
    if acts["may_manage"]:
        acts |= {"department_form": DepartmentForm(departments=departments), "disable_form": DisableForm()}
        acts |= {"enable_form": ReasonForm(prefix="back"), "links_form": LinksForm()}
    return acts


def departments(request: Request) -> HttpResponseBase:
    """批量调整部门."""
    form = filled(DepartmentForm(request.POST, departments=open_departments(request.hat.unit_id)))
    batch = changing.change_department(chosen(request), form.chosen, by=request.hat)  # type: ignore[attr-defined]
    return _told(request, batch)


def disabling(request: Request) -> HttpResponseBase:
    """批量停用."""
    form = filled(DisableForm(request.POST))
    return _told(request, changing.disable(chosen(request), **form.cleaned_data, by=request.hat))


def enabling(request: Request) -> HttpResponseBase:
    """批量启用."""
    form = filled(ReasonForm(request.POST, prefix="back"))
    return _told(request, changing.enable(chosen(request), **form.cleaned_data, by=request.hat))


def disable(request: Request, person: Person) -> HttpResponseBase:
    """停用 one person."""
    form = DisableForm(_posted(request))
    if form.is_valid():
        with form.catching():
            changing.disable([person.pk], **form.cleaned_data, by=request.hat)
            return done(request, f"已停用：{person.name}", "people.record", person.ref)
    return show(request, "roster/status.html", {"form": form, "person": person, "verb": "停用"})


def enable(request: Request, person: Person) -> HttpResponseBase:
    """启用 one person."""
    form = ReasonForm(_posted(request))
    if form.is_valid():
        with form.catching():
            changing.enable([person.pk], **form.cleaned_data, by=request.hat)
            return done(request, f"已启用：{person.name}", "people.record", person.ref)
    return show(request, "roster/status.html", {"form": form, "person": person, "verb": "启用"})


def history(request: Request) -> HttpResponse:
    """批量办理记录 of the own unit."""
    found = listing(request, Batch.objects.at_desks(request.scope), order=NEWEST, dress=batches)
    return show(request, "roster/batches.html", {"listing": found}, parts=("rows",))


def batch(request: Request, batch: Batch) -> HttpResponse:
    """What became of everybody in one batch."""
    found = listing(request, lines(batch), order={"row": ()}, dress=lambda page: page.select_related("person"))
    if request.htmx and request.htmx.target == "rows":
        return show(request, "roster/batch.html", {"batch": batch, "listing": found}, parts=("rows",))
    return render(request, "roster/batch.html", {"batch": batch, "listing": found, "refused": lines(batch, wrong=True)})


def undoing(request: Request, batch: Batch) -> HttpResponseBase:
    changing.undo(batch, by=request.hat)
    return done(request, "已撤销", "roster.batch", batch.ref)


def chosen(request: Request) -> list[int]:
    """Who was ticked, of everybody in sight: those of other units are told apart in the outcome."""
    people = Person.objects.within(request.hat.scope(Permission.PEOPLE_VIEW))
    return selected(request, people, filters=_conditions(request), at_most=changing.AT_MOST)


def _conditions(request: Request) -> Callable[[QueryDict], RosterFilter]:
    return partial(RosterFilter, by=request.hat)


def filled(form: PageForm) -> PageForm:
    """A form of the bar over the list, which has no page of its own to show what is missing on."""
    if not form.is_valid():
        raise Refusal(form.faults[0].text)
    return form


def _told(request: Request, batch: Batch) -> HttpResponseBase:
    right, wrong = lines(batch, wrong=False).count(), lines(batch, wrong=True).count()
    text = f"已办理 {right} 人" + (f"，{wrong} 人未办理，原因见下表" if wrong else "")
    return done(request, text, "roster.batch", batch.ref)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
