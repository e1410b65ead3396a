"""调转中 on the page of a person under transfer; it leads whoever may see the transfer there."""

from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import Permission
from jijiao.people.marks import Mark
from jijiao.people.models import Person
from jijiao.transfers.models import Transfer
from jijiao.transfers.queries import UNDER_WAY, under_way
from jijiao.transfers.telling import page_of


def mark(person: Person, by: Hat) -> Mark | None:
    transfer = under_way([person]).get(person.pk)
    if transfer is None:
        return None
    in_sight = Transfer.objects.within(by.scope(Permission.TRANSFERS_VIEW)).filter(pk=transfer.pk).exists()
    return Mark(UNDER_WAY, to=page_of(transfer) if in_sight else "", holds=True)
