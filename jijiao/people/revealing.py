"""查看完整证件号: the one way in which a whole number is shown; with a reason, on the record, told to the person."""

from django.db import transaction

from jijiao.accounts.models import Account
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib.actor import Actor
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.web import limits

REASONS = (
    ("system", "录入其他业务系统"),
    ("paper", "填写纸质材料"),
    ("check", "与证件原件核对"),
    ("call", "回复本人或单位的查询"),
    ("other", "其他（请在说明中写明）"),
)
A_DAY, BUDGET = 24 * 60 * 60, 50  # numbers one account may look at in a day (security 4.3)


@transaction.atomic
def reveal(person: Person, *, reason: str, note: str = "", by: Actor) -> str:
    """The person's whole document number. Raises Refusal without a reason, and beyond the day's budget."""
    _check(reason, note, by)
    record(by, Tag.PERSON_REVEAL, on=person, unit_id=person.unit_id, reason=_words(reason, note))
    _tell(person.account, reason, note, by)
    return person.document


@transaction.atomic
def reveal_account(account: Account, *, reason: str, note: str = "", by: Actor) -> str:
    """The same for an account, which may belong to somebody on no roll."""
    _check(reason, note, by)
    record(by, Tag.ACCOUNT_REVEAL, on=account, reason=_words(reason, note))
    _tell(account, reason, note, by)
    return account.document


def _check(reason: str, note: str, by: Actor) -> None:
    if reason not in dict(REASONS):
        raise Refusal("请选择查看原因", "reason")
    if reason == "other" and not note:
        raise Refusal("请在说明中写明查看原因", "note")
    if not limits.take(f"reveal:{by.account_id}", BUDGET, A_DAY):
        raise Refusal(f"今天查看完整证件号已达 {BUDGET} 次，请明天再试；确需更多请使用导出并经审批")


def _tell(account: Account | None, reason: str, note: str, by: Actor) -> None:
    if account is not None:
        text = f"{by.label}查看了您的完整证件号。原因：{_words(reason, note)}。如有疑问，请与其联系。"
        tell([account], title="您的完整证件号被查看", text=text, to="/my-data/", by=by)


def _words(reason: str, note: str) -> str:
    return f"{dict(REASONS)[reason]}：{note}" if note else dict(REASONS)[reason]
