"""Pages of 基本信息管理: the unit's data with the record of changes, the two forms, one change."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase

from jijiao.attachments import uploads
from jijiao.attachments.responses import serve
from jijiao.changes import actions, queries
from jijiao.changes.forms import MAX_PROOFS, FactsForm, SuperiorForm
from jijiao.changes.models import UnitChange
from jijiao.lib.ids import row_id
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

ORDER = {"when": ["-change__requested_at"]}


def profile(request: Request) -> HttpResponse:
    found = listing(request, queries.record_of(request.scope), order=ORDER, dress=queries.dressed)
    context = {"profile": queries.profile(request.hat.unit), "listing": found}
    return show(request, "changes/profile.html", context, parts=("rows",))


def edit(request: Request) -> HttpResponseBase:
    """修改信息; `?again=` fills in a request that came back."""
    unit = request.hat.unit
    if request.method == "GET":
        return _form(request, FactsForm(unit=unit, initial=_again(request, UnitChange.Purpose.FACTS)), "edit")
    kept = uploads.take(request, "proofs", limit=MAX_PROOFS)
    form = FactsForm(request.POST, uploads.as_files(kept), unit=unit)
    if form.is_valid():
        with form.catching():
            outcome = actions.amend(unit, form.amendment(), by=request.hat)
            return done(request, _said(outcome), "changes.profile")
    return _form(request, form, "edit")


def _said(outcome: actions.Outcome) -> str:
    at_once = f"{outcome.at_once.summary}，已生效" if outcome.at_once else ""
    asked = "变更申请已提交，等待上级审核" if outcome.asked else ""
    return "；".join(filter(None, (at_once, asked)))


def superior(request: Request) -> HttpResponseBase:
    """更换上级部门; with `look` the form as it is, with what the search found."""
    kept = uploads.take(request, "proofs", limit=MAX_PROOFS)
    if request.method == "GET" or request.POST.get("look"):
        typed = request.GET if request.method == "GET" else request.POST
        initial = _again(request, UnitChange.Purpose.SUPERIOR) | typed.dict() | {"proofs": kept.attachments}
        return _form(request, SuperiorForm(initial=initial), "superior", parts=("superior-found",))
    form = SuperiorForm(request.POST, uploads.as_files(kept))
    if form.is_valid():
        with form.catching():
            clean = form.cleaned_data
            proofs = [proof.ref for proof in clean["proofs"]]
            unit = request.hat.unit
            actions.ask_superior(unit, clean["superior"], reason=clean["reason"], proofs=proofs, by=request.hat)
            return done(request, "已提交，须原上级和新上级分别审核", "changes.profile")
    return _form(request, form, "superior")


def record(request: Request, change: UnitChange) -> HttpResponse:
    context = {"subject": change, "trail": queries.trail_of(change), "door": "changes.proof"}
    return show(request, "changes/record.html", context)


def withdrawal(request: Request, change: UnitChange) -> HttpResponseBase:
    actions.withdraw(change, by=request.hat)
    return done(request, "已撤回，可以修改后重新提交", "changes.record", change.pk)


def proof(request: Request, change: UnitChange, number: int) -> HttpResponse:
    """The n-th 证明材料, counted from 1."""
    proofs = list(change.proofs.all())
    if not 1 <= number <= len(proofs):
        raise Http404
    return serve(proofs[number - 1])


def _again(request: Request, purpose: str) -> dict[str, Any]:
    """The answers of one's own request that came back."""
    again = request.GET.get("again", "")
    change = UnitChange.objects.at_desks(request.scope).filter(pk=row_id(again), purpose=purpose).first()
    return queries.answers_of(change) if change else {}


def _form(request: Request, form: Any, template: str, parts: tuple[str, ...] = ()) -> HttpResponse:
    context = {"form": form, "profile": queries.profile(request.hat.unit)}
    return show(request, f"changes/{template}.html", context, parts=parts)
