"""Which pages there are and who opens them, read from the doors and the demonstration's rows; prints JSON lines.

Run inside the product's environment: `python -m scripts.tour`. One line a page: {"name", "path", "as"} with `as` a
document number of demo-accounts.json, or "" for a visitor.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

# not pages: fragments, files, machines' addresses
SKIPPED = {"portal.health", "captcha-image", "captcha-image-2x", "captcha-audio", "captcha-refresh", "jobs.progress"}


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
        if "GET" not in door.methods or door.name in SKIPPED:
            continue
        if door.access == "public":
            path = _path(pattern, {})
            if path:
                yield {"name": door.name, "path": path, "as": ""}
            continue
        seen: set[str] = set()
        for number, hat in hats:
            scope = hat.scope(door.needs) if door.needs else hat.own_scope()
            row = door.of.objects.within(scope).order_by("pk").last() if door.of else None
            path = _path(pattern, {door.by: getattr(row, door.by)} if row else {})
            if scope.empty or hat.kind_name in seen or not path:
                continue
            seen.add(hat.kind_name)
            yield {"name": f"{door.name}-{hat.kind_name}", "path": path, "as": number}


def _hat(number: str) -> Any:
    from jijiao.accounts.backend import find_account
    from jijiao.accounts.hats import hats_of

    account = find_account(number)
    return next(iter(hats_of(account)), None) if account else None


def _path(pattern: Any, known: dict[str, Any]) -> str:
    """The address, its remaining numbers filled with a plausible value; empty when one cannot be."""
    from django.urls import NoReverseMatch, reverse

    from jijiao.lib.years import this_year
    from jijiao.portal.models import Notice

    guesses = {"year": this_year(), "number": Notice.everywhere.values_list("pk", flat=True).first() or 0, "n": 1}
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
