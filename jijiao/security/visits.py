"""Which sessions an account has: noted at sign-in, kept up to date, ended one by one or all at once."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from jijiao.accounts.models import Account
from jijiao.lib import clock
from jijiao.lib.masks import mask_network
from jijiao.security.models import TemporaryPassword, Visit

MUST_CHANGE = "must_change"
BEGAN, SEEN = "began", "seen"
NOTED_EVERY = timedelta(minutes=1)

BROWSERS = (
    ("Edg", "Edge"),
    ("MicroMessenger", "微信"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (("Windows", "Windows"), ("Android", "安卓手机"), ("iPhone", "iPhone"), ("Mac OS", "Mac"), ("Linux", "Linux"))


def device_of(agent: str) -> str:
    """Windows · Chrome, from what the browser says of itself."""
    system = next((name for sign, name in SYSTEMS if sign in agent), "其他设备")
    browser = next((name for sign, name in BROWSERS if sign in agent), "其他浏览器")
    return f"{system} · {browser}"


def note(sender: Any, request: HttpRequest, user: Account, **signal: Any) -> None:
    """Receiver of Django's user_logged_in: the session is written down for its owner to see."""
    session, now = request.session, clock.now()
    session[BEGAN] = session[SEEN] = now.isoformat()
    if TemporaryPassword.objects.filter(account=user).exists():
        session[MUST_CHANGE] = True
    session.save()
    Visit.everywhere.update_or_create(
        session_id=session.session_key,
        defaults={
            "account": user,
            "device": device_of(request.headers.get("User-Agent", "")),
            "network": mask_network(str(request.META.get("REMOTE_ADDR", ""))),
            "began_at": now,
            "seen_at": now,
        },
    )


def is_over(request: HttpRequest) -> bool:
    """Whether the session was idle too long or is too old; notes at most once a minute that it is alive."""
    session, now = request.session, clock.now()
    if BEGAN not in session:
        return False
    seen = datetime.fromisoformat(session[SEEN])
    if now - seen > settings.SESSION_IDLE or now - datetime.fromisoformat(session[BEGAN]) > settings.SESSION_LONGEST:
        return True
    if now - seen > NOTED_EVERY:
        session[SEEN] = now.isoformat()
        Visit.everywhere.filter(session_id=session.session_key).update(seen_at=now)
    return False


def end(account: Account, *, except_key: str | None = None) -> int:
    """End every session of the account but one; how many."""
    rows = Visit.everywhere.filter(account=account).exclude(session_id=except_key or "")
    keys = list(rows.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)
