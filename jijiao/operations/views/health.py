"""系统运行状态."""

from django.http import HttpResponse

from jijiao.operations.health import checks, periodic_acts, versions
from jijiao.web.answers import show
from jijiao.web.request import Request


def health(request: Request) -> HttpResponse:
    context = {"checks": checks(), "acts": periodic_acts(), "versions": versions()}
    return show(request, "operations/health.html", context)
