"""下属机构管理: only units below the own one; a suspended unit's administrators keep nothing; what waits goes up."""

from typing import Any

import pytest

from jijiao.accounts import actions as accounts
from jijiao.accounts.chiefs import Chief
from jijiao.accounts.models import Account, Hat
from jijiao.accounts.permissions import Permission
from jijiao.changes.actions import Amendment, ChangedMeanwhile
from jijiao.changes.facts import values_of
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.registration.tests.forms_filled import person_asks
from jijiao.subordinates import actions
from jijiao.subordinates.models import StatusChange
from jijiao.testing import make
from jijiao.testing.cast import Cast
from jijiao.units.actions import UnitFacts
from jijiao.units.checking import tree_differences

pytestmark = pytest.mark.covers("M5.1.2")
FACTS: dict[str, Any] = {
    "kind": "employer", "nature": "21", "level": "30", "industry": "Q84", "phone": "0531-86000000", "address": "示例路",
}  # fmt: skip


def facts(name: str = "济南示例第二医院", region: str = "370100", **changes: str) -> UnitFacts:
    return UnitFacts(name=name, region_id=region, **(FACTS | {"credit_code": make.credit_code(21)} | changes))


def chief(number: int = 601, name: str = "新管理") -> Chief:
    return Chief(document_kind="111", document=make.document(number), name=name, mobile="13700001234")


def test_a_department_founds_a_unit_with_its_super_administrator(cast: Cast) -> None:
    created = actions.create(facts(), superior=cast.health, chief=chief(), by=cast.health_admin)
    assert created.unit.path.startswith(cast.health.path)
    assert (created.unit.superior, created.unit.authority) == (cast.health, cast.jinan)
    assert created.hat is not None
    assert created.hat.chief
    assert created.hat.account.check_password(created.password)
    assert list(tree_differences()) == []


def test_whoever_has_an_account_is_asked_and_nothing_of_it_changes_before(cast: Cast) -> None:
    known = Chief(document_kind="111", document=cast.stranger.document, name="无名者")
    created = actions.create(facts(), superior=cast.health, chief=known, by=cast.health_admin)
    assert (created.hat, created.password) == (None, "")
    assert created.invitation is not None
    assert created.invitation.account == cast.stranger
    assert not Hat.everywhere.filter(account=cast.stranger).exists()
    other = Chief(document_kind="111", document=cast.stranger.document, name="别的名字")
    with pytest.raises(Refusal, match="姓名与填写的不一致"):
        actions.create(facts(credit_code=""), superior=cast.health, chief=other, by=cast.health_admin)
    assert Account.objects.filter(name="别的名字").count() == 0


@pytest.mark.parametrize(
    ("changes", "superior", "sentence"),
    [
        ({"credit_code": make.credit_code(2)}, "health", "已被其他有效单位使用"),
        ({"kind": "bureau", "credit_code": ""}, "health", "不能新建主管部门"),
        ({"credit_code": ""}, "school", "不是本单位的下属机构"),
        ({"credit_code": ""}, "base", "不是本单位的下属机构"),
    ],
)
def test_what_cannot_be_founded_is_refused(cast: Cast, changes: dict[str, str], superior: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        actions.create(facts(**changes), superior=getattr(cast, superior), by=cast.health_admin)


def test_an_edit_is_in_force_at_once_and_in_the_units_record(cast: Cast) -> None:
    base = values_of(cast.hospital)
    wish = Amendment(facts=base | {"address": "新址 1 号"}, base=base, reason="地址有误")
    assert actions.edit(cast.hospital, wish, by=cast.health_admin).address == "新址 1 号"
    assert cast.hospital.changes.get().fields.get().after == "新址 1 号"
    with pytest.raises(ChangedMeanwhile):
        actions.edit(
            cast.hospital, Amendment(facts=base | {"phone": "0531-1"}, base=base, reason="x"), by=cast.health_admin
        )


@pytest.mark.parametrize("who", ["jinan_admin", "hospital_admin", "school_admin"])
def test_only_those_above_it_in_the_tree_maintain_a_unit(cast: Cast, who: str) -> None:
    with pytest.raises(Refusal, match=r"只能查看|基本信息管理"):
        actions.suspend(cast.hospital, reason="停业", by=getattr(cast, who))


def test_administrators_of_a_suspended_unit_keep_nothing(cast: Cast, as_hat: Any) -> None:
    page = as_hat(cast.hospital_admin)
    assert page.get("/people/").status_code == 200
    actions.suspend(cast.hospital, reason="停业整顿", by=cast.health_admin)
    assert Hat.everywhere.get(pk=cast.hospital_admin.pk).permissions == frozenset()
    assert page.get("/people/").status_code == 403
    assert StatusChange.everywhere.get().reason == "停业整顿"
    actions.resume(cast.hospital, reason="整改完成", by=cast.health_admin)
    assert page.get("/people/").status_code == 200
    with pytest.raises(Refusal, match="不能办理"):
        actions.resume(cast.hospital, reason="再来", by=cast.health_admin)


def test_what_waits_at_a_suspended_units_desk_goes_up_and_comes_back(cast: Cast) -> None:
    review = person_asks(cast.hospital).review
    assert review is not None
    actions.suspend(cast.hospital, reason="停业整顿", by=cast.health_admin)
    review.refresh_from_db()
    assert review.desk == cast.health
    actions.resume(cast.hospital, reason="整改完成", by=cast.health_admin)
    review.refresh_from_db()
    assert review.desk == cast.hospital


def test_a_unit_moves_within_the_own_subtree_only(cast: Cast) -> None:
    actions.relocate(cast.clinic, cast.health, by=cast.health_admin)
    cast.clinic.refresh_from_db()
    assert cast.clinic.superior == cast.health
    with pytest.raises(Refusal, match="不是本单位的下属机构"):
        actions.relocate(cast.clinic, cast.school, by=cast.health_admin)
    with pytest.raises(Refusal, match="不能选为上级"):
        actions.relocate(cast.hospital, cast.hospital, by=cast.health_admin)
    assert list(tree_differences()) == []


def test_a_superior_gives_the_administrator_below_a_password_for_the_first_sign_in(cast: Cast) -> None:
    helped = actions.help_chief(cast.hospital, by=cast.health_admin)
    cast.hospital_admin.account.refresh_from_db()
    assert cast.hospital_admin.account.check_password(helped.password)
    with pytest.raises(Refusal, match="还没有超级管理员"):
        actions.help_chief(cast.clinic, by=cast.hospital_admin)
    with pytest.raises(Refusal, match="只能查看"):
        actions.help_chief(cast.school, by=cast.health_admin)


def test_nobody_helps_a_chief_who_is_somebody_elsewhere(cast: Cast, as_hat: Any) -> None:
    """The chief below is a technician on another unit's roll: with the password would go what they are there."""
    accounts.appoint(known(cast), cast.clinic, chief=True, by=SYSTEM)
    with pytest.raises(Refusal, match="在您的管理范围以外还有其他身份"):
        actions.help_chief(cast.clinic, by=cast.hospital_admin)
    assert Account.objects.get(pk=known(cast).pk).check_password(make.PASSWORD)
    page = as_hat(cast.hospital_admin).get(f"/units/below/{cast.clinic.pk}/chief/").content.decode()
    assert "核验身份后重置" in page
    assert "重置密码</button>" not in page


def known(cast: Cast) -> Account:
    """Wang of the school, with an account."""
    assert cast.wang.account is not None
    return cast.wang.account


def test_the_permission_is_the_super_administrators_to_give(cast: Cast) -> None:
    assert Permission.UNITS_MANAGE in cast.hospital_admin.permissions
    assert Permission.UNITS_MANAGE not in cast.hospital_clerk.permissions
    assert Permission.UNITS_MANAGE not in cast.base_admin.permissions
