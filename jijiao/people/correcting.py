"""Writing other facts of one person, and of the account that goes with them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jijiao.accounts.actions import correct_identity
from jijiao.accounts.models import Account, document_key, mobile_key
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.documents import birth_date, sex
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.standards.codes.titles import level_of

TAKEN = "该证件号已属于另一份档案或另一个账号"


@transaction.atomic
def correct(person: Person, values: Mapping[str, str], *, by: Actor) -> Person:
    """Write clean values (dates as YYYY-MM-DD) with what follows from them: keys, sex, birth, level, the account.

    Raises Refusal when the number belongs to somebody else.
    """
    held = Person.everywhere.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    if "document" in values and (problem := number_taken(held, values["document_kind"], values["document"])):
        raise Refusal(problem, "document")
    for field, value in values.items():
        setattr(held, field, (date.fromisoformat(value) if value else None) if field == "title_on" else value)
    if "mobile" in values:
        held.mobile_key = mobile_key(held.mobile) if held.mobile else ""
    if "title" in values:
        held.title_level = level_of(held.title_series, held.title) or held.title_level
    if "document" in values:
        held.document_key = document_key(held.document_kind, held.document)
        held.sex = sex(held.document_kind, held.document) or held.sex
        held.born_on = birth_date(held.document_kind, held.document) or held.born_on
    held.save()
    identity = {name: values[name] for name in ("name", "document_kind", "document") if name in values}
    if held.account is not None and identity:
        correct_identity(held.account, identity, by=by)
    record(by, Tag.PERSON_CORRECT, on=held, unit_id=held.unit_id, fields=sorted(values))
    return held


def number_taken(person: Person, kind: str, number: str) -> str:
    """Why the number cannot be this person's; empty when it can. For reviewers: who asks is not told."""
    key = document_key(kind, number)
    others = Person.everywhere.filter(document_key=key).exclude(pk=person.pk).exists()
    accounts = Account.objects.filter(document_key=key).exclude(pk=person.account_id or 0).exists()
    return TAKEN if others or accounts else ""
