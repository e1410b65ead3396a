"""学时（分）审核: what an approval writes, what it refuses, and that it pays once."""

from functools import partial

import pytest

from jijiao.credits.models import AnnualResult, Entry
from jijiao.credits.rebuilding import differences
from jijiao.credits.tests.entries import at_once
from jijiao.declarations.models import Declaration, activity_key
from jijiao.declarations.queries import effect_of, notices
from jijiao.declarations.tests.learnings import decided, declared
from jijiao.jobs.models import Job
from jijiao.reviews.actions import NotYours
from jijiao.standards.models import YearPlan
from jijiao.testing import make
from jijiao.testing.cast import Cast, assemble

pytestmark = pytest.mark.covers("M5.3")


def test_an_approval_enters_the_ledger_and_settles_the_year(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    assert [outcome.done for outcome in decided(cast.hospital_admin, row)] == [True]
    entry = Entry.everywhere.get(origin=f"declaration:{row.pk}")
    assert (entry.person, entry.year, int(entry.hours), entry.unit) == (cast.li, 2026, 30, cast.hospital)
    assert AnnualResult.everywhere.get(person=cast.li, year=2026).professional == 30
    assert Declaration.everywhere.get(pk=row.pk).recognised == 30


def test_the_year_that_is_met_asks_for_its_certificate(cast: Cast) -> None:
    public = {"subject": "1", "filing_no": "鲁人社备〔2026〕1号", "class_hours": "30", "claimed_hours": "30"}
    rows = [
        *declared(cast.li_hat, cast.li, form="LF12"),
        *declared(cast.hospital_admin, cast.li, class_hours="30", claimed_hours="30"),
        *declared(cast.hospital_admin, cast.li, title="公需科目培训", **public),
    ]
    decided(cast.hospital_admin, rows[0])
    assert not Job.everywhere.filter(kind="certificates.issue").exists()
    decided(cast.health_admin, *rows[1:])
    assert AnnualResult.everywhere.get(person=cast.li, year=2026).passed
    job = Job.everywhere.get(kind="certificates.issue")
    assert job.payload == {"person_ids": [cast.li.pk], "year": 2026}


def test_the_own_unit_cannot_approve_what_it_declared(cast: Cast) -> None:
    row = declared(cast.hospital_admin, cast.li)[0]
    with pytest.raises(NotYours):
        decided(cast.hospital_admin, row)
    assert not Entry.everywhere.exists()


def test_learning_that_is_in_the_ledger_already_is_not_paid_again(cast: Cast) -> None:
    first = declared(cast.li_hat, cast.li)[0]
    decided(cast.hospital_admin, first)
    # as it would come from a feed of another platform: no declaration stands in the way
    Declaration.everywhere.filter(pk=first.pk).update(live=False)
    again = declared(cast.li_hat, cast.li)[0]
    assert "已经计入" in decided(cast.hospital_admin, again)[0].message
    assert Entry.everywhere.count() == 1


def test_a_closed_year_is_not_recognised(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    YearPlan.objects.filter(year=2026).update(state=YearPlan.State.SEALED)
    assert "已经关闭" in decided(cast.hospital_admin, row)[0].message


def test_the_reviewer_is_told_of_doubts_doubles_and_caps(cast: Cast) -> None:
    decided(cast.hospital_admin, *declared(cast.li_hat, cast.li))
    row = declared(cast.li_hat, cast.li, title="护理技术岗位培训二", class_hours="30", claimed_hours="30")[0]
    told = "\n".join(notices(row))
    assert "疑似重复：护理技术岗位培训" in told
    assert "本条计 20" in told
    effect = effect_of(row)
    assert tuple(map(int, (effect.before.professional, effect.after.professional, effect.counted))) == (40, 60, 20)


def test_the_reviewer_is_told_when_the_year_does_not_grow_by_it(cast: Cast) -> None:
    late = {"title": "护理技术岗位培训二", "start_date": "2026-06-01", "end_date": "2026-06-05"}
    decided(cast.hospital_admin, *declared(cast.li_hat, cast.li), *declared(cast.li_hat, cast.li, **late))
    early = {"title": "护理技术岗位培训三", "start_date": "2026-01-05", "end_date": "2026-01-09"}
    row = declared(cast.li_hat, cast.li, **early)[0]
    assert (int(effect_of(row).counted), int(effect_of(row).gain)) == (40, 0)
    assert any("年度合计只增加 0 学时" in told for told in notices(row))


def test_the_key_of_an_activity_ignores_blanks_and_signs(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    key = activity_key("LF01", "护理 技术（岗位）培训。", "济南示例第一医院", row.start_date, row.end_date)
    assert key == row.activity


@pytest.mark.django_db(transaction=True)
def test_two_hundred_approvals_at_once_pay_once() -> None:
    cast = assemble()
    row = declared(cast.li_hat, cast.li)[0]
    outcomes = at_once([partial(decided, cast.hospital_admin, row) for _ in range(200)], threads=16)
    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert sum(outcome[0].done for outcome in outcomes) == 1
    assert Entry.everywhere.count() == 1
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_overlapping_selections_pay_each_once() -> None:
    cast = assemble()
    people = [make.person(cast.hospital, "赵甲", 300 + number) for number in range(12)]
    rows = declared(cast.hospital_admin, *people)
    halves = [rows[:8], rows[4:], rows[::2]] * 3
    outcomes = at_once([partial(decided, cast.health_admin, *half) for half in halves])
    assert [error for error in outcomes if isinstance(error, Exception)] == []
    assert Entry.everywhere.count() == 12
    assert list(differences()) == []
