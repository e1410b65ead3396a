"""Proving who one is without a session of one's own: an account's password, or a 查询编号 with its document."""

from jijiao.accounts.models import Account, document_key
from jijiao.accounts.signing_in import WrongPair, check_pair
from jijiao.lib.refusal import Refusal
from jijiao.lib.text import compact
from jijiao.registration.models import Registration
from jijiao.registration.queries import by_reference, find
from jijiao.vault.seal import blind_index
from jijiao.web import limits
from jijiao.web.request import Request

SESSION_KEY = "registration"
TRIES, NETWORK_TRIES, QUARTER_HOUR = 5, 60, 15 * 60
SUBMISSIONS, TEN_MINUTES = 60, 10 * 60  # of one network: an office registers its whole staff behind one address
INVITATIONS, HOUR, DAY = 10, 60 * 60, 24 * 60 * 60
TOO_OFTEN = "提交过于频繁，请 10 分钟后再试，您填写的内容还在"
NOT_FOUND = "查询编号或证件号不正确，请核对后重新填写"


def check_existing(request: Request, kind: str, number: str, password: str, before: Registration | None) -> Account:
    """The account of 已是本系统用户, counted as a sign-in. Says no more than that the pair is wrong.

    In a correction an empty password keeps the account proved before.
    """
    key = document_key(kind, number)
    if before is not None and before.existing_account is not None and before.document_key == key and not password:
        return before.existing_account
    try:
        account = check_pair(request, number, password)
    except Refusal as refusal:
        raise refusal.about("password") from refusal
    if account.document_key != key:
        raise WrongPair("账号或密码错误，请核对证件类型、证件号和密码", field="password")
    return account


def may_submit(request: Request) -> None:
    """Raises Refusal when one network hands in applications like a machine."""
    if not limits.take(f"register:{_address(request)}", SUBMISSIONS, TEN_MINUTES):
        raise Refusal(TOO_OFTEN)


def why_wait(request: Request) -> str:
    """Why this network may hand in nothing now, so that no file is stored for it; "" when it may. Counts nothing."""
    return TOO_OFTEN if limits.taken(f"register:{_address(request)}") >= SUBMISSIONS else ""


def may_invite(request: Request, address: str) -> None:
    """Raises Refusal when one network sends invitations like a machine, or to one address again and again."""
    if not limits.take(f"invite:{_address(request)}", INVITATIONS, HOUR):
        raise Refusal("邀请过于频繁，请一小时后再试，您填写的内容还在")
    if address and not limits.take(f"invite-to:{blind_index('registration.invitation', address)}", 1, DAY):
        raise Refusal("今天已向这个地址发过邀请，请明天再试，或不填地址、自己把链接转给单位", field="address")


def look_up(request: Request, number: str, document: str) -> Registration:
    """The application of a 查询编号 and its document; both wrong and unknown pairs get the same sentence."""
    keys = {f"register-status:{_address(request)}": NETWORK_TRIES, f"register-number:{compact(number)[:20]}": TRIES}
    # every counter is counted, so that the answer does not tell which one is full
    if not all([limits.take(key, allowed, QUARTER_HOUR) for key, allowed in keys.items()]):
        raise Refusal("查询次数过多，请 15 分钟后再试")
    registration = find(number, document)
    if registration is None:
        raise Refusal(NOT_FOUND, field="number")
    limits.clear(f"register-number:{compact(number)[:20]}")
    return registration


def remember(request: Request, registration: Registration) -> None:
    """This session has proved that it knows the application."""
    request.session[SESSION_KEY] = registration.ref


def remembered(request: Request) -> Registration | None:
    """The application this session has proved to know."""
    ref = request.session.get(SESSION_KEY, "")
    return by_reference(ref) if ref else None


def _address(request: Request) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
