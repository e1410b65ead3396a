"""Pages of an import beside its job's: naming columns, confirming, correcting rows, failed rows, taking it back."""

import json

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from jijiao.jobs.models import Job
from jijiao.lib.refusal import Refusal
from jijiao.sheets import actions, correcting, outcomes, responses
from jijiao.sheets.forms import ColumnsForm, RowForm
from jijiao.sheets.sheet import Sheet
from jijiao.sheets.staging import Outcome
from jijiao.web.answers import UNPROCESSABLE, done, show
from jijiao.web.request import Request


def failures(request: Request, job: Job) -> HttpResponse:
    """失败信息导出: the failed rows in the template, each with its reasons."""
    content = outcomes.failures(job)
    if content is None:
        raise Refusal("没有可导出的失败信息；失败信息只保留 72 小时。")
    return responses.workbook(content, f"{job.label}-失败信息")


def columns(request: Request, job: Job) -> HttpResponseBase:
    """指定列: which heading of the file is which column."""
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, sheet=_sheet(job), headings=job.result.get("headings", []))
    if form.is_valid():
        with form.catching():
            actions.name_columns(job, form.cleaned_data, by=request.hat)
            return done(request, "已记住，下次相同表头不再询问。正在检查文件。", "jobs.record", job.ref)
    return show(request, "sheets/columns.html", {"form": form, "job": job, "sheet": _sheet(job)})


def confirmation(request: Request, job: Job) -> HttpResponseBase:
    actions.confirm(job, by=request.hat)
    return done(request, "已确认，开始导入。", "jobs.record", job.ref)


def row(request: Request, job: Job, number: int) -> HttpResponseBase:
    """改正: one failed row as a form."""
    failed = outcomes.failed_rows(job).filter(number=number).first()
    if failed is None:
        raise Http404
    correcting.check_open(job)
    if not failed.cells:
        raise Refusal(correcting.EXPIRED)
    posted = request.POST if request.method == "POST" else None
    form = RowForm(posted, sheet=_sheet(job), cells=json.loads(failed.cells))
    if form.is_valid():
        try:
            state = correcting.correct(job, number, form.cleaned_data, by=request.hat)
        except correcting.RowRefused as refused:
            for name, sentence in refused.errors.items():
                form.add_error(name or None, sentence)
        else:
            return done(request, f"第 {number} 行已改正：{Outcome(state).label}", "jobs.record", job.ref)
    return show(request, "sheets/row.html", {"form": form, "job": job, "row": failed})


def rows(request: Request, job: Job) -> HttpResponseBase:
    """改正: the failed rows as a table to type into, some at a time."""
    sheet = _sheet(job)
    correcting.check_open(job)
    typed, refused = correcting.typed_in(sheet, request.POST), ""
    if request.method == "POST":
        try:
            again = {int(number) for number in request.POST.getlist("again") if correcting.is_number(number)}
            return _corrected(request, job, correcting.correct_rows(job, typed, again=again, by=request.hat))
        except Refusal as refusal:
            refused = refusal.message
    failed = outcomes.failed_rows(job).exclude(cells="")
    if not failed and not refused:
        raise Refusal(correcting.EXPIRED)
    table = correcting.table(sheet, list(failed[: outcomes.A_PAGE]), typed)
    context = {"job": job, "table": table, "left": len(failed) - len(table.lines), "refused": refused}
    return render(request, "sheets/rows.html", context, status=UNPROCESSABLE if refused else 200)


def _corrected(request: Request, job: Job, corrected: correcting.Corrected) -> HttpResponseBase:
    """What is wrong still is kept with what was typed, so the table is shown anew until nothing is left."""
    told = f"已改正 {len(corrected.states)} 行"
    if not corrected.states and not corrected.errors:
        told = "没有改动，未重新检查；不用改动的行请勾选“重新检查”"
    if corrected.errors:
        told += f"，{len(corrected.errors)} 行仍有问题，请再核对"
    to = "sheets.rows" if outcomes.failed_rows(job).exists() else "jobs.record"
    return done(request, f"{told}。", to, job.ref)


def undoing(request: Request, job: Job) -> HttpResponseBase:
    undo = actions.undo(job, by=request.hat)
    return done(request, "开始撤销。", "jobs.record", undo.ref)


def _sheet(job: Job) -> Sheet:
    sheet = outcomes.sheet_of(job)
    if sheet is None:
        raise Http404
    return sheet
