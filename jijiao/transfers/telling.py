"""Who hears of a transfer beside the outcome of its review: the person, and the administrators of the units."""

from collections.abc import Iterable

from django.urls import reverse

from jijiao.accounts.models import Account
from jijiao.letters.actions import tell
from jijiao.lib.actor import Actor
from jijiao.reviews.models import Stop
from jijiao.transfers.models import Correction, Transfer
from jijiao.transfers.queries import told_at


def page_of(transfer: Transfer) -> str:
    """Where both units and the person see it."""
    return reverse("transfers.record", args=[transfer.pk])


def tell_started(transfer: Transfer, *, by: Actor) -> None:
    """Whoever is moved by a unit hears of it at once; the units find it on their desks."""
    text = f"{transfer.get_starter_display()}为您发起了调转：{_way(transfer)}。"
    _tell(transfer, "人员调转", text, units=(), by=by)


def tell_withdrawn(transfer: Transfer, *, by: Actor) -> None:
    """The first desk had it; the person was told when a unit started it."""
    text = f"{_what(transfer)}已由发起方（{transfer.get_starter_display()}）撤回，不需要再审核，人员留在原单位。"
    _tell(transfer, "人员调转撤回", text, units=_desks(transfer), by=by)


def tell_called_off(transfer: Transfer, *, by: Actor) -> None:
    """Both units had agreed to it, or who decided in their place."""
    day = f"{transfer.leaves_on:%Y-%m-%d}"
    text = f"{_what(transfer)}原定 {day} 生效，已由发起方（{transfer.get_starter_display()}）取消，人员留在原单位。"
    _tell(transfer, "人员调转取消", text, units=(*_both(transfer), *_desks(transfer)), by=by)


def tell_hindered(transfer: Transfer, why: str, *, by: Actor) -> None:
    day = f"{transfer.leaves_on:%Y-%m-%d}"
    text = f"{_what(transfer)}应于 {day} 生效，未能生效：{why}处理后会自动生效。"
    _tell(transfer, "调转未能生效", text, units=_both(transfer), by=by)


def tell_corrected(transfer: Transfer, correction: Correction, *, by: Actor) -> None:
    unit = correction.by.unit.name if correction.by.unit else ""
    text = f"{_what(transfer)}已由{unit}更正，人员回到{transfer.old_unit.name}。更正原因：{correction.reason}。"
    _tell(transfer, "误调更正", text, units=_both(transfer), by=by)


def _tell(transfer: Transfer, title: str, text: str, *, units: Iterable[int | None], by: Actor) -> None:
    """The administrators of these units and the person, without whoever did it."""
    ids = {*told_at(units), transfer.person.account_id} - {by.account_id}
    tell(Account.objects.filter(pk__in=filter(None, ids)), title=title, text=text, to=page_of(transfer), by=by)


def _both(transfer: Transfer) -> tuple[int | None, int | None]:
    return transfer.old_unit_id, transfer.new_unit_id


def _desks(transfer: Transfer) -> list[int]:
    """The units that had it before them: another decides for a 临时单位, and for a unit that keeps it waiting."""
    review = transfer.review
    reached = review.stops.filter(round=review.round, seq__lte=review.passed) if review else Stop.everywhere.none()
    return list(reached.values_list("unit_id", flat=True))


def _what(transfer: Transfer) -> str:
    return f"{transfer.person.name}的调转（{_way(transfer)}）"


def _way(transfer: Transfer) -> str:
    return f"{transfer.old_unit.name} → {transfer.destination}"
