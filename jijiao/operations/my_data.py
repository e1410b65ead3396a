"""What is kept about one account and its person: the objects whose events the person may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from jijiao.accounts.models import Account, Hat
from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.certificates.models import Certificate
from jijiao.credits.models import Entry
from jijiao.declarations.models import Declaration
from jijiao.operations.trail import about
from jijiao.people.models import Person
from jijiao.person_changes.models import PersonChange
from jijiao.registration.models import PersonRegistration
from jijiao.reviews.models import Review
from jijiao.transfers.models import Transfer

REVEALS = (Tag.ACCOUNT_REVEAL, Tag.PERSON_EXPORT, Tag.PERSON_REVEAL)
SHOWN_REVEALS = 50


@dataclass(frozen=True)
class OwnRecord:
    """`subjects`: model label → ids of one's own rows; `reveals`: who saw the full number, newest first."""

    subjects: dict[str, list[int]]
    reveals: QuerySet[Event]


def done_to(account: Account) -> OwnRecord:
    """The account's own rows: itself, its hats, its person with everything kept about that."""
    people = list(Person.everywhere.filter(account=account).values_list("pk", flat=True))
    registrations = PersonRegistration.everywhere.filter(document_key=account.document_key)
    subjects = _ids(
        Hat.everywhere.filter(account=account),
        Declaration.everywhere.filter(person__in=people),
        Certificate.everywhere.filter(person__in=people),
        Entry.everywhere.filter(person__in=people),
        registrations,
        PersonChange.everywhere.filter(person__in=people),
        Transfer.everywhere.filter(person__in=people),
        Review.everywhere.filter(subject_account=account),
    )
    subjects |= {Account._meta.label_lower: [account.pk], Person._meta.label_lower: people}
    whole = {label: subjects[label] for label in (Account._meta.label_lower, Person._meta.label_lower)}
    reveals = about(whole).filter(tag__in=REVEALS).order_by("-pk")[:SHOWN_REVEALS]
    return OwnRecord(subjects, reveals)


def _ids(*rows: "QuerySet[Model]") -> dict[str, list[int]]:
    found: Iterable[tuple[str, list[int]]] = (
        (each.model._meta.label_lower, list(each.order_by("-pk").values_list("pk", flat=True)[:1000])) for each in rows
    )
    return dict(found)
