"""撤回 and 修改后再报: only whoever declared, and the review goes on as its next round."""

import pytest

from jijiao.declarations.actions import Doubled, NotOwn, correct, withdraw
from jijiao.declarations.models import Declaration
from jijiao.declarations.tests.learnings import decided, declared, learning, upload
from jijiao.reviews.flow import IllegalMove
from jijiao.testing.cast import Cast

pytestmark = pytest.mark.covers("M5.2.3", "R2")


def fresh(row: Declaration) -> Declaration:
    return Declaration.everywhere.select_related("review").get(pk=row.pk)


def test_what_is_withdrawn_can_be_declared_again(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    withdraw(fresh(row), by=cast.li_hat)
    assert (fresh(row).state, fresh(row).live) == ("withdrawn", False)
    assert declared(cast.li_hat, cast.li)


def test_only_the_declarer_withdraws_and_corrects(cast: Cast) -> None:
    own, units = declared(cast.li_hat, cast.li)[0], declared(cast.hospital_admin, cast.li, title="另一次培训")[0]
    for row, by in ((own, cast.hospital_admin), (own, cast.wang_hat), (units, cast.li_hat), (units, cast.school_admin)):
        with pytest.raises(NotOwn):
            withdraw(fresh(row), by=by)
        with pytest.raises(NotOwn):
            correct(fresh(row), learning(), [upload(by)], by=by)


def test_what_was_approved_cannot_be_withdrawn_or_corrected(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    decided(cast.hospital_admin, row)
    with pytest.raises(IllegalMove):
        withdraw(fresh(row), by=cast.li_hat)
    with pytest.raises(IllegalMove):
        correct(fresh(row), learning(), [upload(cast.li_hat)], by=cast.li_hat)


def test_a_rejected_one_is_corrected_and_sets_out_again(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    kept = row.proofs.get().attachment
    decided(cast.hospital_admin, row, approve=False)
    assert not fresh(row).live
    more = upload(cast.li_hat)
    correct(fresh(row), learning(class_hours="32", claimed_hours="32"), [kept.ref, more], by=cast.li_hat)
    again = fresh(row)
    assert (int(again.claimed), again.live, again.state) == (32, True, "pending")
    assert again.review
    assert again.review.round == 2
    assert [proof.attachment.ref for proof in again.proofs.all()] == [kept.ref, more]
    with pytest.raises(IllegalMove):
        correct(fresh(row), learning(), [more], by=cast.li_hat)


def test_a_correction_does_not_double_another_declaration(cast: Cast) -> None:
    row = declared(cast.li_hat, cast.li)[0]
    decided(cast.hospital_admin, row, approve=False)
    declared(cast.hospital_admin, cast.li)
    with pytest.raises(Doubled):
        correct(fresh(row), learning(), [upload(cast.li_hat)], by=cast.li_hat)
    assert fresh(row).state == "rejected"
