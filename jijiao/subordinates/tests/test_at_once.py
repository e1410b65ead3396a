"""合并 and 撤销 while somebody is being enrolled: nobody stays behind on a roll that is closed."""

from threading import Event

import pytest
from django.db import transaction

from jijiao.people.actions import PersonFacts, enrol
from jijiao.people.models import Person
from jijiao.subordinates.merging import dissolve, merge
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.testing.together import at_once
from jijiao.units.models import Unit

PATIENCE = 1.0  # seconds that the enrolment stays open for an ending that does not wait for it


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("M5.1.2")
@pytest.mark.parametrize("end", ["merge", "dissolve"])
def test_nobody_is_left_on_the_roll_of_a_unit_that_ends(cast: Cast, end: str) -> None:
    enrolled, ended = Event(), Event()
    facts = PersonFacts(
        name="赵新人", document_kind="111", document=make.document(7001), mobile="13700007001", title_series="05",
        title_level="3", title="工程师",
    )  # fmt: skip

    def enrolling() -> None:
        with transaction.atomic():
            enrol(facts, unit=cast.clinic, by=cast.hospital_admin)
            enrolled.set()
            ended.wait(PATIENCE)

    def ending() -> None:
        enrolled.wait()
        if end == "merge":
            merge(cast.clinic, cast.hospital, reason="改革", by=cast.health_admin)
        else:
            dissolve(cast.clinic, reason="改革", by=cast.health_admin)
        ended.set()

    at_once([enrolling, ending])
    person = Person.everywhere.select_related("unit").get(name="赵新人")
    assert person.unit != cast.clinic
    assert person.unit.status == Unit.Status.ACTIVE
