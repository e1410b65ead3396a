"""激活: people on a roll without an account get a link that opens once, and set their own password through it.

Where the number has an account already, which nobody has shown to be theirs, they prove its password instead.

The secret is random and stands in the link alone; the table keeps its blind index.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account, Hat
from jijiao.accounts.permissions import Permission
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.letters.actions import tell
from jijiao.lib import clock
from jijiao.lib.actor import VISITOR, Actor
from jijiao.lib.names import same_name
from jijiao.lib.refusal import Refusal
from jijiao.people import rules
from jijiao.people.actions import link_account
from jijiao.people.models import Activation, Person
from jijiao.vault.seal import blind_index

VALID = timedelta(days=30)
CLAIMED = "账号已关联单位名册"
OTHER_NAME = "账号登记的姓名与单位名册的不一致，不能关联。请联系单位核对姓名，或联系平台客服核验身份。"


class NotOpen(Refusal):
    """The link was used, replaced or has expired, or the person is off the roll or has an account by now."""


def why_not(person: Person) -> str:
    """Why somebody gets no link; empty when they do."""
    if person.account_id is not None:
        return "已有登录账号。"
    return "此人不在册。" if person.status in {*rules.OFF_ROLL, rules.MERGED} else ""


@transaction.atomic
def open_links(people: Sequence[Person], *, drawn: Mapping[int, str] | None = None, by: Actor) -> dict[int, str]:
    """A new secret for each, by the person's id; the links they had before end. `drawn` are secrets made before."""
    now = clock.now()
    found = {person.pk: drawn[person.pk] if drawn else new_secret() for person in people}
    Activation.everywhere.bulk_create(
        [
            Activation(person_id=pk, secret_key=secret_key(secret), issued_at=now, expires_at=now + VALID)
            for pk, secret in found.items()
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["secret_key", "issued_at", "expires_at"],
    )
    record_each(by, Tag.PERSON_INVITE, people)
    return found


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def secret_key(secret: str) -> str:
    return blind_index("people.activation", secret)


def activation_by(secret: str) -> Activation | None:
    """The open link with this secret."""
    rows = Activation.everywhere.filter(secret_key=secret_key(secret), expires_at__gt=clock.now())
    found = rows.select_related("person__unit").first()
    return found if found is not None and not why_not(found.person) else None


@transaction.atomic
def activate(activation: Activation, password_hash: str) -> Account:
    """The person set a password: the account begins, and the link ends. Raises Refusal."""
    held = _held(activation)
    person = held.person
    account = accounts.register(
        document_kind=person.document_kind, document=person.document, name=person.name, mobile=person.mobile,
        email=person.email, password_hash=password_hash, by=VISITOR,
    )  # fmt: skip
    link_account(person, account, by=VISITOR)
    _used(held, by=VISITOR)
    return account


def account_of(activation: Activation) -> Account | None:
    """The account that the person's number has by now; with it the link asks for its password."""
    return Account.objects.filter(document_key=activation.person.document_key).first()


@transaction.atomic
def claim(activation: Activation, account: Account, *, by: Actor) -> Person:
    """The person with the link signed in: the account is bound to the roll, and the link ends. Raises Refusal.

    Both proofs are needed: the link went to the contacts on the roll, the password is the account's.
    """
    held = _held(activation)
    if not same_name(account.name, held.person.name):
        raise Refusal(OTHER_NAME)
    person = link_account(held.person, account, by=by)
    _used(held, by=by)
    text = f"您的账号已与“{person.unit.name}”名册中的本人信息关联。如不是您本人办理，请立即修改密码并联系平台客服。"
    tell([account], title=CLAIMED, text=text, channels=("site", "email", "sms"), by=by)
    hats = Hat.everywhere.filter(unit=person.unit, ended_at__isnull=True).select_related("account", "unit", "role")
    told = [hat.account for hat in hats if Permission.PEOPLE_MANAGE in hat.standing and hat.account_id != account.pk]
    tell(told, title=CLAIMED, text=f"{person.name}已凭激活链接和原密码，把已有的账号与本单位名册关联。", by=by)
    return person


def _held(activation: Activation) -> Activation:
    rows = Activation.everywhere.select_for_update(of=("self",)).select_related("person__unit")
    held = rows.get(pk=activation.pk)
    if not held.secret_key or held.secret_key != activation.secret_key or why_not(held.person):
        raise NotOpen("这个链接已使用或已失效，请联系单位重新发放。")
    return held


def _used(held: Activation, *, by: Actor) -> None:
    held.secret_key, held.used_at = "", clock.now()
    held.save(update_fields=["secret_key", "used_at"])
    record(by, Tag.PERSON_ACTIVATE, on=held.person, unit_id=held.person.unit_id)
