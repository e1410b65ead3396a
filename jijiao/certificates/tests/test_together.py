"""Many issue at once: one certificate a person, no number twice; two that print at once hand out one file."""

from decimal import Decimal
from functools import partial

import pytest

from jijiao.certificates.actions import _take, issue, printed
from jijiao.certificates.models import Certificate
from jijiao.credits.models import AnnualResult
from jijiao.credits.tests.entries import at_once
from jijiao.lib.actor import SYSTEM
from jijiao.testing import make
from jijiao.testing.cast import assemble

YEAR = 2026


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different() -> None:
    lasts = at_once([partial(_take, YEAR, "370100", 3) for _ in range(40)])

    assert sorted(map(int, lasts)) == list(range(3, 121, 3))


@pytest.mark.django_db(transaction=True)
def test_a_person_gets_one_certificate_from_many_workers() -> None:
    cast = assemble()
    people = [make.person(cast.hospital, "赵甲", 300 + number) for number in range(6)]
    results = [
        AnnualResult.everywhere.create(
            person=person,
            year=YEAR,
            unit=person.unit,
            unit_path=person.unit_path,
            public=Decimal(30),
            professional=Decimal(60),
            total=Decimal(90),
            passed=True,
        )
        for person in people
    ]

    outcomes = at_once([partial(issue, results[n % 3 : n % 3 + 4], by=SYSTEM) for n in range(16)])

    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert sorted(Certificate.everywhere.values_list("person_id", flat=True)) == sorted(each.pk for each in people)
    certificate = Certificate.everywhere.first()
    assert certificate is not None
    files = at_once([lambda: printed(certificate).read_bytes() for _ in range(6)])
    assert set(files) == {printed(certificate).read_bytes()}
