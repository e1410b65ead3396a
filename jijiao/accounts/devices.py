"""Known devices: a signed cookie names the accounts whose owners have signed in from this browser."""

import secrets
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from jijiao.accounts.models import Account
from jijiao.vault.seal import CannotOpen, blind_index, seal, unseal

COOKIE = "jx_device"
SALT = "accounts.devices"
A_YEAR = 365 * 24 * 60 * 60
REMEMBERED = 5  # accounts of one shared computer
PLACE = "accounts.devices.latest"


@dataclass(frozen=True)
class Device:
    """What the cookie says: a browser, the marks of its accounts, the sealed reference of who signed in last."""

    browser: str
    marks: list[str]
    latest: str = ""


def mark_of(account: Account) -> str:
    """What the cookie says for an account; nobody else can tell whose it is."""
    return _mark(account.ref)


def _mark(ref: str) -> str:
    return blind_index("device", ref)


def known(request: HttpRequest, ref: str) -> str:
    """What sets this device's tries at an account apart; "" on a device its owner has never signed in from.

    `ref` is the account's, "" for a number that is nobody's.
    """
    held = _read(request)
    return f":{held.browser}" if held and _mark(ref) in held.marks else ""


def latest(request: HttpRequest) -> Account | None:
    """The account that signed in last from this browser, while it is active; None for a new browser."""
    held = _read(request)
    if held is None or not held.latest:
        return None
    try:
        ref = unseal(held.latest, PLACE)
    except CannotOpen:
        return None
    return Account.objects.filter(ref=ref, is_active=True).first()


def remember(request: HttpRequest, response: HttpResponseBase, account: Account) -> None:
    """Note on the browser that the owner signed in from it."""
    held = _read(request) or Device(secrets.token_hex(8), [])
    marks = [mark_of(account), *(mark for mark in held.marks if mark != mark_of(account))][:REMEMBERED]
    device = replace(held, marks=marks, latest=seal(account.ref, PLACE))
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(device), salt=SALT),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> Device | None:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=A_YEAR)
    except signing.BadSignature:
        return None
    # cookies set before the last account was in them were a list; they go on until their owner signs in again
    return Device(held[0], held[1:]) if isinstance(held, list) else Device(**held)
