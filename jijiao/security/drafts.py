"""What was being submitted when the session had ended: kept sealed until its author has signed in again.

A draft belongs to whoever signed in last on this browser and still has an active account. Passwords and codes are not
kept. Of its files the images are, a few a day for each account, as uploads of the browser's session; they become the
account's when it signs in, and go after a day when it does not. A browser on which nobody has signed in keeps nothing,
and only so many an hour are kept for one account and from one network: each is a session made without signing in.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jijiao.accounts import devices
from jijiao.accounts.models import Account, Hat
from jijiao.attachments import actions as attachments
from jijiao.attachments import uploads
from jijiao.attachments.models import Attachment
from jijiao.vault.seal import seal, unseal
from jijiao.web import limits

KEY = "draft"
LARGEST = 64 * 1024  # bytes of the address and all fields with their names
AN_HOUR, OF_ACCOUNT, OF_NETWORK = 60 * 60, 20, 100  # drafts an hour
FILES_A_DAY = 20  # of one account: whoever has an old browser of somebody's could otherwise fill the disk
NEVER = {"csrfmiddlewaretoken", "password", "password2", "old", "new", "again", "code", "puzzle", "solution"}


@dataclass(frozen=True)
class Draft:
    """Where it was going, its fields in order, how many of its images were kept and how many files were not."""

    path: str
    fields: list[tuple[str, str]]
    images: int
    files: int


def keep(request: HttpRequest) -> bool:
    """Keep the POST that a door turned away, if the browser has signed in before and it is not too large or too often.

    False when something was typed and could not be kept.
    """
    fields = [(name, value) for name, values in request.POST.lists() if name not in NEVER for value in values]
    if not fields:
        return True
    account = devices.latest(request)
    if account is None or _size(request, fields) > LARGEST or not _has_room(request, account):
        return False
    owner = devices.mark_of(account)
    found = _keep_images(request, owner)
    images = [(f"{name}-kept", image.token(name)) for name, each in found.items() for image in each]
    refs = [image.ref for each in found.values() for image in each]
    lost = sum(len(sent) for _, sent in request.FILES.lists()) - len(images)
    draft = {"path": request.get_full_path(), "fields": fields + images, "refs": refs, "lost": lost}
    place = f"security.draft.{secrets.token_hex(8)}"
    sealed = seal(json.dumps(draft, ensure_ascii=False), place)
    request.session[KEY] = {"owner": owner, "place": place, "sealed": sealed}
    return True


def _size(request: HttpRequest, fields: list[tuple[str, str]]) -> int:
    return len(request.get_full_path()) + sum(len(text.encode()) for field in fields for text in field)


def _has_room(request: HttpRequest, account: Account) -> bool:
    """Whether this account and this network may have one more draft kept; it is counted."""
    network = str(request.META.get("REMOTE_ADDR", ""))
    keys = {f"draft-from:{network}": OF_NETWORK, f"draft-of:{account.ref}": OF_ACCOUNT}
    return all(limits.take(key, allowed, AN_HOUR) for key, allowed in keys.items())


def _keep_images(request: HttpRequest, owner: str) -> dict[str, list[Attachment]]:
    sent = sum(len(files) for _, files in request.FILES.lists())
    room = 0
    while room < sent and limits.take(f"draft:{owner}", FILES_A_DAY, 24 * 60 * 60):
        room += 1
    return uploads.keep_sent(request, at_most=room) if room else {}


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
    fields = [(name, value) for name, value in found["fields"]]
    return Draft(found["path"], fields, len(found.get("refs", ())), found.get("lost", 0))


def take_over(request: HttpRequest, hat: Hat) -> bool:
    """Whether a draft of this account waits; its images are the account's from now on."""
    if of(request, hat.account) is None:
        return False
    held = request.session[KEY]
    attachments.adopt(json.loads(unseal(held["sealed"], held["place"])).get("refs", []), by=hat)
    return True


def was_submitted(request: HttpRequest) -> bool:
    """Whether this request is the draft on its way again."""
    found = of(request, request.user) if isinstance(request.user, Account) else None
    return found is not None and found.path == request.get_full_path()


def discard(request: HttpRequest) -> None:
    """Submitted again, or not wanted any more."""
    request.session.pop(KEY, None)
