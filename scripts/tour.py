"""Which pages there are and who opens them, read from the doors and the demonstration's rows; prints JSON lines.

Run inside the product's environment: `python -m scripts.tour`. One line a page: {"name", "path", "as"} with `as` a
document number of demo-accounts.json, or "" for a visitor.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

# not pages: fragments, files, machines' addresses
SKIPPED = {
    "portal.health",
    "subordinates.branch",
    "captcha-image",
    "captcha-image-2x",
    "captcha-audio",
    "captcha-refresh",
    "jobs.progress",
}
FILES = ("evidence", "licence", "paper", "proof", "proofs", "pdf", "template", "download", "failures", "picture")
EXAMPLES = {"section": "work", "table": "title"}  # words that addresses of the own file have in them
TRIED = 200  # objects looked through for one whose page opens


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jijiao.settings")
    import django

    django.setup()
    for stop in tour():
        print(json.dumps(stop, ensure_ascii=False))


def tour() -> Iterator[dict[str, str]]:
    """Every page that answers GET, once for the first hat of each kind that may open it."""
    from django.conf import settings

    from jijiao.web.checks import doors

    accounts = json.loads((settings.VAR / "demo-accounts.json").read_text(encoding="utf-8"))
    hats = [(account["id_number"], hat) for account in accounts if (hat := _hat(account["id_number"]))]
    for pattern, door in doors():
        if "GET" not in door.methods or door.name in SKIPPED or door.name.rpartition(".")[2].endswith(FILES):
            continue
        if door.access == "public":
            path = _path(pattern, {})
            if path:
                yield {"name": door.name, "path": path, "as": ""}
            continue
        seen: set[str] = set()
        for number, hat in hats:
            if hat.kind_name in seen or not (path := _opened(pattern, door, hat)):
                continue
            seen.add(hat.kind_name)
            name = "-".join(filter(None, (door.name, _kind(pattern), hat.kind_name)))
            yield {"name": name, "path": path, "as": number}


def _hat(number: str) -> Any:
    from jijiao.accounts.backend import find_account
    from jijiao.accounts.hats import hats_of

    account = find_account(number)
    return next(iter(hats_of(account)), None) if account else None


def _kind(pattern: Any) -> str:
    """The word in the address that tells the doors of the reviews apart."""
    converter = pattern.pattern.converters.get("kind")
    return str(converter.regex) if converter else ""


def _opened(pattern: Any, door: Any, hat: Any) -> str:
    """The address of the newest object that the page is for, as the page itself says; empty when there is none."""
    scope = hat.scope(door.needs) if door.needs else hat.own_scope()
    rows = _rows(door, scope, _kind(pattern)) if door.of else [None]
    for row in rows if not scope.empty else ():
        path = _path(pattern, {door.by: getattr(row, door.by)} if row else {})
        # refused in words: the page is there, but not for this object or not for this hat
        if path and _visitor(hat).get(path, headers={"host": "127.0.0.1"}).status_code not in {403, 404, 409}:
            return path
    return ""


@cache
def _visitor(hat: Any) -> Any:
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.force_login(hat.account)
    session = client.session
    session["hat"] = hat.pk
    session.save()
    return client


def _rows(door: Any, scope: Any, kind: str) -> Any:
    """The newest objects that the door hands over."""
    rows = door.of.objects.at_desks(scope) if door.own else door.of.objects.within(scope)
    if kind:
        rows = rows.filter(**{"kind" if hasattr(door.of, "kind") else "review__kind": kind})
    return rows.order_by("-pk")[:TRIED]


def _path(pattern: Any, known: dict[str, Any]) -> str:
    """The address, its remaining numbers filled with a plausible value; empty when one cannot be."""
    from django.urls import NoReverseMatch, reverse

    from jijiao.lib.years import this_year
    from jijiao.portal.models import Notice

    number = Notice.everywhere.values_list("pk", flat=True).first() or 0
    guesses = {"year": this_year(), "number": number, "n": 1, "kind": _kind(pattern) or None} | EXAMPLES
    wanted = set(pattern.pattern.converters)
    values = {name: known.get(name, guesses.get(name)) for name in wanted}
    if any(value is None for value in values.values()):
        return ""
    try:
        return str(reverse(pattern.name, kwargs=values))
    except NoReverseMatch:
        return ""


if __name__ == "__main__":
    main()
