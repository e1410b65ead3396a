"""人员调转 of the demonstration: one completed, one that waits at each stop, one whose day is still to come."""

from datetime import timedelta

from jijiao.accounts.models import Hat
from jijiao.demo.units import decided
from jijiao.lib import clock
from jijiao.people.models import Person
from jijiao.transfers.actions import Departure, start
from jijiao.units.models import Unit


def moves(college: Hat, hospital: Hat, teachers: list[Person], doctors: list[Person]) -> None:
    """Between the two employers, in both directions."""
    goes(teachers[-1], college, to=hospital, reviewers=(college, hospital))
    goes(teachers[-2], college, to=hospital, reviewers=(college,))
    goes(teachers[-3], hospital, to=hospital)  # the new unit asks
    goes(doctors[-1], hospital, to=college, reviewers=(hospital, college), ahead=30)


def goes(person: Person, by: Hat, *, to: Hat, reviewers: tuple[Hat, ...] = (), ahead: int = 0) -> None:
    """One transfer that `by` asks for and these reviewers agree to, in their order."""
    asked = Departure(
        type="1", new_unit=_unit(to), leaves_on=clock.today() + timedelta(days=ahead), reason="工作需要，经双方协商一致"
    )
    transfer = start(Person.everywhere.get(pk=person.pk), asked, by=by)
    for reviewer in reviewers:
        decided(transfer, reviewer)


def _unit(hat: Hat) -> Unit:
    assert hat.unit is not None  # noqa: S101 - an administrator has one
    return hat.unit
