"""申报: who may declare what for whom, and where it goes."""

import pytest

from jijiao.audit.models import Event
from jijiao.audit.tags import Tag
from jijiao.declarations.actions import Doubled, NotOwn, declare
from jijiao.declarations.models import Declaration
from jijiao.declarations.tests.learnings import declared, learning, upload
from jijiao.lib.refusal import Refusal
from jijiao.standards.models import YearPlan
from jijiao.testing import make
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.2.1", "R2")


def test_a_persons_own_declaration_goes_to_the_unit(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li, form="LF12")[0]
    assert (row.year, row.source, int(row.claimed), row.unit) == (2026, "person", 30, cast.hospital)
    assert row.review
    assert row.review.desk == cast.hospital
    assert row.proofs.count() == 1
    assert Event.objects.filter(tag=Tag.DECLARATION_DECLARE, subject_id=row.pk, unit_id=None).count() == 1


def test_a_units_declaration_goes_to_its_superior_one_for_each_person(cast: Cast) -> None:
    other = make.person(cast.hospital, "赵甲")
    rows = declared(cast.hospital_admin, cast.li, other)
    assert {row.batch for row in rows} == {rows[0].batch}
    assert {row.person for row in rows} == {cast.li, other}
    assert {row.review.desk for row in rows if row.review} == {cast.health}
    assert [row.proofs.get().attachment_id for row in rows] == [rows[0].proofs.get().attachment_id] * 2


def test_nobody_declares_for_other_peoples_people(cast: Cast) -> None:
    for by, person in ((cast.hospital_admin, cast.wang), (cast.li_hat, cast.wang), (cast.health_admin, cast.li)):
        with pytest.raises(NotOwn):
            declared(by, person)
    assert not Declaration.everywhere.exists()


def test_the_same_activity_is_declared_once_however_it_is_typed(cast: Cast) -> None:
    declared(cast.hospital_admin, cast.li)
    with pytest.raises(Doubled, match="李建国"):
        declared(cast.li_hat, cast.li, title="护理技术 岗位培训。", class_hours="39", claimed_hours="39")
    assert declared(cast.li_hat, cast.li, title="护理技术岗位培训（第二期）")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start_date": "2024-03-02", "end_date": "2024-03-06"}, "end_date"),
        ({"claimed_hours": "41"}, "claimed_hours"),
    ],
)
def test_closed_years_and_claims_over_the_award_are_refused(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        declared(cast.li_hat, cast.li, **changes)
    assert refusal.value.field == field


def test_a_closed_year_takes_nothing(cast: Cast) -> None:
    YearPlan.objects.filter(year=2026).update(state=YearPlan.State.CLOSED)
    with pytest.raises(Refusal, match="已经关闭"):
        declared(cast.li_hat, cast.li)


def test_a_unit_cannot_declare_a_paper(cast: Cast) -> None:
    with pytest.raises(Refusal, match="论文不能由您申报"):
        declared(cast.hospital_admin, cast.li, form="LF12")


def test_evidence_is_asked_for_and_must_be_ones_own(cast: Cast) -> None:
    with pytest.raises(Refusal, match="证明材料"):
        declare(learning(), [cast.li], [], by=cast.li_hat)
    with pytest.raises(Refusal, match="附件已失效"):
        declare(learning(), [cast.li], [upload(cast.wang_hat)], by=cast.li_hat)
    assert not Declaration.everywhere.exists()
