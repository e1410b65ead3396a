"""The outcome is told to who applied: one letter an account, names for others only, everybody a kind names."""

from datetime import timedelta

from jijiao.changes import actions as changes
from jijiao.changes.review import UNIT_CHANGE
from jijiao.changes.tests.test_amend import wish
from jijiao.declarations.models import Declaration
from jijiao.demo.hours import a_paper
from jijiao.letters.models import Letter
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.reviews.actions import decide
from jijiao.reviews.deadlines import pass_over
from jijiao.reviews.kinds import KINDS
from jijiao.reviews.models import Stop
from jijiao.testing.cast import Cast
from jijiao.transfers.tests.setting import decided, started
from jijiao.units.models import Unit


def letters() -> list[tuple[str, str, str, str]]:
    rows = Letter.everywhere.order_by("account__name", "pk").select_related("account")
    return [(letter.account.name, letter.title, letter.text, letter.to) for letter in rows]


def test_a_technician_hears_of_all_that_was_decided_at_once_in_one_letter(cast: Cast) -> None:
    for number in range(4):
        a_paper(cast.li_hat, cast.li, None, f"临床护理路径研究{number}", 6)
    kind = KINDS["declaration"]
    ids = list(Declaration.everywhere.values_list("review_id", flat=True))
    scope = cast.hospital_admin.scope(kind.needs)
    decide(kind, ids[:3], approve=False, note="扫描件不清晰", by=cast.hospital_admin, scope=scope)
    decide(kind, ids[3:], approve=True, by=cast.hospital_admin, scope=scope)
    rejected, approved = letters()
    assert rejected[:3] == (
        "李建国", "学时（分）审核：驳回（3 件）",
        "您提交的 3 件申请已驳回。审核意见：扫描件不清晰。修改后可以重新提交。",
    )  # fmt: skip
    assert approved[1:3] == ("学时（分）审核：通过", "您提交的申请已通过。")


def test_the_administrators_of_a_unit_hear_what_became_of_its_change(cast: Cast) -> None:
    change = changes.amend(cast.hospital, wish(cast.hospital, address="示例大街"), by=cast.hospital_clerk).asked
    assert change is not None
    scope = cast.health_admin.scope(UNIT_CHANGE.needs)
    decide(UNIT_CHANGE, [change.review_id or 0], approve=True, by=cast.health_admin, scope=scope)
    assert letters() == [
        (
            name,
            "机构信息修改审核：通过（济南示例第一医院）",
            "您提交的申请（济南示例第一医院）已通过。",
            f"/units/own/changes/{change.pk}/",
        )
        for name in ("冯经办", "吴院员")
    ]


def test_the_title_names_the_person_to_whoever_else_reads_it(cast: Cast) -> None:
    transfer = started(cast, by=cast.hospital_clerk, type="4", new_unit=None, outside_name="北京示例医院")
    decided(transfer, cast.hospital_admin)
    titles = {letter[0]: letter[1] for letter in letters() if "审核" in letter[1]}
    assert titles == {"李建国": "人员调转审核：通过", "冯经办": "人员调转审核：通过（李建国）"}


def test_a_long_name_is_cut_to_the_length_of_a_title(cast: Cast) -> None:
    change = changes.amend(cast.hospital, wish(cast.hospital, address="示例大街"), by=cast.hospital_clerk).asked
    Unit.everywhere.filter(pk=cast.hospital.pk).update(name="院" * 100)
    decide(
        UNIT_CHANGE, [change.review_id or 0], approve=True,
        by=cast.health_admin, scope=cast.health_admin.scope(UNIT_CHANGE.needs),
    )  # fmt: skip
    assert {len(title) for _, title, *_ in letters()} == {100}


def test_a_lapse_is_told_in_the_same_way(cast: Cast) -> None:
    transfer = started(cast, by=cast.hospital_clerk)
    Stop.everywhere.filter(review=transfer.review_id, seq=0).update(due_on=clock.today() - timedelta(days=1))
    assert pass_over(by=SYSTEM) == 1
    titles = {letter[0]: letter[1] for letter in letters() if "审核" in letter[1]}
    assert titles == {"李建国": "人员调转审核：超期转办", "冯经办": "人员调转审核：超期转办（李建国）"}
