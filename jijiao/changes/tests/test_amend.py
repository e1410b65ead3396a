"""修改单位信息: what takes effect at once, what the superior decides, what stands against it, the record."""

from typing import Any

import pytest

from jijiao.attachments.models import Attachment
from jijiao.changes import actions
from jijiao.changes.actions import Amendment, ChangedMeanwhile
from jijiao.changes.facts import values_of
from jijiao.changes.models import ChangedField, UnitChange
from jijiao.changes.review import UNIT_CHANGE
from jijiao.lib import clock
from jijiao.lib.refusal import Refusal
from jijiao.reviews.actions import Outcome, decide
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.models import Unit
from jijiao.units.queries import directory

pytestmark = pytest.mark.covers("M5.1.1.1", "M5.1.4.2")


def scan(cast: Cast) -> str:
    """An uploaded picture of the hospital's administrator."""
    made = Attachment.everywhere.create(
        name="批文.png", kind="png", size=1, digest="0", width=1, height=1,
        stored_as=f"x{Attachment.everywhere.count()}",
        uploaded_by=cast.hospital_admin.account_id, created_at=clock.now(),
    )  # fmt: skip
    return made.ref


def wish(unit: Unit, reason: str = "更名", proofs: tuple[str, ...] = (), **facts: Any) -> Amendment:
    unit.refresh_from_db()
    base = values_of(unit)
    return Amendment(facts=base | facts, base=base, reason=reason, proofs=proofs)


def decided(change: UnitChange | None, by: Any, *, approve: bool = True, note: str = "") -> Outcome:
    assert change is not None
    scope = by.scope(UNIT_CHANGE.needs)
    return decide(UNIT_CHANGE, [change.review_id or 0], approve=approve, note=note, by=by, scope=scope)[0]


def test_a_telephone_changes_at_once_and_is_in_the_record(cast: Cast) -> None:
    outcome = actions.amend(
        cast.hospital, wish(cast.hospital, reason="", phone="0531-86001234"), by=cast.hospital_admin
    )
    cast.hospital.refresh_from_db()
    assert (cast.hospital.phone, outcome.asked) == ("0531-86001234", None)
    line = ChangedField.everywhere.get(change=outcome.at_once)
    assert (line.name, line.before_shown, line.after_shown) == ("phone", "0531-86000000", "0531-86001234")
    assert (line.change.state_name, line.change.requested_by) == ("已生效", cast.hospital_admin)


def test_the_rest_waits_for_the_superior_and_is_written_field_by_field(cast: Cast) -> None:
    asked = wish(cast.hospital, proofs=(scan(cast),), name="济南示例中心医院", nature="22", phone="0531-86001234")
    outcome = actions.amend(cast.hospital, asked, by=cast.hospital_admin)
    change = outcome.asked
    assert change is not None
    assert (change.review.desk, change.summary) == (cast.health, "单位名称、单位性质 2 项")
    cast.hospital.refresh_from_db()
    assert (cast.hospital.name, cast.hospital.phone) == ("济南示例第一医院", "0531-86001234")
    assert decided(change, cast.health_admin).done
    cast.hospital.refresh_from_db()
    assert (cast.hospital.name, cast.hospital.nature) == ("济南示例中心医院", "22")
    lines = ChangedField.everywhere.filter(change=change).order_by("name")
    assert [(line.name, line.before_shown, line.after_shown) for line in lines] == [
        ("name", "济南示例第一医院", "济南示例中心医院"),
        ("nature", "事业单位（公益一类）", "事业单位（公益二类）"),
    ]


def test_a_unit_is_found_by_the_name_it_had(cast: Cast) -> None:
    asked = wish(cast.hospital, proofs=(scan(cast),), name="济南示例中心医院")
    decided(actions.amend(cast.hospital, asked, by=cast.hospital_admin).asked, cast.health_admin)
    for text in ("第一医院", "中心医院"):
        assert cast.hospital in directory(kinds=[Unit.Kind.EMPLOYER], text=text)
    assert [former.name for former in cast.hospital.former_names.all()] == ["济南示例第一医院"]


def test_one_request_is_on_its_way_and_a_rejected_one_changes_nothing(cast: Cast) -> None:
    first = actions.amend(cast.hospital, wish(cast.hospital, address="示例大街 1 号"), by=cast.hospital_admin).asked
    with pytest.raises(Refusal, match="有一份变更申请正在审核"):
        actions.amend(cast.hospital, wish(cast.hospital, address="示例大街 2 号"), by=cast.hospital_admin)
    assert decided(first, cast.health_admin, approve=False, note="请补充批文").done
    cast.hospital.refresh_from_db()
    assert cast.hospital.address == ""
    again = actions.amend(cast.hospital, wish(cast.hospital, address="示例大街 2 号"), by=cast.hospital_admin).asked
    assert again is not None
    actions.withdraw(again, by=cast.hospital_admin)
    again.refresh_from_db()
    assert (again.open, again.state_name) == (False, "已撤回")


@pytest.mark.parametrize(
    ("facts", "reason", "field", "says"),
    [
        ({}, "更名", None, "没有修改任何内容"),
        ({"address": "示例大街 1 号"}, "", "reason", "请填写变更原因"),
        ({"name": "新名称医院"}, "更名", "proofs", "须上传批文"),
        ({"region": "379999"}, "迁移", "region", "还没有人社部门"),
    ],
)
def test_what_stands_against_it(cast: Cast, facts: dict[str, str], reason: str, field: str | None, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        actions.amend(cast.hospital, wish(cast.hospital, reason, (), **facts), by=cast.hospital_admin)
    assert refused.value.field == field


def test_a_code_of_an_active_unit_is_refused_now_and_at_the_decision(cast: Cast) -> None:
    with pytest.raises(Refusal, match="已被其他有效单位使用") as refused:
        actions.amend(
            cast.hospital, wish(cast.hospital, credit_code=cast.school.credit_code), by=cast.hospital_admin
        )  # fmt: skip
    assert refused.value.field == "credit_code"
    code = make.credit_code(50)
    change = actions.amend(
        cast.hospital, wish(cast.hospital, proofs=(scan(cast),), credit_code=code), by=cast.hospital_admin
    ).asked
    make.unit("抢先公司", Unit.Kind.EMPLOYER, "370100", authority=cast.jinan, code=code)
    outcome = decided(change, cast.health_admin)
    assert (outcome.done, "已被其他有效单位使用" in outcome.message) == (False, True)


def test_the_second_of_two_administrators_sees_the_difference(cast: Cast) -> None:
    theirs = wish(cast.hospital, phone="0531-86005555")
    actions.amend(cast.hospital, wish(cast.hospital, phone="0531-86001234"), by=cast.hospital_clerk)
    with pytest.raises(ChangedMeanwhile) as conflict:
        actions.amend(cast.hospital, theirs, by=cast.hospital_admin)
    assert conflict.value.drift == {"phone": ("0531-86000000", "0531-86001234")}


def test_what_changed_since_it_was_asked_for_is_not_overwritten(cast: Cast) -> None:
    change = actions.amend(cast.hospital, wish(cast.hospital, address="示例大街 1 号"), by=cast.hospital_admin).asked
    Unit.everywhere.filter(pk=cast.hospital.pk).update(address="别处")
    outcome = decided(change, cast.health_admin)
    assert (outcome.done, outcome.message) == (
        False, "该单位的单位地址在申请之后已经变更，请驳回，并请该单位核对后重新申请",
    )  # fmt: skip


def test_another_region_brings_another_authority(cast: Cast) -> None:
    change = actions.amend(cast.school, wish(cast.school, region="370100"), by=cast.school_admin).asked
    assert decided(change, cast.qingdao_admin).done
    cast.school.refresh_from_db()
    assert (cast.school.authority, cast.school.above) == (cast.jinan, cast.jinan)
    assert cast.school.path.startswith(cast.jinan.path)
    cast.wang.refresh_from_db()
    assert cast.wang.unit_path == cast.school.path
