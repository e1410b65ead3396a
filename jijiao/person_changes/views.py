"""Pages of 个人信息: the own file with the record of its changes, the form, one request."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase

from jijiao.attachments import uploads
from jijiao.attachments.responses import serve
from jijiao.people.models import Person
from jijiao.person_changes import actions
from jijiao.person_changes.forms import MAX_PROOFS, FileForm
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.queries import trail_of
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NEWEST = {"newest": ("-pk",)}


def file(request: Request) -> HttpResponse:
    """个人信息 and 修改记录."""
    found = listing(
        request,
        PersonChange.objects.at_desks(request.scope),
        order=NEWEST,
        dress=lambda page: page.select_related("person", "review"),
    )
    return show(request, "person_changes/file.html", {"person": _own(request), "listing": found}, parts=("rows",))


def edit(request: Request) -> HttpResponseBase:
    """修改个人信息."""
    person = _own(request)
    if request.method == "GET":
        return show(request, "person_changes/edit.html", {"form": FileForm(person=person), "person": person})
    kept = uploads.take(request, "proofs", limit=MAX_PROOFS)
    form = FileForm(request.POST, uploads.as_files(kept), person=person)
    if form.is_valid():
        with form.catching():
            outcome = actions.amend(person, form.wish(), by=request.hat)
            return done(request, _said(outcome), "person_changes.file")
    return show(request, "person_changes/edit.html", {"form": form, "person": person})


def _said(outcome: actions.Outcome) -> str:
    at_once = f"{'、'.join(outcome.at_once)}已修改" if outcome.at_once else ""
    asked = "、".join(change.get_group_display() for change in outcome.asked)
    return "；".join(filter(None, (at_once, f"{asked}的修改申请已提交，等待单位审核" if asked else "")))


def record(request: Request, change: PersonChange) -> HttpResponse:
    context = {"subject": change, "trail": trail_of(change), "door": "person_changes.proof"}
    return show(request, "person_changes/record.html", context)


def withdrawal(request: Request, change: PersonChange) -> HttpResponseBase:
    actions.withdraw(change, by=request.hat)
    return done(request, "已撤回，可以修改后重新申请", "person_changes.record", change.ref)


def proof(request: Request, change: PersonChange, number: int) -> HttpResponse:
    """The n-th 证明材料, counted from 1."""
    proofs = list(change.proofs.all())
    if not 1 <= number <= len(proofs):
        raise Http404
    return serve(proofs[number - 1])


def _own(request: Request) -> Person:
    people = Person.objects.at_desks(request.scope).select_related("unit", "department")
    person = people.first()
    if person is None:
        raise PermissionDenied("您还没有登记在任何单位名下，请先由所在单位登记或在首页注册。")
    return person
