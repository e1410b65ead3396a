"""Known devices: a signed cookie names the accounts whose owners have signed in from this browser."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from jijiao.accounts.models import Account
from jijiao.vault.seal import blind_index

COOKIE = "jx_device"
SALT = "accounts.devices"
A_YEAR = 365 * 24 * 60 * 60
REMEMBERED = 5  # accounts of one shared computer


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
    return f":{held[0]}" if held and _mark(ref) in held[1:] else ""


def latest(request: HttpRequest) -> str:
    """The mark of the account that signed in last from this browser, "" for a new browser."""
    return (_read(request)[1:] or [""])[0]


def remember(request: HttpRequest, response: HttpResponseBase, account: Account) -> None:
    """Note on the browser that the owner signed in from it."""
    held = _read(request) or [secrets.token_hex(8)]
    marks = [mark_of(account), *(mark for mark in held[1:] if mark != mark_of(account))][:REMEMBERED]
    response.set_cookie(
        COOKIE,
        signing.dumps([held[0], *marks], salt=SALT),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> list[str]:
    try:
        return list(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=A_YEAR))
    except signing.BadSignature:
        return []
