"""Doors of 管理内设部门: the own unit's only."""

from jijiao.accounts.permissions import Permission
from jijiao.organisation import views
from jijiao.units.models import Department
from jijiao.web.routes import guarded

FORM = ("GET", "POST")
POST = ("POST",)
NEEDS = Permission.DEPARTMENTS_MANAGE
AT = "units/own/departments/"
ONE = f"{AT}<int:pk>/"

# units/own/departments/
urlpatterns = [
    guarded(AT, views.chart, needs=NEEDS, name="organisation.departments"),
    guarded(f"{AT}new/", views.new, needs=NEEDS, name="organisation.new", methods=FORM),
    guarded(
        ONE, views.department, needs=NEEDS, name="organisation.department", of=Department, own=True, methods=FORM
    ),
    guarded(f"{ONE}place/", views.place, needs=NEEDS, name="organisation.place", of=Department, own=True, methods=POST),
    guarded(
        f"{ONE}parent/", views.parent, needs=NEEDS, name="organisation.parent", of=Department, own=True, methods=POST
    ),
    guarded(
        f"{ONE}merger/", views.merger, needs=NEEDS, name="organisation.merger", of=Department, own=True, methods=POST
    ),
    guarded(
        f"{ONE}closing/", views.closing, needs=NEEDS, name="organisation.closing", of=Department, own=True, methods=POST
    ),
    guarded(
        f"{ONE}reopening/", views.reopening, needs=NEEDS, name="organisation.reopening", of=Department, own=True,
        methods=POST,
    ),
]  # fmt: skip
