"""Doors of 平台运营, each for one of the three operators; 我的数据记录 is everybody's."""

from jijiao.accounts.permissions import Permission
from jijiao.operations.models import Merge
from jijiao.operations.views import health, merges, trail, units
from jijiao.units.models import Unit
from jijiao.web.routes import guarded, signed_in

FORM = ("GET", "POST")
UNITS, MERGES = Permission.PLATFORM_UNITS, Permission.PLATFORM_MERGES

urlpatterns = [
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
    # operations/merges/
    guarded("operations/merges/", merges.merges, needs=MERGES, name="operations.merges"),
    guarded("operations/merges/people/", merges.people, needs=MERGES, name="operations.merge_people", methods=FORM),
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
]
