"""Pages of 人员调转: pick and send off, ask for somebody, the records."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.attachments import uploads
from jijiao.attachments.responses import serve
from jijiao.people.models import Person
from jijiao.transfers import actions, correcting
from jijiao.transfers.forms import (
    MAX_PROOFS,
    ArrivalForm,
    CorrectionForm,
    DepartureForm,
    PickFilter,
    RecordFilter,
    TransferForm,
)
from jijiao.transfers.models import Transfer
from jijiao.transfers.queries import correctable, pickable, records, somebody_elsewhere
from jijiao.transfers.review import obstacles
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.navigation import Tab
from jijiao.web.request import Request

Form = TypeVar("Form", bound=TransferForm)
SIDES = (("", "全部"), ("in", "人员调入记录"), ("out", "人员调出记录"))


def new(request: Request) -> HttpResponseBase:
    """人员调出: pick the person first, then the rest of the form; a technician is the person."""
    if request.hat.kind == Hat.Kind.TECHNICIAN:
        return _departure(request, _own(request))
    ref = request.POST.get("person") or request.GET.get("person")
    if ref:
        person = Person.objects.at_desks(request.scope).filter(ref=ref).first()
        if person is None:
            raise Http404
        return _departure(request, person)
    found = listing(
        request,
        pickable(request.scope),
        filters=PickFilter(request.GET),
        order={"name": ("name", "pk")},
        dress=lambda page: page.select_related("department"),
    )
    return show(request, "transfers/pick.html", {"listing": found}, parts=("rows",))


def _own(request: Request) -> Person:
    person = Person.objects.at_desks(request.scope).first()
    if person is None:
        raise PermissionDenied("您还没有登记在任何单位名下，不能办理单位调转。")
    return person


def _departure(request: Request, person: Person) -> HttpResponseBase:
    technician = request.hat.kind == Hat.Kind.TECHNICIAN
    starter = Transfer.Starter.PERSON if technician else Transfer.Starter.OLD_UNIT
    form = _filled(request, partial(DepartureForm, starter=starter))
    if form.is_bound and form.is_valid():
        with form.catching():
            transfer = actions.start(person, form.departure(), by=request.hat)
            return done(request, "已提交，等待调出审核", "transfers.record", transfer.pk)
    return show(request, "transfers/new.html", {"form": form, "person": person})


def _filled(request: Request, make: Callable[..., Form]) -> Form:
    """The form as submitted; without errors yet after a search or a choice of type, which are no submission."""
    posted = request.POST if request.method == "POST" else None
    kept = uploads.take(request, "proofs", limit=MAX_PROOFS)
    if posted is not None and "look" not in posted:
        return make(posted, uploads.as_files(kept))
    typed = (posted or request.GET).dict()
    typed = {name: value for name, value in typed.items() if value}
    return make(initial=typed | {"proofs": kept.attachments})


def arrival(request: Request) -> HttpResponseBase:
    """申请调入: the new unit asks, the old one releases."""
    form = _filled(request, ArrivalForm)
    if form.is_bound and form.is_valid():
        with form.catching():
            clean = form.cleaned_data
            person = somebody_elsewhere(clean["document_kind"], clean["document"], clean["name"])
            transfer = actions.start(person, form.departure(request.hat.unit), by=request.hat)
            return done(request, "已提交，等待原单位调出审核", "transfers.record", transfer.pk)
    return show(request, "transfers/arrival.html", {"form": form})


def records_page(request: Request) -> HttpResponse:
    """调转记录."""
    side = request.GET.get("side", "")
    found = listing(
        request,
        records(request.scope, side),
        filters=RecordFilter(request.GET),
        order={"started": ["-started_at"], "leaves": ["-leaves_on"]},
        dress=lambda page: page.select_related("person", "old_unit", "new_unit", "review__desk", "correction"),
    )
    tabs = [Tab(label, found.href(side=key or None), key == side) for key, label in SIDES] if request.hat.unit else []
    may_start = request.hat.may(Permission.TRANSFERS_START)
    context = {
        "listing": found,
        "tabs": tabs,
        "may_start": may_start,
        "may_ask": request.hat.may(Permission.TRANSFERS_ASK),
    }
    return show(request, "transfers/list.html", context, parts=("rows",))


def record(request: Request, transfer: Transfer) -> HttpResponse:
    review = transfer.review
    stops = review.stops.select_related("unit", "decided_by__account") if review else []
    mine = Transfer.objects.at_desks(request.scope).filter(pk=transfer.pk).exists()
    context = {
        "subject": transfer,
        "stops": stops,
        "mine": mine,
        "proof_door": "transfers.proof",
        "may_correct": correctable(request.hat.scope(Permission.TRANSFERS_CORRECT)).filter(pk=transfer.pk).exists(),
        "obstacle": obstacles([transfer]).get(transfer.pk, "") if transfer.awaits_its_day else "",
    }
    return render(request, "transfers/record.html", context)


def withdrawal(request: Request, transfer: Transfer) -> HttpResponseBase:
    actions.withdraw(transfer, by=request.hat)
    return done(request, "已撤回", "transfers.record", transfer.pk)


def cancellation(request: Request, transfer: Transfer) -> HttpResponseBase:
    actions.call_off(transfer, by=request.hat)
    return done(request, "已取消，人员留在原单位", "transfers.record", transfer.pk)


def correction(request: Request, transfer: Transfer) -> HttpResponseBase:
    """更正误调, by the 人社 department above both units."""
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.catching():
            correcting.correct(transfer, reason=form.cleaned_data["reason"], by=request.hat)
            return done(request, f"已更正，{transfer.person.name}回到原单位", "transfers.record", transfer.pk)
    context = {"form": form, "subject": transfer, "hindrance": correcting.hindrance(transfer, by=request.hat)}
    return show(request, "transfers/correction.html", context)


def proof(request: Request, transfer: Transfer, number: int) -> HttpResponse:
    """One image, behind the transfer's own door; `number` counts from 1."""
    attachment = transfer.proofs.order_by("pk")[number - 1 : number].first() if number else None
    if attachment is None:
        raise Http404
    return serve(attachment)
