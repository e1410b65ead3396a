"""Signing in (登录): every try is counted before it is looked at, so that parallel guesses gain nothing."""

from django.contrib.auth import authenticate, login
from django.contrib.auth import logout as end_session
from django.db import transaction
from django.http import HttpRequest

from jijiao.accounts import devices
from jijiao.accounts.backend import AccountKey, find_key
from jijiao.accounts.hats import USER_TYPES, hats_of, user_type
from jijiao.accounts.middleware import SESSION_KEY
from jijiao.accounts.models import Account, Hat
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import VISITOR
from jijiao.lib.masks import mask_network
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.vault.seal import blind_index
from jijiao.web import limits

TRIES = 5
WINDOW = 15 * 60
LONGEST_REST, A_DAY = 2 * 60 * 60, 24 * 60 * 60  # each rest of one day is twice as long as the one before
CHALLENGE_AFTER = 2
CHALLENGE_NETWORK_AFTER = 10
NETWORK_TRIES = 300  # failures of one network in a window: an office may mistype, a machine may not go on
FAILED_HERE = "sign_in_failed"
WRONG = "账号或密码错误，请重新录入您的账号、密码，或进行密码找回"


class WrongPair(Refusal):
    """Account or password is wrong; the message says how many tries are left."""


class Locked(Refusal):
    """Too many tries; the message says when to come back."""


def challenge_needed(request: HttpRequest, login_name: str = "") -> bool:
    """Whether this account, here, or this network has failed often enough for the challenge (验证码).

    Without a name it is about the account that last failed in this browser: a page opened anew asks at once.
    """
    key = _counter(request, login_name)[0] if login_name else request.session.get(FAILED_HERE, "")
    if limits.taken(key) < CHALLENGE_AFTER:
        return network_failures(request) >= CHALLENGE_NETWORK_AFTER
    if login_name:
        request.session[FAILED_HERE] = key
    return True


def network_failures(request: HttpRequest) -> int:
    """How often signing in failed lately from this network."""
    return limits.taken(_network_key(_address(request)))


def check_pair(request: HttpRequest, login_name: str, password: str) -> Account:
    """The account of a right pair. Raises WrongPair or Locked; a success forgets the failures before it.

    A device the owner has signed in from has a counter of its own: strangers who know the number cannot shut it out.
    """
    if network_failures(request) >= NETWORK_TRIES:
        raise Locked("您所在的网络登录失败次数过多，请 15 分钟后再试")
    key, found = _counter(request, login_name)
    tries = limits.count(key, WINDOW)
    if tries > TRIES:
        minutes = -(-limits.seconds_left(key) // 60)
        raise Locked(f"登录失败次数过多，请 {minutes} 分钟后再试；忘记密码可用“忘记密码”找回")
    account = authenticate(request, login_name=login_name, password=password)
    if not isinstance(account, Account):
        # only failures: an office whose people all sign in at nine is not an attack
        limits.count(_network_key(_address(request)), WINDOW)
        left = TRIES - tries
        if not left and found is not None:
            _note_lock(request, found)
        raise WrongPair(f"{WRONG}。" + (f"还可以再试 {left} 次" if left else _rest(key)))
    limits.clear_all(key)
    return account


def _rest(key: str) -> str:
    """Stop further tries at `key` for a while, the next time twice as long; the sentence about it."""
    rests = limits.count(f"{key}:rests", A_DAY)
    seconds = min(WINDOW * 2 ** (rests - 1), LONGEST_REST)
    limits.hold(key, seconds)
    return f"已连续失败 {TRIES} 次，请 {seconds // 60} 分钟后再试"


@transaction.atomic
def _note_lock(request: HttpRequest, found: AccountKey) -> None:
    """In the trail, for the owner and the auditor: not each failure, only that there were too many."""
    record(VISITOR, Tag.ACCOUNT_LOCK, on=Account(pk=found.pk), network=mask_network(_address(request)))


def hat_for(account: Account, chosen: str) -> Hat:
    """The hat of the chosen user type; a Refusal names the types the account does have."""
    hats = hats_of(account)
    fitting = [hat for hat in hats if user_type(hat) == chosen]
    if fitting:
        return fitting[0]
    others = "、".join(dict.fromkeys(USER_TYPES[user_type(hat)] for hat in hats))
    if others:
        raise Refusal(f"此账号不是“{USER_TYPES[chosen]}”用户，请选择用户类型：{others}", field="user_type")
    raise Refusal("此账号目前没有可用的身份，请联系单位管理员", field="user_type")


@transaction.atomic
def enter(request: HttpRequest, hat: Hat) -> None:
    """Start a session (new key) in this hat."""
    login(request, hat.account)
    request.session[SESSION_KEY] = hat.pk
    record(hat, Tag.ACCOUNT_SIGN_IN, on=hat.account)


@transaction.atomic
def leave(request: HttpRequest) -> None:
    """End the session and everything kept in it."""
    hat = getattr(request, "hat", None)
    record(hat or VISITOR, Tag.ACCOUNT_SIGN_OUT, on=hat.account if hat else None)
    end_session(request)


def forget_failures(account: Account) -> None:
    """Let the account sign in again, whichever of its names was tried too often."""
    limits.clear_all(_key_of(account.ref, ""))


def failures_of(account: Account) -> int:
    """How often signing in failed lately under the account's names; with TRIES of them it is locked."""
    return limits.taken(_key_of(account.ref, ""))


def _counter(request: HttpRequest, login_name: str) -> tuple[str, AccountKey | None]:
    """Where tries at this name are counted, and whose it is: one counter for an account, whichever of its names.

    Names that are nobody's are counted one by one; both cost the same two queries and one index.
    """
    found = find_key(login_name)
    ref = found.ref if found else ""
    return _key_of(ref, login_name) + devices.known(request, ref), found


def _key_of(ref: str, login_name: str) -> str:
    said = f"account.{ref}" if ref else f"name.{compact(login_name).upper()}"
    return f"sign-in:{blind_index('sign-in', said)}"


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _network_key(address: str) -> str:
    return f"sign-in-from:{address}"
