"""How the matrix asks: through the whole house with every middleware, in a transaction of its own that is undone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern

from jijiao.testing.cast import Cast
from jijiao.web.routes import Door

WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+"?(\w+)', re.IGNORECASE)
# what looking at a page may write: the session, when it was last seen, and the captcha of a form
OF_THE_SESSION = {"django_session", "captcha_captchastore", "security_visit"}


class Asker(Client):
    """One principal. The answer is the response as it left the house: no templates are noted, no cookies are kept."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))  # type: ignore[attr-defined]


def asker(cast: Cast, who: str) -> Asker:
    client = Asker(raise_request_exception=False)
    if who == "stranger":
        client.force_login(cast.stranger)
    elif who != "visitor":
        hat = cast.hats()[who]
        client.force_login(hat.account)
        session = client.session
        session["hat"] = hat.pk
        session.save()
    return client


def ask(client: Asker, method: str, address: str) -> tuple[int, set[str]]:
    """The status, and the tables that were written to; whatever was written is undone."""
    with transaction.atomic(), _noting_writes() as written:
        response: HttpResponseBase = client.generic(method, address)
        transaction.set_rollback(True)
    return response.status_code, written - OF_THE_SESSION


def knock(cast: Cast, who: str, pattern: URLPattern, door: Door, method: str) -> int:
    """What the door alone answers, without the house around it; the object named does not exist."""
    request = RequestFactory().generic(method, "/")
    request.hat = cast.hats().get(who)  # type: ignore[attr-defined]
    return int(door(request, **dict.fromkeys(pattern.pattern.converters, "0")).status_code)


@contextmanager
def _noting_writes() -> Iterator[set[str]]:
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(str(sql)):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
