"""Doors of 电子证书; verification is open to all."""

from jijiao.accounts.permissions import Permission
from jijiao.certificates import views
from jijiao.certificates.models import Certificate
from jijiao.web.routes import guarded, public

urlpatterns = [
    guarded("certificates/", views.index, needs=Permission.CERTIFICATES_VIEW, name="certificates.list"),
    guarded(
        "certificates/<int:pk>/pdf/",
        views.pdf,
        needs=Permission.CERTIFICATES_VIEW,
        name="certificates.pdf",
        of=Certificate,
    ),
    public("verify/", views.verify, name="certificates.verify", methods=("GET", "POST")),
    public("verify/q/<str:code>/", views.verify_code, name="certificates.verify_code"),
    public("verify/root.pem", views.authority_certificate, name="certificates.authority_certificate"),
]
