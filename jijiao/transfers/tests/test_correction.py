"""更正误调: the 人社 department above both units puts a person back; nobody else, and not past what happened since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from jijiao.accounts.models import Hat
from jijiao.attachments.actions import keep
from jijiao.audit.models import Event
from jijiao.credits.models import AnnualResult
from jijiao.declarations.review import HOURS
from jijiao.demo.hours import a_paper
from jijiao.demo.invented import paper
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.lib.years import this_year
from jijiao.people.careers import history
from jijiao.people.models import Person
from jijiao.people.moving import assign, leave
from jijiao.reviews.models import Review
from jijiao.testing.cast import Cast
from jijiao.transfers.actions import start
from jijiao.transfers.correcting import correct
from jijiao.transfers.models import Transfer
from jijiao.transfers.tests.setting import decided, departure, now_at, started

pytestmark = [pytest.mark.django_db, pytest.mark.covers("M5.1.5a", "M5.1.5d")]

AsHat = Callable[[Hat], Client]
WHY = "同名人员，选错了人"


def completed(cast: Cast, **other: object) -> Transfer:
    """李建国 has come to the school, or left the roll."""
    by = cast.hospital_clerk if other.get("type") == "8" else cast.li_hat
    transfer = started(cast, by=by, **other)
    decided(transfer, cast.hospital_admin)
    if transfer.has_entry:
        decided(transfer, cast.school_admin)
    return Transfer.everywhere.get(pk=transfer.pk)


def test_the_person_is_back_in_the_old_unit_and_department(cast: Cast) -> None:
    assign([cast.li], cast.surgery.pk, by=cast.hospital_admin)
    transfer = completed(cast)
    assert now_at(cast.li) == cast.school.pk
    correct(transfer, reason=WHY, by=cast.province_admin)
    li = Person.everywhere.get(pk=cast.li.pk)
    assert (li.unit_id, li.department_id, li.status, li.unit_path) == (
        cast.hospital.pk, cast.surgery.pk, "20", cast.hospital.path,
    )  # fmt: skip
    assert Transfer.everywhere.get(pk=transfer.pk).state_name == "已更正"
    assert [(time.unit, time.because) for time in history(li)] == [
        (cast.hospital.name, ""), (cast.school.name, "误调更正"), (cast.hospital.name, "省内单位间调动"),
    ]  # fmt: skip
    assert AnnualResult.everywhere.get(person=li, year=this_year()).unit_id == cast.hospital.pk
    event = Event.objects.get(tag="transfer.correct")
    assert (event.subject_id, event.particulars["reason"]) == (transfer.pk, WHY)


def test_both_units_and_the_person_are_told(cast: Cast) -> None:
    correct(completed(cast), reason=WHY, by=cast.province_admin)
    told = set(Letter.everywhere.filter(title="误调更正").values_list("account_id", flat=True))
    assert {cast.li.account_id, cast.hospital_admin.account_id, cast.school_admin.account_id} <= told
    assert all(WHY in letter.text for letter in Letter.everywhere.filter(title="误调更正"))


def test_what_waits_at_the_new_unit_comes_back_along(cast: Cast) -> None:
    a_paper(cast.li_hat, cast.li, None, "临床护理路径研究", 6)
    transfer = completed(cast)
    review = Review.everywhere.get(kind=HOURS.key)
    assert review.desk_id == cast.school.pk
    correct(transfer, reason=WHY, by=cast.province_admin)
    review.refresh_from_db()
    assert (review.desk_id, review.desk_path) == (cast.hospital.pk, cast.hospital.path)


@pytest.mark.parametrize(
    ("kind", "status", "outside"),
    [("4", "85", "北京示例医院"), ("7", "60", ""), ("8", "80", "")],
    ids=["outside", "abroad", "deceased"],
)
def test_who_left_the_roll_by_mistake_is_back_on_it(cast: Cast, kind: str, status: str, outside: str) -> None:
    proofs = (
        (keep(ContentFile(paper(230), name="证明.bmp"), by=cast.hospital_clerk if kind == "8" else cast.li_hat).ref,)
        if kind != "4"
        else ()
    )
    long_ago = clock.today() - timedelta(days=200)
    Person.everywhere.update(enrolled_at=clock.now() - timedelta(days=1000))
    transfer = completed(cast, type=kind, new_unit=None, outside_name=outside, proofs=proofs, leaves_on=long_ago)
    left = history(Person.everywhere.get(pk=cast.li.pk))
    assert [(time.until, time.number) for time in left] == [(long_ago, transfer.number)]
    assert Person.everywhere.get(pk=cast.li.pk).status == status
    correct(transfer, reason=WHY, by=cast.jinan_admin)
    li = Person.everywhere.get(pk=cast.li.pk)
    assert (li.unit_id, li.status) == (cast.hospital.pk, "20")
    assert [(time.unit, time.until) for time in history(li)] == [(cast.hospital.name, None)]


def test_it_is_corrected_once(cast: Cast) -> None:
    transfer = completed(cast)
    correct(transfer, reason=WHY, by=cast.province_admin)
    with pytest.raises(Refusal, match="已经更正"):
        correct(transfer, reason=WHY, by=cast.province_admin)


def test_not_before_it_is_done_nor_past_what_happened_since(cast: Cast) -> None:
    later = departure(cast, leaves_on=clock.today() + timedelta(days=9))
    waiting = start(cast.li, later, by=cast.li_hat)
    with pytest.raises(Refusal, match="只有已完成的调转"):
        correct(waiting, reason=WHY, by=cast.province_admin)
    decided(waiting, cast.hospital_admin, approve=False)
    transfer = completed(cast)
    again = start(Person.everywhere.get(pk=cast.li.pk), departure(cast, new_unit=cast.hospital), by=cast.school_admin)
    with pytest.raises(Refusal, match="在办的调转"):
        correct(transfer, reason=WHY, by=cast.province_admin)
    decided(again, cast.school_admin)
    decided(again, cast.hospital_admin)
    with pytest.raises(Refusal, match="从最后一次开始"):
        correct(transfer, reason=WHY, by=cast.province_admin)
    correct(again, reason=WHY, by=cast.province_admin)
    correct(transfer, reason=WHY, by=cast.province_admin)
    assert now_at(cast.li) == cast.hospital.pk


def test_a_status_changed_since_stands_in_the_way(cast: Cast) -> None:
    transfer = completed(cast)
    leave(Person.everywhere.get(pk=cast.li.pk), status="70", by=SYSTEM)
    with pytest.raises(Refusal, match="人员状态已另行变更为“退休”"):
        correct(transfer, reason=WHY, by=cast.province_admin)


def test_a_reason_is_asked_for_and_nothing_changes_without(cast: Cast, as_hat: AsHat) -> None:
    transfer = completed(cast)
    client = as_hat(cast.province_admin)
    path = f"/transfers/{transfer.pk}/correction/"
    assert f'href="{path}"' in client.get(f"/transfers/{transfer.pk}/").content.decode()
    assert "退回原单位" in client.get(path).content.decode()
    answer = client.post(path, {"reason": "  "})
    assert (answer.status_code, now_at(cast.li)) == (422, cast.school.pk)
    assert client.post(path, {"reason": WHY}).status_code == 302
    assert now_at(cast.li) == cast.hospital.pk
    page = client.get(f"/transfers/{transfer.pk}/").content.decode()
    assert "误调更正，人员回到" in page
    assert WHY in page
    assert f'href="{path}"' not in page
    assert "已更正" in client.get("/transfers/", {"state": "corrected"}).content.decode()


def test_only_who_is_above_both_units(cast: Cast, as_hat: AsHat) -> None:
    transfer = completed(cast)
    path = f"/transfers/{transfer.pk}/correction/"
    for hat in (cast.hospital_admin, cast.school_admin, cast.health_admin, cast.li_hat):
        assert as_hat(hat).post(path, {"reason": WHY}).status_code == 403
    for hat in (cast.jinan_admin, cast.qingdao_admin):  # each is above one of them
        client = as_hat(hat)
        answer = client.post(path, {"reason": WHY})
        page = answer.content.decode()
        assert (answer.status_code, "共同的上级人社部门" in page, "更正后" in page) == (422, True, False)
        assert f'href="{path}"' not in client.get(f"/transfers/{transfer.pk}/").content.decode()
    assert as_hat(cast.province_admin).put(path).status_code == 405
    assert now_at(cast.li) == cast.school.pk
