"""登记的手机和邮箱: where codes and notices go. A new one counts once a code sent there has come back.

This is the only way to change them. Higher apps that keep them too add a follower, once, in their `ready()`.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from jijiao.accounts.actions import correct_contacts
from jijiao.accounts.models import Account
from jijiao.letters.actions import send, tell
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.security.actions import prove
from jijiao.vault.seal import blind_index, seal, unseal
from jijiao.web import limits

LIFE = timedelta(minutes=10)
GUESSES, CODES, AN_HOUR = 5, 5, 60 * 60
CHANNELS = {"mobile": "手机", "email": "邮箱"}
WRONG_CODE = "验证码不正确或已过期，请核对后重填，或重新获取。"
TOO_MANY = "获取验证码过于频繁，请一小时后再试。"
EVERYWHERE = ("site", "email", "sms")


@dataclass(frozen=True)
class Follower:
    """Whoever keeps the contacts of accounts too: whether it has another one, and how it takes the new one over."""

    differs: Callable[[Account, str, str], bool]
    follow: Callable[[Account, str, str, Actor], None]


followers: list[Follower] = []


@dataclass(frozen=True)
class Pending:
    """A change that waits for its code, as the session keeps it: the address sealed, of the code its blind index."""

    channel: str
    sealed: str
    code: str
    until: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def ask(account: Account, channel: str, address: str, password: str, *, by: Actor) -> Pending:
    """Send a code to the new address. Raises Refusal at "password" and "address", and for too many codes."""
    prove(account, password, field="password", called="密码")
    if not _new(account, channel, address):
        raise Refusal(f"与现在登记的{CHANNELS[channel]}相同，不需要更换", "address")
    if not limits.take(f"contact:{account.pk}", CODES, AN_HOUR):
        raise Refusal(TOO_MANY)
    code = f"{secrets.randbelow(10**6):06}"
    text = f"您的验证码是 {code}，10 分钟内有效，用于更换登记的{CHANNELS[channel]}。任何人向您索要都不要提供。"
    send(address, "更换登记的联系方式", text, by=by)
    limits.clear(f"contact-code:{account.pk}")
    until = (clock.now() + LIFE).isoformat()
    return Pending(channel, seal(address, _place(account)), _index(account, code), until)


def confirm(account: Account, pending: Pending, typed: str, *, by: Actor) -> None:
    """Change it wherever it is kept; the contacts of before are told. Guesses are counted before they are looked at."""
    tries = limits.count(f"contact-code:{account.pk}", int(LIFE.total_seconds()))
    right = secrets.compare_digest(pending.code, _index(account, compact(typed)))
    if tries > GUESSES or not right or datetime.fromisoformat(pending.until) < clock.now():
        raise Refusal(WRONG_CODE, "code")
    limits.clear(f"contact-code:{account.pk}")
    _change(account, pending, by=by)


@transaction.atomic
def _change(account: Account, pending: Pending, *, by: Actor) -> None:
    channel, address = pending.channel, unseal(pending.sealed, _place(account))
    # they lock rows of theirs before the account's, as everybody does who writes both
    for follower in followers:
        follower.follow(account, channel, address, by)
    if address == getattr(account, channel):
        return
    word = CHANNELS[channel]
    text = f"您登记的{word}已更换，今后验证码和通知发往新的{word}。如不是您本人操作，请立即修改密码并联系单位管理员。"
    tell([account], title="登记的联系方式已更换", text=text, channels=EVERYWHERE, by=by)
    correct_contacts(account, {channel: address}, by=by)


def _new(account: Account, channel: str, address: str) -> bool:
    """Whether the account or a follower has another one."""
    return address != getattr(account, channel) or any(each.differs(account, channel, address) for each in followers)


def _place(account: Account) -> str:
    return f"security.contact.{account.ref}"


def _index(account: Account, code: str) -> str:
    return blind_index(f"contact.{account.ref}", code)
