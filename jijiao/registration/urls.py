"""Doors of registration: public forms and look-up; the pictures stand behind the reviewers' permission."""

from jijiao.accounts.permissions import Permission
from jijiao.registration import inviting_views, views
from jijiao.registration.models import PersonRegistration, UnitRegistration
from jijiao.web.routes import guarded, public

FORM = ("GET", "POST")

urlpatterns = [
    public("register/unit/", views.unit, name="registration.unit", methods=FORM),
    public("register/base/", views.base, name="registration.base", methods=FORM),
    public("register/department/", views.department, name="registration.department", methods=FORM),
    public("register/unit/correction/", views.unit_correction, name="registration.unit.correction", methods=FORM),
    public("register/person/", views.person, name="registration.person", methods=FORM),
    public("register/person/correction/", views.person_correction, name="registration.person.correction", methods=FORM),
    public("register/invitation/", inviting_views.invite, name="registration.invite", methods=FORM),
    public("register/invitation/<str:ref>/", inviting_views.invitation, name="registration.invitation"),
    public("register/status/", views.status, name="registration.status", methods=FORM),
    public("register/record/", views.record, name="registration.record"),
    public("register/record/withdrawal/", views.withdrawal, name="registration.withdrawal", methods=("POST",)),
    guarded(
        "registrations/units/<int:pk>/licence/",
        views.licence,
        needs=Permission.UNIT_REGISTRATION_REVIEW,
        name="registration.licence",
        of=UnitRegistration,
    ),
    guarded(
        "units/own/licence/",
        views.own_licence,
        needs=Permission.UNIT_PROFILE_MANAGE,
        name="registration.own_licence",
    ),
    guarded(
        "registrations/people/<int:pk>/proofs/<int:number>/",
        views.proof_picture,
        needs=Permission.PERSON_REGISTRATION_REVIEW,
        name="registration.proof",
        of=PersonRegistration,
    ),
]
