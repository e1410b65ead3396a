"""The limiter: one atomic statement per try, so that 200 parallel tries against a limit of 5 let exactly 5 through."""

from datetime import timedelta

from django.db import connection

from jijiao.lib import clock
from jijiao.web.models import Limit

TAKE = """
INSERT INTO web_limit (key, taken, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  taken = CASE WHEN web_limit.until <= %s THEN 1 ELSE web_limit.taken + 1 END,
  until = CASE WHEN web_limit.until <= %s THEN excluded.until ELSE web_limit.until END
RETURNING taken
"""


def take(key: str, allowed: int, seconds: int) -> bool:
    """Count one try of `key`; False once more than `allowed` were taken in the window of `seconds`."""
    return count(key, seconds) <= allowed


def count(key: str, seconds: int) -> int:
    """Count one try of `key` and say the how-manyth of its window it is."""
    now = clock.now()
    until = connection.ops.adapt_datetimefield_value(now + timedelta(seconds=seconds))
    present = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [key, until, present, present])
        return int(cursor.fetchone()[0])


def taken(key: str) -> int:
    """Tries so far in the running window."""
    row = Limit.objects.filter(key=key, until__gt=clock.now()).first()
    return row.taken if row else 0


def hold(key: str, seconds: int) -> None:
    """Let the running window of `key` last for `seconds` from now."""
    Limit.objects.filter(key=key).update(until=clock.now() + timedelta(seconds=seconds))


def seconds_left(key: str) -> int:
    """How long the running window of `key` still lasts."""
    row = Limit.objects.filter(key=key, until__gt=clock.now()).first()
    return int((row.until - clock.now()).total_seconds()) + 1 if row else 0


def clear(key: str) -> None:
    """Forget the tries, as after a success."""
    Limit.objects.filter(key=key).delete()


def clear_all(beginning: str) -> None:
    """Forget the tries of every key that begins so."""
    Limit.objects.filter(key__startswith=beginning).delete()


def expire() -> int:
    """Forget the windows that are over; how many. Runs periodically."""
    return Limit.objects.filter(until__lte=clock.now()).delete()[0]
