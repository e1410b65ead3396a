"""Doors of the frame; the component page stands only where DEBUG is on."""

from django.conf import settings

from jijiao.web import styleguide, views
from jijiao.web.routes import public

urlpatterns = [
    public("display/", views.display, name="web.display", methods=("POST",)),
]

if settings.DEBUG:
    urlpatterns.append(public("styleguide/", styleguide.page, name="web.styleguide", methods=("GET", "POST")))
