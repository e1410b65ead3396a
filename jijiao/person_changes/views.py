"""Pages of 个人信息: the own file with the record of its changes, a form for each section, one request."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase

from jijiao.attachments import uploads
from jijiao.attachments.actions import claim
from jijiao.attachments.responses import serve
from jijiao.people import filing
from jijiao.people.careers import history
from jijiao.people.models import Paper, Person
from jijiao.people.queries import photo_of, shelves_of
from jijiao.person_changes import actions
from jijiao.person_changes.facts import SECTIONS
from jijiao.person_changes.forms import MAX_PROOFS, PhotoForm, SectionForm
from jijiao.person_changes.models import PersonChange
from jijiao.person_changes.queries import asked_before, contacts_of, trail_of, where_to_ask
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

NEWEST = {"newest": ("-pk",)}


def file(request: Request) -> HttpResponse:
    """个人信息 and 修改记录."""
    person = own_person(request)
    found = listing(
        request,
        PersonChange.objects.at_desks(request.scope),
        order=NEWEST,
        dress=lambda page: page.select_related("person", "review"),
    )
    context = {"person": person, "listing": found, "shelves": shelves_of(person), "history": history(person)}
    context |= {"photo": photo_of(person), "contacts": contacts_of(person, request.hat.account)}
    return show(request, "person_changes/file.html", context, parts=("rows",))


def edit(request: Request, section: str) -> HttpResponseBase:
    """修改个人信息, one section at a time."""
    person, chosen = own_person(request), SECTIONS.get(section)
    if chosen is None:
        raise Http404
    again = asked_before(request.GET.get("again", ""), request.scope)
    form = SectionForm(*sent(request), person=person, section=chosen, initial=again)
    if form.is_valid():
        with form.catching():
            outcome = actions.amend(person, form.wish(), by=request.hat)
            return done(request, _said(outcome), "person_changes.file")
    return show(request, "person_changes/edit.html", {"form": form, "person": person, "section": chosen})


def sent(request: Request) -> tuple[Any, ...]:
    """What a form of requests is bound to: the answers and the proofs, or nothing yet."""
    if request.method == "GET":
        return ()
    return request.POST, uploads.as_files(uploads.take(request, "proofs", limit=MAX_PROOFS))


def _said(outcome: actions.Outcome) -> str:
    at_once = f"{'、'.join(outcome.at_once)}已修改" if outcome.at_once else ""
    asked = "、".join(change.get_group_display() for change in outcome.asked)
    return "；".join(filter(None, (at_once, f"{asked}的修改申请已提交，等待单位审核" if asked else "")))


def photo(request: Request) -> HttpResponseBase:
    """照片 takes effect at once."""
    person = own_person(request)
    before = photo_of(person)
    existing = [before.attachment] if before else []
    kept = uploads.take(request, "photo", limit=1, existing=existing)
    sent = (request.POST, uploads.as_files(kept)) if request.method == "POST" else ()
    form = PhotoForm(*sent, initial={"photo": existing})
    if form.is_valid():
        with form.catching():
            chosen = claim(kept.refs, by=request.hat, owned=existing)
            filing.set_photo(person, next(iter(chosen), None), by=request.hat)
            return done(request, "照片已更新" if chosen else "照片已移除", "person_changes.file")
    return show(request, "person_changes/photo.html", {"form": form})


def paper(request: Request, paper: Paper) -> HttpResponse:
    """A scan of the own file."""
    return serve(paper.attachment)


def record(request: Request, change: PersonChange) -> HttpResponse:
    context = {
        "subject": change,
        "trail": trail_of(change),
        "door": "person_changes.proof",
        "again": where_to_ask(change),
    }
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


def own_person(request: Request) -> Person:
    people = Person.objects.at_desks(request.scope).select_related("unit", "department")
    person = people.first()
    if person is None:
        raise PermissionDenied("您还没有登记在任何单位名下，请先由所在单位登记或在首页注册。")
    return person
