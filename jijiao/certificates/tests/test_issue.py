"""Issuing: once for a year that is met, superseded when hours are taken back, verified by its live state."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jijiao.certificates.actions import figures_of, issue, printed
from jijiao.certificates.figures import DEMO_MARK
from jijiao.certificates.models import Certificate
from jijiao.certificates.queries import by_code, verify
from jijiao.certificates.signing import verify_pdf
from jijiao.credits.models import AnnualResult
from jijiao.lib.actor import SYSTEM
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.testing.cast import Cast


def met(person: Person, public: int = 30, professional: int = 60) -> AnnualResult:
    """The person's running year with these hours, met."""
    hours = {"public": Decimal(public), "professional": Decimal(professional), "total": Decimal(public + professional)}
    result, _ = AnnualResult.everywhere.update_or_create(
        person=person,
        year=this_year(),
        defaults=hours | {"passed": True, "unit": person.unit, "unit_path": person.unit_path},
    )
    return result


@pytest.mark.covers("R0.1")
def test_a_year_that_is_met_gets_one_certificate_however_often_it_is_asked_for(cast: Cast) -> None:
    result = met(cast.li)
    [first] = issue([result], by=SYSTEM)
    assert issue([result], by=SYSTEM) == []
    assert first.number.startswith(f"SDJX{this_year()}370100")
    answer = verify(first.number, cast.li.name)
    assert answer is not None
    assert (answer.valid, answer.name, answer.total) == (True, "李**", Decimal(90))


@pytest.mark.covers("R0.1")
def test_only_number_and_name_together_or_the_code_open_it(cast: Cast) -> None:
    [certificate] = issue([met(cast.li)], by=SYSTEM)
    assert verify(certificate.number, "王秀英") is None
    assert verify(certificate.number[:-1] + "?", cast.li.name) is None
    assert by_code("x" * 22) is None
    found = by_code(certificate.code)
    assert found is not None
    assert found.number == certificate.number


def test_hours_added_later_leave_it_standing_hours_taken_back_do_not(cast: Cast) -> None:
    [certificate] = issue([met(cast.li)], by=SYSTEM)
    assert issue([met(cast.li, professional=80)], by=SYSTEM) == []
    assert by_code(certificate.code).valid
    met(cast.li, public=40, professional=50)
    assert not by_code(certificate.code).valid
    [newer] = issue([met(cast.li, public=40, professional=55)], by=SYSTEM)
    assert newer.version == 2
    assert not by_code(certificate.code).valid
    assert Certificate.everywhere.filter(superseded_at__isnull=True).get() == newer


@pytest.mark.covers("R0.1")
def test_the_printed_file_is_signed_and_any_change_shows(cast: Cast) -> None:
    [certificate] = issue([met(cast.li)], by=SYSTEM)
    content = printed(certificate).read_bytes()
    assert printed(certificate).read_bytes() == content
    verdict = verify_pdf(content)
    assert (verdict.valid, verdict.number) == (True, certificate.number)
    for position in range(100, len(content), len(content) // 20):
        changed = content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]
        assert not verify_pdf(changed).valid, position


def test_numbers_run_on_without_gaps_within_year_and_region(cast: Cast) -> None:
    [first] = issue([met(cast.li)], by=SYSTEM)
    [other] = issue([met(cast.wang)], by=SYSTEM)
    assert first.number[14:22] == "00000001"
    assert other.number[8:22] == "37020000000001"


@pytest.mark.parametrize("demo", [True, False])
def test_a_certificate_of_the_demonstration_says_that_it_attests_nothing(
    cast: Cast, client: Client, settings: Settings, *, demo: bool
) -> None:
    settings.DEMO = demo
    [certificate] = issue([met(cast.li)], by=SYSTEM)
    settings.DEMO = False
    assert figures_of(certificate).mark == (DEMO_MARK if demo else "")
    assert (DEMO_MARK in client.get(f"/verify/q/{certificate.code}/").content.decode()) is demo
