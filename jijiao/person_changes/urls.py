"""Doors of 个人信息: the own file and its changes; the proofs also for who reviews them."""

from jijiao.accounts.permissions import Permission
from jijiao.person_changes import views
from jijiao.person_changes.models import PersonChange
from jijiao.web.routes import guarded

OWN = Permission.OWN_FILE
ONE = "my-file/changes/<str:ref>/"

# my-file/
urlpatterns = [
    guarded("my-file/", views.file, needs=OWN, name="person_changes.file"),
    guarded("my-file/edit/", views.edit, needs=OWN, name="person_changes.edit", methods=("GET", "POST")),
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
