"""Pages of background work: one's own jobs, one job with its progress, its files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django_htmx.http import HttpResponseStopPolling

from jijiao.jobs import actions, files
from jijiao.jobs.models import Job, JobFile
from jijiao.jobs.registry import HANDLERS
from jijiao.lib.refusal import Refusal
from jijiao.web.request import Request

LISTED = 100


def index(request: Request) -> HttpResponse:
    jobs = Job.objects.within(request.scope).order_by("-pk").prefetch_related("files")[:LISTED]
    return render(request, "jobs/list.html", {"jobs": jobs})


def record(request: Request, job: Job) -> HttpResponse:
    return render(request, "jobs/record.html", _shown(job))


def progress(request: Request, job: Job) -> HttpResponse:
    """The part of the page that changes; 286 tells htmx that nothing more will come."""
    fragment = render_to_string("jobs/_progress.html", _shown(job), request=request)
    return HttpResponse(fragment) if job.is_open else HttpResponseStopPolling(fragment)


def _shown(job: Job) -> dict[str, object]:
    handler = HANDLERS.get(job.kind)
    more = handler.context(job) if handler and handler.context and not job.is_open else {}
    return {"job": job, "result_template": handler.template if handler else "jobs/_result.html", **more}


def download(request: Request, job: Job, number: int) -> HttpResponse:
    file = job.files.filter(number=number, role=JobFile.Role.OUTPUT).first()
    if file is None:
        raise Http404
    if file.expired or not files.exists(file):
        raise Refusal("文件只保留 72 小时，现已删除。请重新导出。")
    response = HttpResponse(files.content_of(file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response


def cancellation(request: Request, job: Job) -> HttpResponse:
    actions.cancel(job, by=request.hat)
    messages.success(request, "已取消。正在处理的一批会先做完，已完成的部分有效。")
    return redirect("jobs.record", job.ref)


def retrial(request: Request, job: Job) -> HttpResponse:
    actions.retry(job, by=request.hat)
    messages.success(request, "已重新排队，将从中断的地方继续。")
    return redirect("jobs.record", job.ref)
