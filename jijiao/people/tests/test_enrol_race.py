"""Two units enrol the same people at the same moment: each document ends on one roll, and everybody is told which."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jijiao.accounts.models import Hat
from jijiao.people import actions
from jijiao.people.actions import Newcomer, PersonFacts
from jijiao.people.models import Person
from jijiao.people.standing import State
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

SAME = range(800, 830)


@pytest.mark.django_db(transaction=True)
def test_a_document_ends_on_one_roll(cast: Cast) -> None:
    start = Barrier(4)

    def enrol(unit: Unit, by: Hat) -> list[State]:
        newcomers = [
            Newcomer(
                number,
                PersonFacts(name="赵晓明", document_kind="111", document=make.document(number), title_series="99"),
            )
            for number in SAME
        ]
        try:
            start.wait(timeout=30)
            return [outcome.state for outcome in actions.enrol_many(newcomers, unit=unit, by=by).values()]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        asked = [(cast.hospital, cast.hospital_admin), (cast.school, cast.school_admin)] * 2
        states = [state for told in pool.map(enrol, *zip(*asked, strict=True)) for state in told]
    assert Person.everywhere.filter(name="赵晓明").count() == len(SAME)
    assert states.count(State.ENROLLED) == len(SAME)
    assert states.count(State.ON_OWN_ROLL) == len(SAME)
    assert states.count(State.ELSEWHERE) == 2 * len(SAME)
