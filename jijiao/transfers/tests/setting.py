"""What the tests of 人员调转 share: a transfer of 李建国 from the hospital to the school, and the two decisions."""

from datetime import timedelta
from typing import Any

from jijiao.accounts.models import Hat
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.reviews.actions import Outcome, decide
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import Departure, start
from jijiao.transfers.models import Transfer
from jijiao.transfers.review import TRANSFER


def departure(cast: Cast, **other: Any) -> Departure:
    values = {"type": "1", "new_unit": cast.school, "leaves_on": clock.today() - timedelta(days=3), "reason": "调动"}
    return Departure(**{**values, **other})


def started(cast: Cast, *, by: Hat | None = None, **other: Any) -> Transfer:
    return start(cast.li, departure(cast, **other), by=by or cast.hospital_admin)


def decided(transfer: Transfer, by: Hat, *, approve: bool = True) -> Outcome:
    """The one outcome of this decision."""
    note = "同意" if approve else "请补材料"
    ids = [transfer.review_id or 0]
    [outcome] = decide(TRANSFER, ids, approve=approve, note=note, by=by, scope=by.scope(TRANSFER.needs))
    return outcome


def now_at(person: Person) -> int:
    return Person.everywhere.get(pk=person.pk).unit_id
