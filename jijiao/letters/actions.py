"""The verbs of 站内信: tell accounts, send to a bare address, mark as read. Call them in the effect's transaction."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from jijiao.accounts.models import Account
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job
from jijiao.letters.models import Delivery, Letter
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM, Actor

DELIVER = "letters.deliver"
CHUNK = 500


@transaction.atomic
def tell(
    accounts: Iterable[Account], *, title: str, text: str, to: str = "", channels: Sequence[str] = ("site",), by: Actor
) -> list[Letter]:
    """Tell each account the same: on the site, and by "email" or "sms" where it has such an address.

    `to` is the address of a page of the site. Texts hold no document number.
    """
    told = list({account.pk: account for account in accounts}.values())
    letters: list[Letter] = []
    if "site" in channels:
        now = clock.now()
        letters = Letter.everywhere.bulk_create(
            [Letter(account=account, title=title, text=text, to=to, sent_at=now) for account in told], batch_size=CHUNK
        )
    for account in told:
        if "email" in channels and account.email:
            send(account.email, title, text, by=by)
        if "sms" in channels and account.mobile:
            send(account.mobile, title, text, by=by)
    return letters


@transaction.atomic
def send(
    address: str, title: str, text: str, *, cause: Job | None = None, about_id: int | None = None, by: Actor
) -> Delivery:
    """An e-mail when `address` has an @, else an SMS; leaves with the worker once the transaction commits.

    A job that sends to many says so with `cause` and `about_id`, and finds what became of each in `job.deliveries`.
    """
    channel = Delivery.Channel.EMAIL if "@" in address else Delivery.Channel.SMS
    delivery = Delivery.objects.create(
        channel=channel,
        address=address,
        title=title,
        text=text,
        asked_at=clock.now(),
        cause=cause,
        about_id=about_id,
    )
    # the system's own job: whoever caused it need not see it among theirs
    enqueue(DELIVER, {"delivery": delivery.pk}, by=SYSTEM)
    return delivery


@transaction.atomic
def mark_read(letters: Iterable[Letter], *, by: Actor) -> None:
    """The reader has seen them; only one's own."""
    ids = [letter.pk for letter in letters if letter.account_id == by.account_id]
    Letter.everywhere.filter(pk__in=ids, read_at__isnull=True).update(read_at=clock.now())
