"""完成率按在册算: whoever is off the roll no longer counts in the running year, and does again when back (M5.4.3)."""

import pytest

from jijiao.accounts.permissions import Permission
from jijiao.credits.actions import settle
from jijiao.credits.models import AnnualResult, UnitYear
from jijiao.credits.opening import open_year
from jijiao.credits.rebuilding import differences
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.roster import changing
from jijiao.statistics.queries import results, totals
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit

pytestmark = [pytest.mark.covers("M5.4.3"), pytest.mark.covers("M5.4.2")]
LAST = 2019  # a year that is closed
RETIRED = Person.Status.RETIRED


@pytest.fixture
def zhao(cast: Cast) -> Person:
    person = make.person(cast.hospital, "赵晓明")
    settle([(who.pk, year) for who in (cast.li, person) for year in (LAST, this_year())])
    return person


def counted(unit: Unit, year: int) -> int:
    return UnitYear.everywhere.get(unit=unit, year=year).people


def test_the_running_year_counts_who_is_on_the_roll_and_closed_years_stay(cast: Cast, zhao: Person) -> None:
    scope = cast.health_admin.scope(Permission.COMPLETION_VIEW)
    assert (counted(cast.hospital, this_year()), totals(scope, this_year()).people) == (2, 2)
    batch = changing.disable([zhao.pk], RETIRED, reason="到龄", by=cast.hospital_admin)
    assert (counted(cast.hospital, this_year()), counted(cast.hospital, LAST)) == (1, 2)
    assert totals(scope, this_year()).people == 1
    assert [row.person_id for row in results(scope, this_year())] == [cast.li.pk]
    assert results(scope, LAST).count() == 2
    assert list(differences()) == []
    changing.undo(batch, by=cast.hospital_admin)
    assert counted(cast.hospital, this_year()) == 2
    changing.disable([zhao.pk], RETIRED, reason="到龄", by=cast.hospital_admin)
    changing.enable([zhao.pk], reason="返聘", by=cast.hospital_admin)
    assert counted(cast.hospital, this_year()) == 2
    assert list(differences()) == []


def test_a_year_that_opens_does_not_count_who_has_left(cast: Cast, zhao: Person) -> None:
    Person.everywhere.filter(pk=zhao.pk).update(status=RETIRED)
    AnnualResult.everywhere.filter(year=this_year()).delete()
    open_year([cast.li.pk, zhao.pk], this_year())
    assert counted(cast.hospital, this_year()) == 1


def test_nobody_gets_a_result_by_leaving(cast: Cast, zhao: Person) -> None:
    AnnualResult.everywhere.filter(person=zhao).delete()
    changing.disable([zhao.pk], RETIRED, reason="到龄", by=cast.hospital_admin)
    assert not AnnualResult.everywhere.filter(person=zhao).exists()
