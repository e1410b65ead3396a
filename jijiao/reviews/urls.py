"""Doors of 审核: the same addresses for every registered kind, each behind that kind's own permission."""

from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from jijiao.accounts.permissions import Permission
from jijiao.reviews import setting_views, views
from jijiao.reviews.kinds import KINDS, Kind
from jijiao.reviews.models import Reason, Review, Stop
from jijiao.web.routes import guarded


def desk_for(kind: Kind) -> list[URLPattern]:
    """The doors of one kind. The converter matches this kind's word only, so that all kinds share the URL names."""
    register_converter(type("KindConverter", (StringConverter,), {"regex": kind.key}), kind.key)
    at, needs = f"reviews/<{kind.key}:kind>/", kind.needs
    one, stop, reason = f"{at}<int:pk>/", f"{at}decisions/<int:pk>/", f"{at}reasons/<int:pk>/removal/"
    post = ("POST",)
    return [
        guarded(at, views.inbox, needs=needs, name="reviews.inbox"),
        guarded(f"{at}approvals/", views.approvals, needs=needs, name="reviews.approvals", methods=post),
        guarded(f"{at}rejections/", views.rejections, needs=needs, name="reviews.rejections", methods=post),
        guarded(one, views.record, needs=needs, name="reviews.record", of=Review),
        guarded(f"{one}approval/", views.approval, needs=needs, name="reviews.approval", of=Review, methods=post),
        guarded(f"{one}rejection/", views.rejection, needs=needs, name="reviews.rejection", of=Review, methods=post),
        guarded(f"{stop}hiding/", views.hide, needs=needs, name="reviews.hiding", of=Stop, own=True, methods=post),
        guarded(
            f"{at}reasons/", setting_views.reasons, needs=needs, name="reviews.reasons", methods=("GET", "POST")
        ),
        guarded(
            reason, setting_views.reason_removal, needs=needs, name="reviews.reason_removal", of=Reason, own=True,
            methods=post,
        ),
        guarded(
            f"{stop}restoration/", views.restore, needs=needs, name="reviews.restoration", of=Stop, own=True,
            methods=post,
        ),
    ]  # fmt: skip


urlpatterns = [
    guarded(
        "operations/terms/", setting_views.terms, needs=Permission.PLATFORM_TERMS, name="platform.terms",
        methods=("GET", "POST"),
    ),
    *(door for kind in KINDS.values() for door in desk_for(kind)),
]  # fmt: skip
