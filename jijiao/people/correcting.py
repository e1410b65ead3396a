"""Writing other facts of one person, and of the account that goes with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from jijiao.accounts.actions import correct_contacts, correct_identity
from jijiao.accounts.models import Account, document_key, mobile_key
from jijiao.audit.actions import record
from jijiao.audit.tags import Tag
from jijiao.lib.actor import Actor
from jijiao.lib.documents import birth_date, sex
from jijiao.lib.refusal import Refusal
from jijiao.people.models import Person
from jijiao.standards.codes.titles import NO_TITLE, level_of

TAKEN = "该证件号已属于另一份档案或另一个账号"
IDENTITY = ("name", "document_kind", "document")


@transaction.atomic
def correct(person: Person, values: Mapping[str, str], *, by: Actor) -> Person:
    """Write clean values (all as text) with what follows from them: keys, sex, birth, level, the account.

    Raises Refusal when the number belongs to somebody else.
    """
    held = Person.everywhere.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    if "document" in values and (problem := number_taken(held, values["document_kind"], values["document"])):
        raise Refusal(problem, "document")
    for field, value in values.items():
        setattr(held, field, of_text(field, value))
    if "mobile" in values:
        held.mobile_key = mobile_key(held.mobile) if held.mobile else ""
    if "title" in values:
        level = level_of(held.title_series, held.title)
        held.title_level = "" if held.title_series == NO_TITLE else level or held.title_level
    if "document" in values:
        held.document_key = document_key(held.document_kind, held.document)
        held.sex = sex(held.document_kind, held.document) or held.sex
        held.born_on = birth_date(held.document_kind, held.document) or held.born_on
    held.save()
    record(by, Tag.PERSON_CORRECT, on=held, unit_id=held.unit_id, fields=sorted(values))
    if held.account is not None:
        _correct_account(held.account, values, by)
    return held


def of_text(field: str, value: str) -> Any:
    """A field's value from the text that forms and requests keep it as."""
    kind = Person._meta.get_field(field)
    if isinstance(kind, models.DateField):
        return date.fromisoformat(value) if value else None
    if isinstance(kind, models.PositiveSmallIntegerField):
        return int(value) if value else None
    return value


def _correct_account(account: Account, values: Mapping[str, str], by: Actor) -> None:
    """Who signs in is the same person: the same name and number. Where a password is recovered is not written here."""
    if identity := {name: values[name] for name in IDENTITY if name in values}:
        correct_identity(account, identity, by=by)
    if "landline" in values and by.account_id == account.pk and values["landline"] != account.landline:
        correct_contacts(account, {"landline": values["landline"]}, by=by)


def number_taken(person: Person, kind: str, number: str) -> str:
    """Why the number cannot be this person's; empty when it can. For reviewers: who asks is not told."""
    key = document_key(kind, number)
    others = Person.everywhere.filter(document_key=key).exclude(pk=person.pk).exists()
    accounts = Account.objects.filter(document_key=key).exclude(pk=person.account_id or 0).exists()
    return TAKEN if others or accounts else ""
