"""Doors of 下属机构管理: looking at every unit below, maintaining those below in the tree."""

from jijiao.accounts.permissions import Permission
from jijiao.subordinates import ending_views, views
from jijiao.units.models import Unit
from jijiao.web.routes import guarded

FORM = ("GET", "POST")
VIEW, MANAGE = Permission.UNITS_VIEW, Permission.UNITS_MANAGE
AT = "units/below/"
ONE = f"{AT}<int:pk>/"

# units/below/
urlpatterns = [
    guarded(AT, views.tree, needs=VIEW, name="subordinates.tree"),
    guarded(ONE, views.record, needs=VIEW, name="subordinates.record", of=Unit),
    guarded(f"{ONE}branch/", views.branch, needs=VIEW, name="subordinates.branch", of=Unit),
    guarded(f"{AT}new/", views.new, needs=MANAGE, name="subordinates.new", methods=FORM),
    guarded(f"{ONE}edit/", views.edit, needs=MANAGE, name="subordinates.edit", of=Unit, methods=FORM),
    guarded(f"{ONE}state/", views.state, needs=MANAGE, name="subordinates.state", of=Unit, methods=FORM),
    guarded(f"{ONE}place/", views.place, needs=MANAGE, name="subordinates.place", of=Unit, methods=FORM),
    guarded(f"{ONE}chief/", views.chief, needs=MANAGE, name="subordinates.chief", of=Unit, methods=FORM),
    guarded(f"{ONE}chief/naming/", views.naming, needs=MANAGE, name="subordinates.naming", of=Unit, methods=FORM),
    guarded(
        f"{ONE}chief/answer/", views.naming_answer, needs=MANAGE, name="subordinates.naming_answer", of=Unit,
        methods=("POST",),
    ),
    guarded(f"{ONE}merger/", ending_views.merger, needs=MANAGE, name="subordinates.merger", of=Unit, methods=FORM),
    guarded(f"{ONE}closing/", ending_views.closing, needs=MANAGE, name="subordinates.closing", of=Unit, methods=FORM),
    guarded(
        f"{ONE}restoring/", ending_views.restoring, needs=MANAGE, name="subordinates.restoring", of=Unit, methods=FORM
    ),
]  # fmt: skip
