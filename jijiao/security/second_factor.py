"""两步验证: a one-time password (动态口令) of a phone app beside the password, and recovery codes for its loss.

Each one-time password is good once: the step it belongs to must be later than the last one accepted. Tries are counted
outside the transaction of what they open: a refusal would take its own count back.
"""

import secrets

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from jijiao.accounts.models import Account, Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib import clock, totp
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.security.actions import prove
from jijiao.security.models import RecoveryCode, SecondFactor
from jijiao.vault.seal import blind_index
from jijiao.web import limits

PROVED = "second_factor"
TRIES, WINDOW = 5, 15 * 60
CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
WRONG = "动态口令或恢复码不正确，请核对手机时间后重填。每个口令只能使用一次。"
TOO_MANY = "录错次数过多，请 15 分钟后再试。"
EVERYWHERE = ("site", "email", "sms")
ENFORCED_KINDS = {"administrators": (Hat.Kind.ADMINISTRATOR, Hat.Kind.OPERATOR), "operators": (Hat.Kind.OPERATOR,)}


def is_on(account_id: int) -> bool:
    """Whether the account has confirmed a second factor."""
    return SecondFactor.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()


def is_demanded(hat: Hat) -> bool:
    """Whether the setting SECOND_FACTOR_FOR demands one of this hat."""
    return hat.kind in ENFORCED_KINDS.get(settings.SECOND_FACTOR_FOR, ())


def is_missing(request: HttpRequest, hat: Hat) -> bool:
    """Whether this session wears a hat that demands a second factor, and its account has none."""
    if not is_demanded(hat) or request.session.get(PROVED):
        return False
    if not is_on(hat.account_id):
        return True
    request.session[PROVED] = True
    return False


def codes_left(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


@transaction.atomic
def begin(account: Account) -> SecondFactor:
    """The secret to be scanned; the same one until it is confirmed."""
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(
        account=account, defaults={"secret": totp.new_secret()}
    )
    if factor.confirmed_at is not None:
        raise Refusal("两步验证已经开启")
    return factor


def confirm(account: Account, typed: str, *, by: Actor) -> list[str]:
    """Turn it on with a first one-time password; the recovery codes, shown once. Raises Refusal at "code"."""
    factor = begin(account)
    _count(account)
    with transaction.atomic():
        _accept_password(factor, typed)
        SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=clock.now())
        codes = _new_codes(account)
        record(by, Tag.ACCOUNT_SECOND_FACTOR_ON, on=account)
        _tell(account, "两步验证已开启", "您的账号已开启两步验证，以后登录须填写手机应用上的动态口令。", by=by)
    return codes


def check(account: Account, typed: str) -> None:
    """Accept a one-time password or a recovery code, each once, or raise Refusal. Counted before it is looked at."""
    _count(account)
    factor = SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).first()
    if factor is None:
        raise Refusal(WRONG, "code")
    if compact(typed).isdecimal():
        _accept_password(factor, typed)
    elif not _use_code(account, typed):
        raise Refusal(WRONG, "code")
    limits.clear(_key(account))


def renew_codes(account: Account, password: str, *, by: Actor) -> list[str]:
    """Ten new recovery codes; the old ones end. Needs the password."""
    prove(account, password, field="password", called="密码")
    with transaction.atomic():
        codes = _new_codes(account)
        record(by, Tag.ACCOUNT_RECOVERY_CODES, on=account)
    return codes


def turn_off(account: Account, password: str, *, by: Actor) -> None:
    """By the person, with the password, as before changing phones; where it is demanded, setting it up follows."""
    prove(account, password, field="password", called="密码")
    drop(account, by=by)


@transaction.atomic
def drop(account: Account, *, by: Actor) -> None:
    """Take it off: by the person above, or by an operator after checking who asks. The contacts are told."""
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    limits.clear(_key(account))
    record(by, Tag.ACCOUNT_SECOND_FACTOR_OFF, on=account)
    _tell(account, "两步验证已关闭", "如不是您本人办理，请立即修改密码并联系单位管理员。", by=by)


def _key(account: Account) -> str:
    return f"second:{account.pk}"


def _count(account: Account) -> None:
    if not limits.take(_key(account), TRIES, WINDOW):
        raise Refusal(TOO_MANY, "code")


def _accept_password(factor: SecondFactor, typed: str) -> None:
    step = totp.matching_step(factor.secret, compact(typed), clock.now())
    later = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step or 0)
    if step is None or later.update(last_step=step) != 1:
        raise Refusal(WRONG, "code")


def _new_codes(account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(account=account, code=_sealed(account, code)) for code in codes])
    return codes


def _use_code(account: Account, typed: str) -> bool:
    rows = RecoveryCode.objects.filter(account=account, code=_sealed(account, typed), used_at__isnull=True)
    return rows.update(used_at=clock.now()) == 1


def _sealed(account: Account, code: str) -> str:
    """Fifty random bits under a secret key: a slow hash would add nothing."""
    return blind_index(f"recovery-code.{account.ref}", compact(code).lower().replace("-", ""))


def _tell(account: Account, title: str, text: str, *, by: Actor) -> None:
    tell([account], title=title, text=text, channels=EVERYWHERE, by=by)
