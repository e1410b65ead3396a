"""Reading events as the bytes that are digested: the database's own text of every column, built in the database."""

import hashlib
import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from jijiao.audit.models import Event
from jijiao.vault.keys import provider

RECORD = 24  # bytes of one event in a seal: 8 of its id, 16 of its MAC
PAGE = 20_000
BEFORE_ALL = -(2**62)  # below every id, so that a row slipped in under a number of its own is read as well

# the free texts stand last, the first of them behind its length, so that no two rows can read the same
_BYTES = {
    "sqlite": (
        "CAST(printf('%%s|%%s|%%s|%%s|%%s|%%s|%%s|%%s|%%s|%%s|%%s', id, at, tag, account_id, unit_id, subject,"
        " subject_id, about_unit_id, length(actor), actor, particulars) AS BLOB)"
    ),
    "postgresql": (
        "concat_ws('|', id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), tag,"
        " coalesce(account_id::text, ''), coalesce(unit_id::text, ''), subject, coalesce(subject_id::text, ''),"
        " coalesce(about_unit_id::text, ''), length(actor), actor, particulars::text)"
    ),
}
DIGESTS = ("sha256", "sm3")


def form() -> str:
    """How rows are digested now: `sha256-postgresql`; with 国密 switched on the digest is SM3."""
    return f"{'sm3' if settings.NATIONAL_CRYPTOGRAPHY else 'sha256'}-{connection.vendor}"


def records(form: str, *, after: int, up_to: int) -> Iterator[bytes]:
    """One record of 24 bytes for each event with `after` < id <= `up_to`, in the order of ids, read page by page."""
    digest, vendor = form.split("-")
    sql = f"SELECT id, {_BYTES[vendor]} FROM {Event._meta.db_table} WHERE id > %s AND id <= %s ORDER BY id LIMIT {PAGE}"  # noqa: S608
    keyed = hashlib.new(digest, _key())
    while after < up_to:
        with connection.cursor() as cursor:
            cursor.execute(sql, [after, up_to])
            page = cursor.fetchall()
        for number, body in page:
            # half of the digest is kept, so that nobody can go on from it without the key
            mac = keyed.copy()
            mac.update(body if isinstance(body, bytes) else body.encode())
            yield number.to_bytes(8, "big", signed=True) + mac.digest()[:16]
        after = page[-1][0] if len(page) == PAGE else up_to


def link(form: str, previous: str, facts: str, body: bytes) -> str:
    """The MAC of one seal, in hexadecimal: over the MAC before it, its own facts and its records."""
    return hmac.digest(_key(), f"{previous}|{facts}|".encode() + body, form.split("-")[0]).hex()


def _key() -> bytes:
    return provider().key("audit", 32)
