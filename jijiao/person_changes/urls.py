"""Doors of 个人信息: the own file and its changes; the proofs also for who reviews them."""

from jijiao.accounts.permissions import Permission
from jijiao.people.models import Credential, Paper
from jijiao.person_changes import entry_views, views
from jijiao.person_changes.models import PersonChange
from jijiao.web.routes import guarded

OWN = Permission.OWN_FILE
FORM = ("GET", "POST")
ONE = "my-file/changes/<str:ref>/"

# my-file/
urlpatterns = [
    guarded("my-file/", views.file, needs=OWN, name="person_changes.file"),
    guarded("my-file/edit/<str:section>/", views.edit, needs=OWN, name="person_changes.edit", methods=FORM),
    guarded("my-file/photo/", views.photo, needs=OWN, name="person_changes.photo", methods=FORM),
    guarded(
        "my-file/papers/<str:ref>/", views.paper, needs=OWN, name="person_changes.paper", of=Paper, own=True, by="ref"
    ),
    *(
        guarded(f"my-file/entries/{route}/", view, needs=OWN, name=f"person_changes.{name}", methods=FORM)
        for route, view, name in (
            ("new/<str:table>", entry_views.new, "entry_new"),
            ("current/<str:table>", entry_views.current, "entry_current"),
            ("current/<str:table>/removal", entry_views.current_removal, "entry_current_removal"),
        )
    ),
    *(
        guarded(
            f"my-file/entries/{route}/", view, needs=OWN, name=f"person_changes.{name}", of=Credential, own=True,
            by="ref", methods=FORM,
        )
        for route, view, name in (
            ("<str:ref>", entry_views.entry, "entry"),
            ("<str:ref>/removal", entry_views.removal, "entry_removal"),
        )
    ),
    *(
        guarded(
            f"{ONE}{route}", view, needs=OWN, name=f"person_changes.{name}", of=PersonChange, own=True, by="ref",
            methods=methods,
        )
        for route, view, name, methods in (
            ("", views.record, "record", ("GET",)),
            ("withdrawal/", views.withdrawal, "withdrawal", ("POST",)),
            ("proofs/<int:number>/", views.proof, "proof", ("GET",)),
        )
    ),
    guarded(
        "reviews/person-change/proofs/<str:ref>/<int:number>/",
        views.proof,
        needs=Permission.PERSON_CHANGE_REVIEW,
        name="person_changes.reviewed_proof",
        of=PersonChange,
        by="ref",
    ),
]  # fmt: skip
