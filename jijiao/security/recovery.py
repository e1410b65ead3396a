"""忘记密码 (M2.3): a one-time code to the registered address. Known and unknown numbers are answered alike."""

import secrets
from datetime import timedelta

from django.db import transaction

from jijiao.accounts.models import Account, document_key, mobile_key
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import send
from jijiao.lib import clock
from jijiao.lib.actor import VISITOR
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.security import visits
from jijiao.security.actions import renew_password
from jijiao.security.models import Recovery
from jijiao.vault.seal import blind_index
from jijiao.web import limits

LIFE = timedelta(minutes=10)
GUESSES = 5
CODES, NETWORK_CODES, AN_HOUR = 5, 60, 60 * 60  # of one number, of one network; an office has one address
CHALLENGE_AFTER = 10
# so many wrong codes on the whole platform in an hour are an attack: codes are then longer, and nobody is shut out
WRONG_CODES, USUAL_DIGITS, MORE_DIGITS = 200, 6, 8
WRONG_CODE = "验证码不正确或已过期，请核对后重填，或重新获取。"
TOO_MANY = "获取验证码过于频繁，请一小时后再试；急用请联系单位管理员重置密码。"
OVER = "本次找回已超时，请从第一步重新开始。"


def begin(document_kind: str, document: str, channel: str, address: str, *, network: str) -> Recovery:
    """Send a code if number and address belong together, and do the same work if they do not.

    `channel` is "email" or "sms", `document` a clean number. Raises Refusal only for too many requests.
    """
    key = document_key(document_kind, document)
    # nothing sealed is opened: that takes time, and would tell that the number is known
    rows = Account.objects.filter(document_key=key, is_active=True).only("pk", "ref", "email", "mobile_key")
    account = rows.first()
    if not _is_address_of(account, channel, address):
        account = None
    # only who knows the address uses up the account's own; strangers who know the number use up what their network has
    counted = account.ref if account else f"{key}:{network}"
    for name, allowed in ((f"recovery:{counted}", CODES), (_network_key(network), NETWORK_CODES)):
        if not limits.take(name, allowed, AN_HOUR):
            raise Refusal(TOO_MANY)
    return _send_code(account, address)


def asked_from(network: str) -> int:
    """How many codes a network asked for lately; from CHALLENGE_AFTER on it meets the challenge."""
    return limits.taken(_network_key(network))


def _network_key(network: str) -> str:
    return f"recovery-from:{network}"


def _is_address_of(account: Account | None, channel: str, address: str) -> bool:
    """The same work with an account and without one."""
    if channel == "email":
        held, said = (account.email if account else "").casefold(), address.strip().casefold()
    else:
        held, said = account.mobile_key if account else "", mobile_key(compact(address))
    return bool(held) and held == said


@transaction.atomic
def _send_code(account: Account | None, address: str) -> Recovery:
    digits = USUAL_DIGITS if limits.taken("recovery-wrong") < WRONG_CODES else MORE_DIGITS
    code = f"{secrets.randbelow(10**digits):0{digits}}"
    recovery = Recovery(account=account, until=clock.now() + LIFE)
    recovery.code = blind_index(f"recovery.{recovery.ref}", code)
    recovery.save()
    text = f"您的验证码是 {code}，10 分钟内有效，用于找回登录密码。任何人向您索要都不要提供。"
    # without an account the message goes nowhere: an empty address is dropped by the worker
    send(address if account else "", "找回登录密码", text, by=VISITOR)
    record(VISITOR, Tag.ACCOUNT_RECOVER, on=account)
    return recovery


def check_code(ref: str, code: str) -> None:
    """Accept the code or raise Refusal; each guess is counted before it is looked at."""
    if not limits.take(f"recovery-code:{ref}", GUESSES, int(LIFE.total_seconds())):
        raise Refusal(WRONG_CODE, "code")
    recovery = Recovery.objects.filter(ref=ref, used_at__isnull=True, until__gt=clock.now()).first()
    right = blind_index(f"recovery.{ref}", compact(code))
    if recovery is None or recovery.account_id is None or not secrets.compare_digest(recovery.code, right):
        limits.count("recovery-wrong", AN_HOUR)
        raise Refusal(WRONG_CODE, "code")


@transaction.atomic
def finish(ref: str, new: str) -> Account:
    """Set the new password once; every session ends, the contacts are told. Raises Refusal at "new", or when over."""
    recovery = Recovery.objects.select_for_update().filter(ref=ref, used_at__isnull=True).first()
    # ten minutes more for choosing a password
    if recovery is None or recovery.account is None or recovery.until + LIFE < clock.now():
        raise Refusal(OVER)
    renew_password(recovery.account, new, field="new", by=VISITOR)
    visits.end(recovery.account)
    recovery.used_at = clock.now()
    recovery.save(update_fields=["used_at"])
    return recovery.account
