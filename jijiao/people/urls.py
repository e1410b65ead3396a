"""Doors to the people of a unit; their list and what is done to many is the roster's."""

from jijiao.accounts.permissions import Permission
from jijiao.people import views
from jijiao.people.models import Paper, Person
from jijiao.web.routes import guarded

FORM = ("GET", "POST")

# people/
urlpatterns = [
    guarded("people/new/", views.new, needs=Permission.PEOPLE_MANAGE, name="people.new", methods=FORM),
    guarded("people/import/", views.batch, needs=Permission.PEOPLE_IMPORT, name="people.import", methods=FORM),
    guarded("people/import/template/", views.template, needs=Permission.PEOPLE_IMPORT, name="people.import_template"),
    guarded(
        "people/papers/<str:ref>/",
        views.paper,
        needs=Permission.PEOPLE_REVEAL,
        name="people.paper",
        of=Paper,
        own=True,
        by="ref",
    ),
    guarded("people/<str:ref>/", views.record, needs=Permission.PEOPLE_VIEW, name="people.record", of=Person, by="ref"),
    guarded(
        "people/<str:ref>/password/",
        views.password,
        needs=Permission.PEOPLE_RESET,
        name="people.password",
        of=Person,
        own=True,
        by="ref",
        methods=FORM,
    ),
    guarded(
        "people/<str:ref>/number/",
        views.number,
        needs=Permission.PEOPLE_REVEAL,
        name="people.number",
        of=Person,
        own=True,
        by="ref",
        methods=FORM,
    ),
]
