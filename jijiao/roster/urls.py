"""Doors to the list of people and to what is done from it."""

from jijiao.accounts.permissions import Permission
from jijiao.people.models import Person
from jijiao.roster import views
from jijiao.roster.models import Batch
from jijiao.web.routes import guarded

VIEW, CHANGE = Permission.PEOPLE_VIEW, Permission.PEOPLE_IMPORT
FORM, POST = ("GET", "POST"), ("POST",)

# people/, before the addresses of single people
urlpatterns = [
    guarded("people/", views.roster, needs=VIEW, name="roster.list"),
    guarded("people/departments/", views.departments, needs=CHANGE, name="roster.departments", methods=POST),
    guarded("people/disabling/", views.disabling, needs=CHANGE, name="roster.disabling", methods=POST),
    guarded("people/enabling/", views.enabling, needs=CHANGE, name="roster.enabling", methods=POST),
    guarded("people/changes/", views.history, needs=CHANGE, name="roster.batches"),
    guarded("people/changes/<str:ref>/", views.batch, needs=CHANGE, name="roster.batch", of=Batch, own=True, by="ref"),
    guarded(
        "people/changes/<str:ref>/undoing/",
        views.undoing,
        needs=CHANGE,
        name="roster.undoing",
        of=Batch,
        own=True,
        by="ref",
        methods=POST,
    ),
    *(
        guarded(
            f"people/<str:ref>/{name}/",
            view,
            needs=CHANGE,
            name=f"roster.{name}",
            of=Person,
            own=True,
            by="ref",
            methods=FORM,
        )
        for name, view in (("disable", views.disable), ("enable", views.enable))
    ),
]
