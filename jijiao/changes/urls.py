"""Doors of 基本信息管理: the own unit's data and changes; the proofs also for who reviews them."""

from jijiao.accounts.permissions import Permission
from jijiao.changes import views
from jijiao.changes.models import UnitChange
from jijiao.web.routes import guarded

FORM = ("GET", "POST")
OWN = Permission.UNIT_PROFILE_MANAGE

# units/own/
urlpatterns = [
    guarded("units/own/", views.profile, needs=OWN, name="changes.profile"),
    guarded("units/own/edit/", views.edit, needs=OWN, name="changes.edit", methods=FORM),
    guarded("units/own/superior/", views.superior, needs=OWN, name="changes.superior", methods=FORM),
    guarded("units/own/changes/<int:pk>/", views.record, needs=OWN, name="changes.record", of=UnitChange, own=True),
    guarded(
        "units/own/changes/<int:pk>/withdrawal/",
        views.withdrawal,
        needs=OWN,
        name="changes.withdrawal",
        of=UnitChange,
        own=True,
        methods=("POST",),
    ),
    guarded(
        "units/own/changes/<int:pk>/proofs/<int:number>/",
        views.proof,
        needs=OWN,
        name="changes.proof",
        of=UnitChange,
        own=True,
    ),
    guarded(
        "reviews/unit-change/proofs/<int:pk>/<int:number>/",
        views.proof,
        needs=Permission.UNIT_CHANGE_REVIEW,
        name="changes.reviewed_proof",
        of=UnitChange,
    ),
]
