"""Doors of the public site."""

from captcha import views as captcha
from django.conf import settings

from jijiao.accounts.permissions import Permission
from jijiao.portal import sign_in_views, views
from jijiao.portal.models import Notice
from jijiao.security import challenge_views
from jijiao.web.routes import guarded, public

urlpatterns = [
    public("", views.home, name="portal.home"),
    public("login/", sign_in_views.sign_in, name="portal.login", methods=("GET", "POST")),
    public("logout/", sign_in_views.sign_out, name="portal.logout", methods=("POST",)),
    public("notices/", views.notices, name="portal.notices", extra={"kind": "notice"}),
    public("policies/", views.notices, name="portal.policies", extra={"kind": "policy"}),
    public("notices/<int:number>/", views.notice, name="portal.notice"),
    public("standards/", views.standards, name="portal.standards"),
    public("downloads/", views.downloads, name="portal.downloads"),
    public("healthz", views.health, name="portal.health"),
    # the challenge's picture and sound, by the names its library looks them up
    public("captcha/image/<str:key>/", captcha.captcha_image, name="captcha-image", extra={"scale": 1}),
    public("captcha/image/<str:key>@2/", captcha.captcha_image, name="captcha-image-2x", extra={"scale": 2}),
    public("captcha/audio/<str:key>.wav", challenge_views.audio, name="captcha-audio"),
    public("captcha/refresh/", captcha.captcha_refresh, name="captcha-refresh"),
    # notices/manage/
    guarded(
        "notices/manage/", views.manage, needs=Permission.NOTICES_MANAGE, name="portal.manage", methods=("GET", "POST")
    ),
    guarded(
        "notices/manage/<int:pk>/withdrawal/",
        views.withdrawal,
        needs=Permission.NOTICES_MANAGE,
        of=Notice,
        own=True,
        name="portal.withdrawal",
        methods=("POST",),
    ),
]
if settings.DEMO:
    urlpatterns.append(public("dev/outbox/", views.outbox, name="portal.outbox"))
