"""The failed rows of an import."""

from django.http import HttpResponse

from jijiao.jobs.models import Job
from jijiao.lib.refusal import Refusal
from jijiao.sheets import outcomes, responses
from jijiao.web.request import Request


def failures(request: Request, job: Job) -> HttpResponse:
    """失败信息导出: the failed rows in the template, each with its reasons."""
    content = outcomes.failures(job)
    if content is None:
        raise Refusal("没有可导出的失败信息；失败信息只保留 72 小时。")
    return responses.workbook(content, f"{job.label}-失败信息")
