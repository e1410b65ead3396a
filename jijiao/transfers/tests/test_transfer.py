"""人员调转: out-review, in-review, moved; who may start it, what refuses it, what goes along."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile

from jijiao.accounts.actions import appoint
from jijiao.attachments.actions import keep
from jijiao.credits.models import AnnualResult, Entry, UnitYear
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.demo.invented import paper
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import this_year
from jijiao.people.models import Person
from jijiao.reviews.actions import NotYours
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.flow import IllegalMove
from jijiao.reviews.models import Review
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import OneOpen, withdraw
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import decided, now_at, started
from jijiao.units.models import TemporaryUnit

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5a", "M5.1.5b", "M5.1.5c")]


def test_two_reviews_move_the_person(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat)
    assert (transfer.starter, transfer.state_name) == ("person", "待调出审核")
    assert decided(transfer, cast.hospital_admin).done
    transfer.refresh_from_db()
    assert (now_at(cast.li), transfer.state_name) == (cast.hospital.pk, "待调入审核")
    assert decided(transfer, cast.school_admin).done
    transfer = Transfer.everywhere.get()
    moved = Person.everywhere.get(pk=cast.li.pk)
    assert (moved.unit, moved.unit_path, moved.department) == (cast.school, cast.school.path, None)
    assert (transfer.state_name, transfer.open) == ("调转完成", False)
    assert transfer.completed_at is not None


def test_a_colleague_decides_what_an_administrator_started(cast: Cast) -> None:
    transfer = started(cast)
    assert "不能审核本人提交" in decided(transfer, cast.hospital_admin).message
    colleague = make.administrator(cast.hospital, "许院员", 55, role="审核人员")
    assert decided(transfer, colleague).done


def test_a_single_administrator_releases_and_the_stop_says_so(cast: Cast) -> None:
    transfer = started(cast, by=cast.school_admin, new_unit=cast.school)
    assert transfer.starter == "new"
    decided(transfer, cast.hospital_admin)
    assert now_at(cast.li) == cast.school.pk
    back = started_back(cast)
    assert [stop.alone for stop in back.review.stops.all()] == [True, False]
    assert decided(back, cast.school_admin).done
    assert decided(back, cast.hospital_admin).done
    assert now_at(cast.li) == cast.hospital.pk


def started_back(cast: Cast) -> Transfer:
    cast.li.refresh_from_db()
    return started(cast, by=cast.school_admin, new_unit=cast.hospital)


def test_hours_and_results_stay_with_the_person(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, cast.hospital_admin, "临床护理路径研究", 6)
    transfer = started(cast, by=cast.li_hat)
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    assert Entry.everywhere.get().unit == cast.hospital
    result = AnnualResult.everywhere.get(person=cast.li, year=this_year())
    assert (result.unit, result.unit_path, result.total) == (cast.school, cast.school.path, Decimal(30))
    counts = dict(UnitYear.everywhere.filter(year=this_year()).values_list("unit", "people"))
    assert counts[cast.hospital.pk] == 0
    assert counts[cast.school.pk] >= 1


@pytest.mark.parametrize(("pending", "desk"), [("follow", "school"), ("finish", "hospital")])
def test_open_declarations_go_where_the_transfer_says(cast: Cast, pending: str, desk: str) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    transfer = started(cast, by=cast.li_hat, pending=pending)
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin)
    review = Declaration.everywhere.get().review
    assert review is not None
    assert (review.desk, review.desk_path) == (getattr(cast, desk), getattr(cast, desk).path)


def test_one_open_transfer_a_person(cast: Cast) -> None:
    transfer = started(cast)
    with pytest.raises(OneOpen, match="已有一份在办的调转"):
        started(cast, by=cast.li_hat)
    withdraw(transfer, by=cast.hospital_admin)
    assert started(cast, by=cast.li_hat).open


def test_a_rejection_leaves_the_person_and_the_way_free(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat)
    decided(transfer, cast.hospital_admin)
    decided(transfer, cast.school_admin, approve=False)
    assert now_at(cast.li) == cast.hospital.pk
    assert started(cast, by=cast.li_hat).open


def test_nobody_withdraws_after_the_first_yes(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat)
    decided(transfer, cast.hospital_admin)
    with pytest.raises(IllegalMove):
        withdraw(transfer, by=cast.li_hat)
    assert Transfer.everywhere.get().open


def test_the_new_unit_cannot_decide_before_its_turn(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat)
    assert "还没有轮到本单位审核" in decided(transfer, cast.school_admin).message
    with pytest.raises(NotYours):
        decided(transfer, cast.qingdao_admin)


def test_an_administrator_hands_over_before_leaving(cast: Cast) -> None:
    assert cast.li.account is not None
    appoint(cast.li.account, cast.hospital, role=cast.hospital_clerk.role, by=SYSTEM)
    outcome = decided(started(cast, by=cast.li_hat), cast.hospital_admin)
    assert not outcome.done
    assert "请先在“管理单位管理员”中移交" in outcome.message


@pytest.mark.parametrize(
    ("type_", "status"), [("4", Person.Status.CANCELLED), ("7", Person.Status.LEFT), ("6", Person.Status.RETIRED)]
)
def test_types_without_a_new_unit_need_one_review(cast: Cast, type_: str, status: str) -> None:
    transfer = started_with_proof(cast, type_)
    assert [stop.label for stop in transfer.review.stops.all()] == ["调出审核"]
    decided(transfer, cast.hospital_admin)
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.status, person.unit) == (status, cast.hospital)


def started_with_proof(cast: Cast, type_: str) -> Transfer:
    proofs = (keep(ContentFile(paper(230), name="证明.bmp"), by=cast.li_hat).ref,)
    return started(cast, by=cast.li_hat, type=type_, new_unit=None, outside_name="北京示例医院", proofs=proofs)


def test_a_dismissed_person_comes_to_the_temporary_unit_of_the_region(cast: Cast) -> None:
    transfer = started_with_proof(cast, "5")
    decided(transfer, cast.hospital_admin)
    assert Review.everywhere.get().desk == cast.jinan
    decided(transfer, cast.jinan_admin)
    person = Person.everywhere.get(pk=cast.li.pk)
    assert (person.unit, person.status) == (TemporaryUnit.objects.get().unit, Person.Status.TEMPORARY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"new_unit": None}, "new_unit"),
        ({"type": "2"}, "type"),
        ({"type": "4", "new_unit": None}, "outside_name"),
        ({"type": "6", "new_unit": None}, "proofs"),
        ({"leaves_on": clock.today() + timedelta(days=91)}, "leaves_on"),
        ({"leaves_on": clock.today() - timedelta(days=731)}, "leaves_on"),
    ],
)
def test_each_mistake_has_its_own_field(cast: Cast, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        started(cast, **changed)
    assert refused.value.field == field


def test_nobody_starts_a_transfer_between_strangers(cast: Cast) -> None:
    with pytest.raises(Refusal, match="只能为本人"):
        started(cast, by=cast.qingdao_admin)
    with pytest.raises(Refusal, match="只能为本人"):
        started(cast, by=cast.wang_hat)


@pytest.mark.covers("M5.1.5b")
def test_the_common_superior_releases_whom_the_old_unit_keeps_waiting(cast: Cast) -> None:
    transfer = started(cast, by=cast.li_hat)
    with clock.frozen(clock.local(clock.now() + timedelta(days=40))):
        assert pass_over(by=SYSTEM) == 1
        review = Review.everywhere.get()
        transfer.refresh_from_db()
        assert (review.desk, transfer.state_name) == (cast.province, "待调出审核")
        assert decided(transfer, cast.province_admin).done
        transfer.refresh_from_db()
        assert transfer.state_name == "待调入审核"
        assert decided(transfer, cast.school_admin).done
    assert now_at(cast.li) == cast.school.pk
