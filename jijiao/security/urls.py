"""Doors of 账号安全."""

from jijiao.security import views
from jijiao.security.models import Visit
from jijiao.web.routes import public, signed_in

FORM, POST = ("GET", "POST"), ("POST",)

urlpatterns = [
    signed_in("account/password/", views.password, name="accounts.password", methods=FORM),
    signed_in("account/security/", views.overview, name="security.overview"),
    signed_in("account/visits/ending/", views.visits_end, name="security.visits_end", methods=POST),
    signed_in(
        "account/visits/<str:ref>/ending/", views.visit_end, name="security.visit_end", of=Visit, by="ref", methods=POST
    ),
    public("recovery/", views.identity, name="security.recovery", methods=FORM),
    public("recovery/code/", views.code, name="security.recovery.code", methods=FORM),
    public("recovery/password/", views.new_password, name="security.recovery.password", methods=FORM),
    public("recovery/done/", views.recovered, name="security.recovery.done"),
]
