"""System checks over the URL map: no address without a door, no object address without its model."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from jijiao.web.routes import Door


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern of the URL map, in order."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def doors() -> list[tuple[URLPattern, Door]]:
    """Every address with its door."""
    return [(entry, entry.callback) for entry in patterns() if isinstance(entry.callback, Door)]


@register("jijiao")
def every_address_has_a_door(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for entry in patterns():
        door = entry.callback
        if not isinstance(door, Door):
            found.append(
                Error(
                    f"{entry.pattern} is mounted without a door",
                    hint="Use guarded, signed_in or public of jijiao.web.routes.",
                    id="jijiao.E001",
                )
            )
        elif door.access != "public" and door.of is None and {"pk", "ref"} & set(entry.pattern.converters):
            found.append(
                Error(
                    f"{entry.pattern} names an object, but its door does not say of which model",
                    hint="Pass of=Model, so that the door fetches it within the scope.",
                    id="jijiao.E002",
                )
            )
    return found
