"""The request as views see it: who acts, in which hat, with which scope."""

from typing import Any

from django.http import HttpRequest

from jijiao.scoping.scope import Scope


class Request(HttpRequest):
    """Annotation only: the middleware and the door put these on every request."""

    hat: Any
    scope: Scope
    htmx: Any
