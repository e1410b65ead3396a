"""Time-based one-time passwords (动态口令): RFC 6238 with SHA-1, 30 seconds, six digits, as phones make them."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be off
SECRET = 20  # bytes


def new_secret() -> str:
    """A secret as the phone apps take it: 32 characters of base 32."""
    return base64.b32encode(secrets.token_bytes(SECRET)).decode()


def password_at(secret: str, step: int, digits: int = 6) -> str:
    """The password of one step (RFC 4226, 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def step_of(moment: datetime) -> int:
    """How many steps have passed since 1970."""
    return int(moment.timestamp()) // STEP


def matching_step(secret: str, typed: str, moment: datetime) -> int | None:
    """The step whose password was typed, at most DRIFT away from `moment`; None when it is none."""
    now = step_of(moment)
    steps = range(now - DRIFT, now + DRIFT + 1)
    found = [step for step in steps if hmac.compare_digest(password_at(secret, step).encode(), typed.encode())]
    return found[-1] if found else None


def address(secret: str, name: str, issuer: str) -> str:
    """What the QR code holds."""
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?secret={secret}&issuer={quote(issuer)}&digits=6&period={STEP}"
