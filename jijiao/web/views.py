"""The addresses of the frame itself: the display settings."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from jijiao.web.display import Display


def display(request: HttpRequest) -> HttpResponse:
    """Keep size and theme, and go back to the page where they were changed."""
    chosen = Display.of(request).having(size=request.POST.get("size"), theme=request.POST.get("theme"))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen.keep(response)
    return response
