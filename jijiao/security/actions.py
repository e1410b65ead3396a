"""The verbs of 账号安全: change a password, end sessions, unlock. Resetting somebody else's is in `resetting`."""

from django.contrib.auth.hashers import check_password as same_password
from django.db import transaction

from jijiao.accounts import signing_in
from jijiao.accounts.actions import set_password
from jijiao.accounts.models import Account
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.actor import Actor
from jijiao.lib.passwords import check_password
from jijiao.lib.refusal import Refusal
from jijiao.security import visits
from jijiao.security.models import TemporaryPassword, Visit
from jijiao.web import limits

TRIES, WINDOW = 5, 15 * 60
EVERYWHERE = ("site", "email", "sms")


def change_password(account: Account, old: str, new: str, *, keep: str | None = None, by: Actor) -> None:
    """修改密码 by the person: every other session ends, the contacts are told. `keep` is the own session's key.

    Tries at the old password are counted before they are looked at. Raises Refusal at "old" or "new".
    """
    prove(account, old, field="old", called="原密码")
    if old == new:
        raise Refusal("新密码与原密码相同，请换一个。", "new")
    renew_password(account, new, field="new", by=by)
    visits.end(account, except_key=keep)


def prove(account: Account, password: str, *, field: str, called: str) -> None:
    """Whoever sits there knows the password. Raises Refusal at `field`; `called` is what the page calls it."""
    key = f"password:{account.pk}"
    if not limits.take(key, TRIES, WINDOW):
        raise Refusal(f"{called}录错次数过多，请 15 分钟后再试。", field)
    if not same_password(password, account.password):
        raise Refusal(f"{called}不正确，请重新填写。", field)
    limits.clear(key)


@transaction.atomic
def renew_password(account: Account, new: str, *, field: str = "", by: Actor) -> None:
    """A password the person chose: no longer a temporary one, failures forgotten, the contacts told."""
    try:
        check_password(new, document=account.document)
    except Refusal as refusal:
        raise Refusal(refusal.message, field) from refusal
    set_password(account, new, by=by)
    TemporaryPassword.objects.filter(account=account).delete()
    signing_in.forget_failures(account)
    text = "您的登录密码已修改，其他设备已退出登录。如不是您本人操作，请立即用“忘记密码”找回并联系单位管理员。"
    tell([account], title="登录密码已修改", text=text, channels=EVERYWHERE, by=by)


@transaction.atomic
def require_change(account: Account, *, by: Actor) -> None:
    """The password was set by another: it is for the first sign-in only."""
    TemporaryPassword.objects.update_or_create(account=account, defaults={"since": clock.now()})
    record(by, Tag.ACCOUNT_TEMPORARY, on=account)


@transaction.atomic
def end_sessions(account: Account, *, keep: str | None = None, by: Actor) -> int:
    """Sign the account out everywhere, but for the session `keep`; how many sessions ended."""
    count = visits.end(account, except_key=keep)
    record(by, Tag.ACCOUNT_END_SESSIONS, on=account, count=count)
    return count


@transaction.atomic
def end_visit(visit: Visit, *, by: Actor) -> None:
    """Sign one device out."""
    visit.session.delete()
    record(by, Tag.ACCOUNT_END_SESSIONS, on=visit.account, count=1)


@transaction.atomic
def unlock(account: Account, *, by: Actor) -> None:
    """Forget the failed tries that stop the account from signing in."""
    signing_in.forget_failures(account)
    record(by, Tag.ACCOUNT_UNLOCK, on=account)
    tell([account], title="账号已解锁", text="您的账号已解除登录限制，可以重新登录。", by=by)
