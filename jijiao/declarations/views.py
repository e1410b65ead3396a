"""Pages of 学时（分）申报 and 学时申报记录."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from jijiao.accounts.permissions import Permission
from jijiao.attachments import uploads
from jijiao.attachments.responses import serve
from jijiao.declarations import actions
from jijiao.declarations.composing import Composition, compose
from jijiao.declarations.forms import MOST_IMAGES, ImportForm, RecordFilter
from jijiao.declarations.importing import proofs_of_import, start_import
from jijiao.declarations.models import Declaration
from jijiao.declarations.queries import batch_of, declared
from jijiao.declarations.sheet import TRAINING
from jijiao.reviews.flow import NAMES, State
from jijiao.sheets.responses import workbook
from jijiao.standards.learning_forms import doubts_about, shown
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.navigation import Tab
from jijiao.web.request import Request

STATES = ("approved", "rejected", "withdrawn")


def new(request: Request) -> HttpResponseBase:
    """Fill in, preview, submit: one address, the step says which."""
    composed = compose(request)
    if _may_go_on(composed):
        if request.POST["step"] == "preview" or not request.POST.get("pledge"):
            return _preview(request, composed)
        with composed.form.catching():
            rows = actions.declare(composed.form.learning, composed.people, composed.kept.refs, by=request.hat)
            return redirect("declarations.receipt", rows[0].batch)
    return show(request, "declarations/new.html", {"form": composed.form, "page": composed})


def correction(request: Request, declaration: Declaration) -> HttpResponseBase:
    """修改后再报: the same page over what was rejected."""
    actions.must_be_correctable(declaration, by=request.hat)
    composed = compose(request, declaration)
    if _may_go_on(composed):
        if request.POST["step"] == "preview" or not request.POST.get("pledge"):
            return _preview(request, composed)
        with composed.form.catching():
            actions.correct(declaration, composed.form.learning, composed.kept.refs, by=request.hat)
            return done(request, "已重新提交", "declarations.record", declaration.pk)
    context = {"form": composed.form, "page": composed, "declaration": declaration}
    return show(request, "declarations/new.html", context)


def _may_go_on(composed: Composition) -> bool:
    return composed.form.is_bound and composed.form.is_valid() and bool(composed.people)


def _preview(request: Request, page: Composition) -> HttpResponse:
    forgotten = request.POST["step"] == "submit"
    learning = page.form.learning
    context = {"page": page, "shown": shown(learning.form, learning.values), "forgotten": forgotten}
    context["doubts"] = doubts_about(learning.form, learning.values, learning.subject).values()
    return render(request, "declarations/preview.html", context, status=422 if forgotten else 200)


def receipt(request: Request, batch: str) -> HttpResponse:
    rows = list(batch_of(request.scope, batch)[:200])
    if not rows:
        raise Http404
    total = batch_of(request.scope, batch).count()
    return render(request, "declarations/receipt.html", {"rows": rows, "first": rows[0], "total": total})


def import_(request: Request) -> HttpResponseBase:
    """批量导入 for 岗位培训; `again` names an import whose file was not right, and whose proofs are still there."""
    owned = proofs_of_import(request.GET.get("again", ""), by=request.hat)
    kept = uploads.take(request, "evidence", limit=MOST_IMAGES, existing=owned)
    files = {"file": request.FILES.get("file")} | uploads.as_files(kept)
    form = ImportForm(request.POST, files) if request.method == "POST" else ImportForm(initial={"evidence": owned})
    if form.is_bound and form.is_valid():
        with form.catching():
            job = start_import(form.cleaned_data["file"], kept.refs, owned=owned, by=request.hat)
            return redirect("jobs.record", job.ref)
    return show(request, "declarations/import.html", {"form": form, "sheet": TRAINING})


def template(request: Request) -> HttpResponse:
    return workbook(TRAINING.template(), "岗位培训批量申报模板.xlsx")


def records(request: Request) -> HttpResponse:
    """学时申报记录, newest first."""
    rows = listing(
        request,
        declared(request.scope),
        filters=RecordFilter(request.GET),
        order={"declared": ["-declared_at"], "end": ["-end_date"]},
        dress=lambda page: page.select_related("person", "unit", "review__desk"),
    )
    current = request.GET.get("state", "")
    names = {"": "全部", State.PENDING.value: "审核中"} | {key: NAMES[State(key)] for key in STATES}
    tabs = [Tab(name, rows.href(state=key or None), key == current) for key, name in names.items()]
    context = {"listing": rows, "tabs": tabs, "can_declare": request.hat.may(Permission.HOURS_DECLARE)}
    return show(request, "declarations/list.html", context, parts=("rows",))


def record(request: Request, declaration: Declaration) -> HttpResponse:
    mine = actions.is_mine(declaration, request.hat)
    stops = declaration.review.stops.select_related("unit", "decided_by__account") if declaration.review else []
    context = {"subject": declaration, "stops": stops, "mine": mine, "evidence_door": "declarations.evidence"}
    return render(request, "declarations/record.html", context)


def withdrawal(request: Request, declaration: Declaration) -> HttpResponseBase:
    actions.withdraw(declaration, by=request.hat)
    return done(request, "已撤回，可以修改后再报", "declarations.record", declaration.pk)


def evidence(request: Request, declaration: Declaration, number: int) -> HttpResponse:
    """One image, behind the declaration's own door."""
    proof = declaration.proofs.filter(number=number).select_related("attachment").first()
    if proof is None:
        raise Http404
    return serve(proof.attachment)
