"""Doors of 平台运营, each for one of the three operators; 我的数据记录 is everybody's."""

from collections.abc import Sequence

from django.urls import URLPattern

from jijiao.accounts.permissions import Permission
from jijiao.operations.models import Holder, IdentityCheck, Merge
from jijiao.operations.views import accounts, health, merges, trail, units
from jijiao.units.models import Unit
from jijiao.web.routes import View, guarded, signed_in

FORM = ("GET", "POST")
ACCOUNTS, UNITS, MERGES = Permission.PLATFORM_ACCOUNTS, Permission.PLATFORM_UNITS, Permission.PLATFORM_MERGES


def of_account(route: str, view: View, name: str, methods: Sequence[str] = ("POST",)) -> URLPattern:
    """operations/accounts/<ref>/…: one account, for the 安全管理员."""
    address = f"operations/accounts/<str:ref>/{route}"
    return guarded(address, view, needs=ACCOUNTS, name=name, of=Holder, by="ref", methods=methods)


urlpatterns = [
    # operations/accounts/
    guarded("operations/accounts/", accounts.accounts, needs=ACCOUNTS, name="operations.accounts", methods=FORM),
    of_account("", accounts.account, "operations.account", ("GET",)),
    of_account("identity-checks/", accounts.identity_check, "operations.identity_check"),
    of_account(
        "identity-checks/<int:check>/scans/<int:number>/", accounts.scan, "operations.scan", ("GET",)
    ),
    of_account("unlocking/", accounts.unlocking, "operations.unlocking"),
    of_account("password/", accounts.password, "operations.password"),
    of_account("sessions/", accounts.sessions, "operations.sessions"),
    of_account("second/", accounts.second_factor, "operations.second_factor"),
    of_account("number/", accounts.number, "operations.number", FORM),
    # operations/identity-checks/
    guarded(
        "operations/identity-checks/<int:pk>/", accounts.check_record, needs=Permission.AUDIT_VIEW,
        name="operations.check_record", of=IdentityCheck,
    ),
    guarded(
        "operations/identity-checks/<int:pk>/scans/<int:number>/", accounts.check_scan, needs=Permission.AUDIT_VIEW,
        name="operations.check_scan", of=IdentityCheck,
    ),
    # operations/units/
    guarded("operations/units/", units.units, needs=UNITS, name="operations.units"),
    guarded("operations/units/new/", units.founding, needs=UNITS, name="operations.founding", methods=FORM),
    guarded("operations/units/<int:pk>/", units.unit, needs=UNITS, name="operations.unit", of=Unit),
    guarded(
        "operations/units/<int:pk>/credit-code/",
        units.credit_code,
        needs=UNITS,
        name="operations.credit_code",
        of=Unit,
        methods=FORM,
    ),
    guarded(
        "operations/units/<int:pk>/chief/",
        units.naming,
        needs=UNITS,
        name="operations.naming",
        of=Unit,
        methods=FORM,
    ),
    guarded(
        "operations/units/<int:pk>/chief/answer/",
        units.naming_answer,
        needs=UNITS,
        name="operations.naming_answer",
        of=Unit,
        methods=("POST",),
    ),
    # operations/merges/
    guarded("operations/merges/", merges.merges, needs=MERGES, name="operations.merges"),
    guarded("operations/merges/people/", merges.people, needs=MERGES, name="operations.merge_people", methods=FORM),
    guarded("operations/merges/units/", merges.units, needs=MERGES, name="operations.merge_units", methods=FORM),
    guarded("operations/merges/<int:pk>/", merges.merge, needs=MERGES, name="operations.merge", of=Merge),
    guarded(
        "operations/merges/<int:pk>/undoing/",
        merges.undoing,
        needs=MERGES,
        name="operations.undoing",
        of=Merge,
        methods=("POST",),
    ),
    # operations/trail/, operations/health/
    guarded("operations/trail/", trail.trail, needs=Permission.AUDIT_VIEW, name="operations.trail"),
    guarded(
        "operations/trail/verification/",
        trail.verification,
        needs=Permission.AUDIT_VIEW,
        name="operations.verification",
        methods=("POST",),
    ),
    guarded("operations/health/", health.health, needs=Permission.PLATFORM_HEALTH, name="operations.health"),
    signed_in("my-data/", trail.my_data, name="operations.my_data"),
    signed_in("my-data/copy/", trail.my_data_copy, name="operations.my_data_copy", methods=("POST",)),
]  # fmt: skip
