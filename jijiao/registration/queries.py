"""Readings of 注册: finding an application again, where it waits, what its reviewer should know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password

from jijiao.accounts.backend import account_keys
from jijiao.accounts.models import Hat
from jijiao.attachments.models import Attachment
from jijiao.lib import clock
from jijiao.lib.text import compact
from jijiao.registration.models import PersonRegistration, Registration, UnitRegistration
from jijiao.reviews.flow import NAMES, State
from jijiao.reviews.models import Stop
from jijiao.reviews.routing import BY_SUPERIOR
from jijiao.units.models import Unit

KINDS: tuple[type[Registration], ...] = (UnitRegistration, PersonRegistration)


@dataclass(frozen=True)
class Office:
    """Who reviews, and how to reach them; `administrator` and `phone` may be empty."""

    name: str
    kind: str
    phone: str
    administrator: str


@dataclass(frozen=True)
class Whereabouts:
    """Where an application is, for its applicant."""

    registration: Registration
    state: State
    office: Office | None
    label: str
    applied_at: datetime
    decided_at: datetime | None
    waiting_days: int
    reason: str
    stops: Sequence[Stop]

    @property
    def state_name(self) -> str:
        return NAMES[self.state]

    @property
    def may_correct(self) -> bool:
        return self.state in (State.REJECTED, State.WITHDRAWN)

    @property
    def may_withdraw(self) -> bool:
        review = self.registration.review
        return review is not None and self.state is State.PENDING and review.passed == 0

    @property
    def by_superior(self) -> bool:
        """上级代审: the unit has nobody who could review."""
        return self.label == BY_SUPERIOR


@dataclass(frozen=True)
class WaitingAnswer:
    """What the sign-in page tells somebody whose registration is not approved (此账号还未被审核)."""

    kind_name: str
    number: str
    state: State
    office: Office | None
    waiting_days: int
    reason: str

    @property
    def is_pending(self) -> bool:
        """Waits for its reviewer; else the applicant has to do something."""
        return self.state is State.PENDING

    @property
    def state_name(self) -> str:
        return NAMES[self.state]


def find(number: str, document: str) -> Registration | None:
    """The application with this 查询编号 whose applicant has this document, of whatever kind."""
    wanted = re.sub(r"[-—]", "", compact(number))
    for model in KINDS:
        registration = model.everywhere.filter(number=wanted, document_key__in=account_keys(document)).first()
        if registration is not None:
            return registration
    return None


def by_reference(ref: str) -> Registration | None:
    """The application that a session has proved to know."""
    for model in KINDS:
        registration: Any = model.everywhere.select_related("review__desk").filter(ref=ref).first()
        if registration is not None:
            return registration
    return None


def whereabouts(registration: Any) -> Whereabouts:
    """Where it waits, since when, what was said; two or three queries."""
    review = registration.review
    stops = list(review.stops.select_related("unit").order_by("round", "seq"))
    decided = [stop for stop in stops if stop.decision]
    rejected = State(review.state) is State.REJECTED
    present = next((stop for stop in stops if (stop.round, stop.seq) == (review.round, review.passed)), None)
    unit = review.desk or (decided[-1].unit if decided else present.unit if present else None)
    return Whereabouts(
        registration=registration,
        state=State(review.state),
        office=office_of(unit) if unit else None,
        label=present.label if present else "",
        applied_at=review.submitted_at,
        decided_at=review.decided_at,
        waiting_days=days_since(review.submitted_at),
        reason=decided[-1].note if rejected and decided else "",
        stops=decided,
    )


def office_of(unit: Unit) -> Office:
    """A unit as somebody to telephone: its own number, else its chief administrator's landline."""
    chief = Hat.everywhere.filter(unit=unit, chief=True, ended_at__isnull=True).select_related("account").first()
    return Office(
        unit.name,
        unit.get_kind_display(),
        unit.phone or (chief.account.landline if chief else ""),
        chief.account.name if chief else "",
    )


def days_since(moment: datetime) -> int:
    """Calendar days in Asia/Shanghai from then to today."""
    return (clock.today() - clock.day_of(moment)).days


def waiting_for(typed: str, password: str) -> WaitingAnswer | None:
    """The application of somebody who cannot sign in yet, when the password is the one chosen in it.

    For the sign-in page, after no account matched. The password is checked first: whoever does not know it
    learns nothing, not even that there is an application: one hash is made in every case, that of the newest one.
    """
    rows = [row for model in KINDS for row in _unfinished(model, typed)]
    if not rows:
        make_password(password)
        return None
    registration = max(rows, key=lambda row: row.applied_at)
    if not check_password(password, registration.password):
        return None
    place = whereabouts(registration)
    return WaitingAnswer(
        kind_name=registration.kind_name,
        number=registration.number,
        state=place.state,
        office=place.office,
        waiting_days=place.waiting_days,
        reason=place.reason,
    )


def _unfinished(model: type[Registration], typed: str) -> list[Any]:
    rows = model.everywhere.filter(document_key__in=account_keys(typed)).exclude(password="")
    unfinished = rows.exclude(review__state=State.APPROVED)
    return list(unfinished.select_related("review__desk").order_by("-id")[:1])


def licence_of(unit: Unit) -> Attachment | None:
    """The scan with which the unit registered; none for one that others founded."""
    found = UnitRegistration.everywhere.filter(unit=unit).select_related("licence").order_by("-pk").first()
    return found.licence if found else None
