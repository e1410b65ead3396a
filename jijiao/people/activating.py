"""激活: people on a roll without an account get a link that opens once, and set their own password through it.

The secret is random and stands in the link alone; the table keeps its blind index.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from jijiao.accounts import actions as accounts
from jijiao.accounts.models import Account
from jijiao.audit.actions import record, record_each
from jijiao.audit.tags import Tag
from jijiao.lib import clock
from jijiao.lib.actor import VISITOR, Actor
from jijiao.lib.refusal import Refusal
from jijiao.people import rules
from jijiao.people.actions import link_account
from jijiao.people.models import Activation, Person
from jijiao.vault.seal import blind_index

VALID = timedelta(days=30)


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
    held = Activation.everywhere.select_for_update(of=("self",)).select_related("person").get(pk=activation.pk)
    person = held.person
    if not held.secret_key or held.secret_key != activation.secret_key or why_not(person):
        raise NotOpen("这个链接已使用或已失效，请联系单位重新发放。")
    account = accounts.register(
        document_kind=person.document_kind, document=person.document, name=person.name, mobile=person.mobile,
        email=person.email, password_hash=password_hash, by=VISITOR,
    )  # fmt: skip
    link_account(person, account, by=VISITOR)
    held.secret_key, held.used_at = "", clock.now()
    held.save(update_fields=["secret_key", "used_at"])
    record(VISITOR, Tag.PERSON_ACTIVATE, on=person, unit_id=person.unit_id)
    return account
