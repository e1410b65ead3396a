"""Doors to the list of people and to what is done from it."""

from jijiao.accounts.permissions import Permission
from jijiao.people.models import Person
from jijiao.roster import activation_views, export_views, query_views, views
from jijiao.roster.models import Batch, Export, SavedQuery
from jijiao.web.routes import guarded, public, signed_in

VIEW, CHANGE = Permission.PEOPLE_VIEW, Permission.PEOPLE_MANAGE
SHARE, REVEAL = Permission.PEOPLE_EXPORT, Permission.PEOPLE_REVEAL
FORM, POST = ("GET", "POST"), ("POST",)

# people/, before the addresses of single people; activate/
urlpatterns = [
    guarded("people/", views.roster, needs=VIEW, name="roster.list"),
    guarded("people/departments/", views.departments, needs=CHANGE, name="roster.departments", methods=POST),
    guarded("people/disabling/", views.disabling, needs=CHANGE, name="roster.disabling", methods=POST),
    guarded("people/enabling/", views.enabling, needs=CHANGE, name="roster.enabling", methods=POST),
    guarded("people/export/", export_views.export, needs=SHARE, name="roster.export", methods=FORM),
    guarded("people/exports/", export_views.exports, needs=REVEAL, name="roster.exports"),
    *(
        guarded(
            f"people/exports/<str:ref>/{route}",
            view,
            needs=REVEAL,
            name=f"roster.{name}",
            of=Export,
            own=True,
            by="ref",
            methods=methods,
        )
        for route, view, name, methods in (
            ("", export_views.record, "export_record", ("GET",)),
            ("approval/", export_views.approval, "export_approval", POST),
            ("refusal/", export_views.refusal, "export_refusal", POST),
        )
    ),
    guarded("people/columns/", query_views.columns, needs=VIEW, name="roster.columns", methods=FORM),
    guarded("people/queries/", query_views.queries, needs=VIEW, name="roster.queries", methods=FORM),
    signed_in(
        "people/queries/<str:ref>/removal/",
        query_views.removal,
        name="roster.query_removal",
        of=SavedQuery,
        by="ref",
        methods=POST,
    ),
    guarded("people/links/", activation_views.links, needs=CHANGE, name="roster.links", methods=POST),
    guarded(
        "people/import/links/", activation_views.import_links, needs=CHANGE, name="roster.import_links", methods=POST
    ),
    public("activate/<str:secret>/", activation_views.activation, name="roster.activation", methods=FORM),
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
