"""What was being submitted when the session had ended: kept sealed until its author has signed in again.

A draft belongs to whoever signed in last on this browser. Passwords, codes and files are not kept.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jijiao.accounts import devices
from jijiao.accounts.models import Account
from jijiao.vault.seal import seal, unseal

KEY = "draft"
LARGEST = 200_000  # characters of all fields together
NEVER = {"csrfmiddlewaretoken", "password", "password2", "old", "new", "again", "code", "puzzle", "solution"}


@dataclass(frozen=True)
class Draft:
    """Where it was going, its fields in order, how many files went with it."""

    path: str
    fields: list[tuple[str, str]]
    files: int


def keep(request: HttpRequest) -> None:
    """Keep the POST that a door turned away, if the browser has signed in before and it is not too large."""
    owner = devices.latest(request)
    fields = [(name, value) for name, values in request.POST.lists() if name not in NEVER for value in values]
    if not owner or not fields or sum(len(value) for _, value in fields) > LARGEST:
        return
    files = sum(bool(each) for _, each in request.FILES.items())
    text = json.dumps({"path": request.get_full_path(), "fields": fields, "files": files})
    place = f"security.draft.{secrets.token_hex(8)}"
    request.session[KEY] = {"owner": owner, "place": place, "sealed": seal(text, place)}


def kept(request: HttpRequest) -> bool:
    """Whether this browser waits to sign in again with a draft."""
    return KEY in request.session


def of(request: HttpRequest, account: Account) -> Draft | None:
    """The draft of this account; another's is thrown away."""
    held: dict[str, Any] | None = request.session.get(KEY)
    if held is None:
        return None
    if held["owner"] != devices.mark_of(account):
        discard(request)
        return None
    found = json.loads(unseal(held["sealed"], held["place"]))
    return Draft(found["path"], [(name, value) for name, value in found["fields"]], found["files"])


def was_submitted(request: HttpRequest) -> bool:
    """Whether this request is the draft on its way again."""
    found = of(request, request.user) if isinstance(request.user, Account) else None
    return found is not None and found.path == request.get_full_path()


def discard(request: HttpRequest) -> None:
    """Submitted again, or not wanted any more."""
    request.session.pop(KEY, None)
