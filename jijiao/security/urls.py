"""Doors of 账号安全."""

from jijiao.security import contact_views, second_factor_views, views
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
    signed_in("account/contact/", contact_views.contact, name="security.contact", methods=FORM),
    signed_in("account/contact/code/", contact_views.code, name="security.contact_code", methods=FORM),
    public("login/second/", second_factor_views.second_step, name="security.second_step", methods=FORM),
    signed_in("account/second/", second_factor_views.set_up, name="security.second_factor", methods=FORM),
    signed_in("account/second/codes/", second_factor_views.recovery_codes, name="security.codes", methods=FORM),
    signed_in("account/second/off/", second_factor_views.turning_off, name="security.second_factor_off", methods=FORM),
    signed_in("account/draft/", second_factor_views.draft, name="security.draft", methods=FORM),
    public("recovery/", views.identity, name="security.recovery", methods=FORM),
    public("recovery/code/", views.code, name="security.recovery.code", methods=FORM),
    public("recovery/password/", views.new_password, name="security.recovery.password", methods=FORM),
    public("recovery/done/", views.recovered, name="security.recovery.done"),
]
