"""审核代理: a right lent for some days; it ends by time, by hand, and with whoever lent it."""

from datetime import timedelta

import pytest

from jijiao.accounts import actions, substitutes
from jijiao.accounts.models import Hat, Role, Substitution
from jijiao.accounts.permissions import Permission
from jijiao.accounts.posts import Post
from jijiao.lib import clock
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.testing import make
from jijiao.testing.cast import Cast

REVIEW = Permission.HOURS_REVIEW


def lend(cast: Cast, deputy: Hat | None = None, *, start: int = 0, days: int = 7, kinds: tuple[str, ...] = (REVIEW,)) -> Substitution:  # fmt: skip  # noqa: E501
    begin = clock.now() + timedelta(days=start)
    return substitutes.name_substitute(
        cast.hospital_admin, deputy or cast.hospital_clerk, permissions=kinds,
        starts_at=begin, ends_at=begin + timedelta(days=days), by=cast.hospital_admin,
    )  # fmt: skip


def clerk(cast: Cast) -> Hat:
    return Hat.everywhere.select_related("account", "unit", "role").get(pk=cast.hospital_clerk.pk)


@pytest.mark.covers("M5.1.1.3")
def test_a_deputy_may_review_and_bears_both_names(cast: Cast) -> None:
    lend(cast)
    deputy = clerk(cast)
    assert deputy.may(REVIEW)
    assert not clerk(cast).standing & {REVIEW}
    assert deputy.standing_in(REVIEW).label == "冯经办（代 吴院员）（济南示例第一医院）"
    assert deputy.standing_in(Permission.PEOPLE_VIEW).label == "冯经办（济南示例第一医院）"
    assert deputy.label == "冯经办（济南示例第一医院）"


def test_it_ends_by_time_and_begins_by_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, now = lend(cast, start=1, days=1), clock.now()
    found = []
    for days in (0, 1.5, 2.5):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        found.append((clerk(cast).may(REVIEW), row.state))
    assert found == [(False, "未开始"), (True, "进行中"), (False, "已结束")]


def test_it_ends_by_hand(cast: Cast) -> None:
    row = lend(cast)
    for _ in range(2):
        substitutes.end_substitution(row, by=cast.hospital_admin)
    assert not clerk(cast).may(REVIEW)


def test_nothing_outlives_the_right_or_the_post_of_the_absent(cast: Cast) -> None:
    lend(cast)
    actions.make_chief(cast.hospital_reader, by=cast.hospital_admin)
    assert not clerk(cast).may(REVIEW)


def test_a_dismissed_deputy_has_nothing(cast: Cast) -> None:
    row = lend(cast)
    actions.dismiss(cast.hospital_clerk, by=cast.hospital_admin)
    row.refresh_from_db()
    assert row.state == "已结束"


def test_a_lent_right_is_not_lent_on(cast: Cast) -> None:
    lend(cast)
    with pytest.raises(Refusal, match="没有所选审核的权限"):
        substitutes.name_substitute(
            clerk(cast), cast.hospital_reader, permissions=[REVIEW],
            starts_at=clock.now(), ends_at=clock.now() + timedelta(days=1), by=SYSTEM,
        )  # fmt: skip


def test_who_cannot_be_named(cast: Cast) -> None:
    limited = make.administrator(cast.hospital, "限部门", role="查询人员")
    post = Post(Role.everywhere.get(name="查询人员"), None, Hat.Range.DEPARTMENTS, (cast.surgery,))
    limited = actions.change_role(limited, post, by=SYSTEM)
    for deputy, sentence in (
        (cast.hospital_admin, "不能是被代理人本人"),
        (cast.school_admin, "都是本单位在任的管理员"),
        (limited, "数据范围限定"),
    ):
        with pytest.raises(Refusal, match=sentence):
            lend(cast, deputy)


def test_nobody_stands_in_in_a_circle_or_while_away(cast: Cast) -> None:
    other = make.administrator(cast.hospital, "褚审核", role="审核人员")
    lend(cast, start=1)

    def turn(absent: Hat, deputy: Hat, start: int) -> None:
        begin = clock.now() + timedelta(days=start)
        substitutes.name_substitute(
            absent, deputy, permissions=[REVIEW], starts_at=begin, ends_at=begin + timedelta(days=2), by=SYSTEM
        )

    Hat.everywhere.filter(pk=cast.hospital_clerk.pk).update(role=other.role)
    for absent, deputy, sentence in (
        (clerk(cast), cast.hospital_reader, "冯经办在这段时间代理吴院员的审核，请先结束该代理"),
        (other, cast.hospital_admin, "吴院员本来就有所选审核的权限"),
    ):
        with pytest.raises(Refusal, match=sentence):
            turn(absent, deputy, 2)
    actions.make_chief(other, former_role=Role.everywhere.get(unit=None, name="查询人员"), by=SYSTEM)
    former = Hat.everywhere.select_related("account", "unit", "role").get(pk=cast.hospital_admin.pk)
    with pytest.raises(Refusal, match="吴院员在这段时间由冯经办代理，不能再代理他人") as refused:
        turn(clerk(cast), former, 2)
    assert refused.value.field == "deputy"
    turn(clerk(cast), former, 9)


@pytest.mark.parametrize(("start", "days"), [(0, 0), (-3, 1), (0, 181)])
def test_the_time_must_make_sense(cast: Cast, start: int, days: int) -> None:
    with pytest.raises(Refusal) as caught:
        lend(cast, start=start, days=days)
    assert caught.value.field == "until"


@pytest.mark.parametrize("kinds", [(), (Permission.PEOPLE_IMPORT,), (Permission.NOTICES_MANAGE,)])
def test_only_kinds_of_review_that_the_absent_holds(cast: Cast, kinds: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as caught:
        lend(cast, kinds=kinds)
    assert caught.value.field == "permissions"
