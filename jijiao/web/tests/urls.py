"""The URL map of the tests of this layer: its own addresses and the page of components."""

from django.http import HttpRequest, HttpResponse

from jijiao.lib.refusal import Refusal
from jijiao.web import styleguide, views
from jijiao.web.answers import done
from jijiao.web.routes import public


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refusal("该申请已审核完毕，请刷新列表。")


def succeed(request: HttpRequest) -> object:
    return done(request, "已通过：周文静", "web.styleguide")


def forbid(request: HttpRequest) -> HttpResponse:
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied("您的角色没有这项权限，请联系本单位的超级管理员分配。")


urlpatterns = [
    public("display/", views.display, name="web.display", methods=("POST",)),
    public("styleguide/", styleguide.page, name="web.styleguide", methods=("GET", "POST")),
    public("refused/", refuse, name="tests.refused", methods=("GET", "POST")),
    public("done/", succeed, name="tests.done", methods=("POST",)),  # type: ignore[arg-type]
    public("forbidden/", forbid, name="tests.forbidden"),
]
