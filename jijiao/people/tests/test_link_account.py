"""Linking a person of the roll with the account that signs in."""

import pytest

from jijiao.accounts.models import Hat
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.people import actions
from jijiao.testing import make
from jijiao.testing.cast import Cast


def test_the_account_becomes_the_persons_with_the_technicians_hat(cast: Cast) -> None:
    person = make.person(cast.hospital, "无名者", 11)
    linked = actions.link_account(person, cast.stranger, by=SYSTEM)
    assert linked.account == cast.stranger
    assert Hat.everywhere.filter(account=cast.stranger, kind=Hat.Kind.TECHNICIAN).exists()
    assert actions.link_account(person, cast.stranger, by=SYSTEM).account == cast.stranger


def test_another_persons_document_is_refused(cast: Cast) -> None:
    person = make.person(cast.hospital, "赵晓明", 310)
    with pytest.raises(Refusal, match="证件号不一致"):
        actions.link_account(person, cast.stranger, by=SYSTEM)


def test_an_account_belongs_to_one_person(cast: Cast) -> None:
    with pytest.raises(Refusal):
        actions.link_account(cast.li, cast.wang.account, by=SYSTEM)  # type: ignore[arg-type]
    cast.li.refresh_from_db()
    assert cast.li.account != cast.wang.account
