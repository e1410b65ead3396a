"""Pages of background work: one's own jobs, one job with its progress, its files."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django_htmx.http import HttpResponseStopPolling

from jijiao.jobs import actions, files
from jijiao.jobs.models import Job, JobFile
from jijiao.jobs.registry import HANDLERS
from jijiao.lib.refusal import Refusal
from jijiao.scoping.scope import Scope
from jijiao.web.answers import done, show
from jijiao.web.listing import listing
from jijiao.web.request import Request

ORDER = {"newest": ("-pk",)}


def index(request: Request) -> HttpResponse:
    # the account's own, in whatever hat they were asked for
    jobs = Job.objects.within(Scope(account_id=request.hat.account_id))
    found = listing(request, jobs, order=ORDER, dress=lambda page: page.prefetch_related("files"))
    return show(request, "jobs/list.html", {"listing": found}, parts=["rows"])


def record(request: Request, job: Job) -> HttpResponse:
    return render(request, "jobs/record.html", _shown(job))


def progress(request: Request, job: Job) -> HttpResponse:
    """The part of the page that changes; 286 tells htmx that nothing more will come."""
    fragment = render_to_string("jobs/_progress.html", _shown(job), request=request)
    return HttpResponse(fragment) if job.is_open else HttpResponseStopPolling(fragment)


def _shown(job: Job) -> dict[str, object]:
    handler = HANDLERS.get(job.kind)
    more = handler.context(job) if handler and handler.context and not job.is_open else {}
    template = handler.template if handler else "jobs/_result.html"
    return {"job": job, "result_template": template, "can_retry": actions.can_retry(job), **more}


def download(request: Request, job: Job, number: int) -> HttpResponse:
    file = job.files.filter(number=number, role=JobFile.Role.OUTPUT).first()
    if file is None:
        raise Http404
    if file.expired or not files.exists(file):
        raise Refusal("文件只保留 72 小时，现已删除。请重新导出。")
    response = HttpResponse(files.content_of(file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response


def cancellation(request: Request, job: Job) -> HttpResponseBase:
    at_once = actions.cancel(job, by=request.hat)
    # what that leaves behind the job's page tells, which knows what kind of work it was
    told = "已取消" if at_once else "正在取消，手上的一批做完后停下"
    return done(request, told, "jobs.record", job.ref)


def retrial(request: Request, job: Job) -> HttpResponseBase:
    actions.retry(job, by=request.hat)
    return done(request, "已重新排队，将从中断的地方继续。", "jobs.record", job.ref)
