"""The URL map of the tests of this layer: its own addresses and the page of components."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from jijiao.lib.refusal import Refusal
from jijiao.web import styleguide, views
from jijiao.web.answers import done
from jijiao.web.routes import ask_to_sign_in, public


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refusal("该申请已审核完毕，请刷新列表。")


def succeed(request: HttpRequest) -> HttpResponseBase:
    return done(request, "已通过：周文静", "web.styleguide")


def expire(request: HttpRequest) -> HttpResponse:
    return ask_to_sign_in(request)


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("您的角色没有这项权限，请联系本单位的超级管理员分配。")


urlpatterns = [
    public("display/", views.display, name="web.display", methods=("POST",)),
    public("styleguide/", styleguide.page, name="web.styleguide", methods=("GET", "POST")),
    public("refused/", refuse, name="tests.refused", methods=("GET", "POST")),
    public("done/", succeed, name="tests.done", methods=("POST",)),
    public("session/", expire, name="tests.session"),
    public("forbidden/", forbid, name="tests.forbidden"),
]
