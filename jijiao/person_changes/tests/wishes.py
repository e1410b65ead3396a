"""Requests of technicians for tests."""

from collections.abc import Mapping
from typing import Any

from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.people.credentials import SUB_TABLES
from jijiao.people.models import Credential, Person
from jijiao.person_changes.actions import Wish, amend
from jijiao.person_changes.entries import EntryWish
from jijiao.person_changes.facts import entry_version, values_of, version_of
from jijiao.person_changes.models import PersonChange


def upload(hat: Hat) -> Attachment:
    """A picture that the technician uploaded, without a file on disk."""
    return Attachment.everywhere.create(
        name="证书.png", kind="png", size=64, digest="0" * 32, width=8, height=8, uploaded_by=hat.account_id,
        stored_as=f"00/{Attachment.everywhere.count()}-proof.png", created_at=clock.now(),
    )  # fmt: skip


def wish(hat: Hat, **changes: Any) -> Wish:
    person = Person.everywhere.get(account=hat.account)
    return Wish(
        answers=values_of(person) | changes,
        base=version_of(person),
        reason="与证书不符",
        proofs=(upload(hat).ref,),
    )


def asked(hat: Hat, **changes: Any) -> list[PersonChange]:
    """What the technician asks for; one request for each group of fields."""
    return amend(Person.everywhere.get(account=hat.account), wish(hat, **changes), by=hat).asked


def of_entry(
    hat: Hat, kind: str, values: Mapping[str, str], entry: Credential | None = None, *, current: bool = False
) -> EntryWish:
    """A wish about an entry of a sub-table; what is not said is blank."""
    person, table = Person.everywhere.get(account=hat.account), SUB_TABLES[kind]
    return EntryWish(
        table=table,
        values=dict.fromkeys(table.names, "") | dict(values),
        base=entry_version(table, person, entry),
        current=current,
        reason="取得证书",
        proofs=(upload(hat).ref,),
    )
