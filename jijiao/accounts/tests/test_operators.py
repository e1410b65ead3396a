"""三员分立: three operators with nothing in common, and none of them decides or records hours."""

from io import StringIO
from itertools import combinations

import pytest
from django.core.management import call_command

from jijiao.accounts.actions import appoint_operator, install_built_in_roles
from jijiao.accounts.management.commands.appoint import OPERATORS
from jijiao.accounts.models import Hat
from jijiao.accounts.permissions import BY_UNIT_KIND, OPERATOR_ROLES, TECHNICIAN, Permission
from jijiao.accounts.roles import roles_for
from jijiao.demo.invented import document
from jijiao.lib.actor import SYSTEM
from jijiao.lib.refusal import Refusal
from jijiao.testing.cast import Cast

EVERYBODYS = {Permission.DASHBOARD_VIEW, Permission.JOBS_VIEW}


def test_the_three_have_nothing_in_common() -> None:
    for one, other in combinations(OPERATOR_ROLES.values(), 2):
        assert one & other == EVERYBODYS


@pytest.mark.covers("R4")
def test_none_of_them_may_do_what_units_and_technicians_do() -> None:
    business = TECHNICIAN.union(*BY_UNIT_KIND.values()) - EVERYBODYS
    for permissions in OPERATOR_ROLES.values():
        assert permissions & business == set()


def test_a_hat_has_what_its_role_says_and_nothing_without_one(cast: Cast) -> None:
    for hat in (cast.operator, cast.system_officer, cast.audit_officer):
        assert hat.permissions == OPERATOR_ROLES[hat.role_name]
    assert Hat(account=cast.stranger, kind=Hat.Kind.OPERATOR).permissions == set()
    assert cast.operator.label == "韩运营（安全管理员）"


def test_nobody_is_two_of_them(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能由同一人兼任"):
        appoint_operator(cast.operator.account, "审计管理员", by=SYSTEM)


def test_no_unit_can_give_these_roles(cast: Cast) -> None:
    assert not {role.name for role in roles_for(cast.hospital)} & set(OPERATOR_ROLES)


@pytest.mark.django_db
@pytest.mark.parametrize(("word", "role"), OPERATORS.items())
def test_an_installation_appoints_each(monkeypatch: pytest.MonkeyPatch, word: str, role: str) -> None:
    install_built_in_roles(by=SYSTEM)
    answers = iter([document(77), "秦安全", "13900000077"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr("jijiao.accounts.management.commands.appoint.getpass", lambda prompt: "Lan-hua_2026")
    call_command("appoint", word, stdout=StringIO())
    assert Hat.everywhere.get().role_name == role
