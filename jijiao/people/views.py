"""Pages of 专业技术人员: one person, adding by hand, and the import."""

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from jijiao.accounts.permissions import Permission
from jijiao.attachments.responses import serve
from jijiao.lib.refusal import Refusal
from jijiao.people import actions, rules
from jijiao.people.careers import history
from jijiao.people.forms import PeopleUpload, PersonForm, RevealForm
from jijiao.people.marks import marks_of
from jijiao.people.models import Paper, Person
from jijiao.people.panels import panels_of
from jijiao.people.queries import open_departments, photo_of, shelves_of
from jijiao.people.revealing import reveal
from jijiao.people.sheet import PEOPLE, for_departments
from jijiao.people.standing import WAITS, waits_for_owner
from jijiao.security.resetting import reset_password, why_not_reset
from jijiao.sheets.responses import workbook
from jijiao.web.answers import done, show
from jijiao.web.request import Request


def record(request: Request, person: Person) -> HttpResponse:
    own = person.unit_id == request.hat.unit_id
    may_reveal, may_reset, may_change = (
        own and request.hat.may(right)
        for right in (Permission.PEOPLE_REVEAL, Permission.PEOPLE_RESET, Permission.PEOPLE_MANAGE)
    )
    marks = marks_of(person, by=request.hat)
    context = {
        "person": person,
        "marks": marks,
        "may_reveal": may_reveal,
        "may_reset": may_reset and person.account_id is not None,
        "may_disable": may_change and person.status in rules.ON_ROLL and not any(mark.holds for mark in marks),
        "may_enable": may_change and person.status in rules.RETURNING,
        "shelves": shelves_of(person),
        "history": history(person),
        "panels": panels_of(person, request.hat),
        "photo": photo_of(person) if may_reveal else None,
    }
    return render(request, "people/record.html", context)


def paper(request: Request, paper: Paper) -> HttpResponse:
    """A scan of somebody's file; whole numbers can be on it, so it is for those who may see these."""
    return serve(paper.attachment)


def number(request: Request, person: Person) -> HttpResponse:
    """查看完整证件号: asked for with a reason, shown in the answer to that and nowhere else."""
    form = RevealForm(_posted(request))
    shown = ""
    if form.is_valid():
        with form.catching():
            shown = reveal(person, **form.cleaned_data, by=request.hat)
    return show(request, "people/number.html", {"form": form, "person": person, "number": shown})


def password(request: Request, person: Person) -> HttpResponse:
    """重置密码: the one-time password stands in the answer to the POST and nowhere else."""
    shown = ""
    if request.method == "POST":
        if person.account is None:
            raise Refusal("此人还没有登录账号，请返回人员信息页面，给本人发放激活链接")
        shown = reset_password(person.account, by=request.hat)
    obstacle = why_not_reset(person.account, by=request.hat) if person.account and not shown else ""
    return render(request, "people/password.html", {"person": person, "password": shown, "obstacle": obstacle})


def new(request: Request) -> HttpResponseBase:
    """One person by hand, onto the roll of the administrator's own unit."""
    series = request.GET.get("title_series", "")
    form = PersonForm(_posted(request), departments=open_departments(request.hat.unit_id), series=series)
    if form.is_valid():
        with form.catching():
            unit, department = request.hat.unit, form.department_chosen
            person = actions.enrol(form.facts, unit=unit, department=department, besides=form.besides, by=request.hat)
            note = f"。{WAITS}" if waits_for_owner(person) else ""
            return done(request, f"已新增：{person.name}{note}", "people.record", person.ref)
    return show(request, "people/new.html", {"form": form})


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def batch(request: Request) -> HttpResponseBase:
    """批量导入: ① the template, ② the upload; the job's page goes on with check, confirmation and result."""
    posted = _posted(request)
    form = PeopleUpload(posted, request.FILES if posted is not None else None)
    if form.is_valid():
        job = actions.start_import(form.cleaned_data["file"], renew=form.cleaned_data["renew"], by=request.hat)
        return redirect("jobs.record", job.ref)
    return show(request, "people/import.html", {"form": form, "sheet": PEOPLE})


def template(request: Request) -> HttpResponse:
    """The workbook to fill in, with the unit's own departments to choose from."""
    names = [department.name for department in open_departments(request.hat.unit_id)]
    return workbook(for_departments(names).template(), f"{PEOPLE.title}批量导入模板")
