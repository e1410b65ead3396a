"""Doors of 管理单位管理员, 角色管理 and 审核代理: the own unit's only."""

from jijiao.accounts.models import Hat, Role
from jijiao.accounts.permissions import Permission
from jijiao.administrators import answer_views, new_views, role_views, substitute_views, views
from jijiao.administrators.models import Invitation
from jijiao.web.routes import guarded, public, signed_in

FORM = ("GET", "POST")
PEOPLE = Permission.ADMINISTRATORS_MANAGE
ROLES = Permission.ROLES_MANAGE

urlpatterns = [
    # administrators/
    guarded("administrators/", views.roster, needs=PEOPLE, name="administrators.list"),
    guarded(
        "administrators/<int:pk>/", views.record, needs=PEOPLE, name="administrators.record", of=Hat, own=True,
        methods=FORM,
    ),
    guarded(
        "administrators/<int:pk>/succession/", views.succession, needs=PEOPLE, name="administrators.succession", of=Hat,
        own=True, methods=FORM,
    ),
    guarded(
        "administrators/<int:pk>/dismissal/", views.dismissal, needs=PEOPLE, name="administrators.dismissal", of=Hat,
        own=True, methods=FORM,
    ),
    guarded(
        "administrators/<int:pk>/password/", views.password, needs=PEOPLE, name="administrators.password", of=Hat,
        own=True, methods=FORM,
    ),
    guarded("administrators/new/", new_views.new, needs=PEOPLE, name="administrators.new", methods=FORM),
    guarded(
        "administrators/new/<str:ref>/", new_views.rights, needs=PEOPLE, name="administrators.new_rights",
        of=Invitation, own=True, by="ref", methods=FORM,
    ),
    guarded(
        "administrators/new/<str:ref>/done/", new_views.finished, needs=PEOPLE, name="administrators.new_done",
        of=Invitation, own=True, by="ref",
    ),
    guarded(
        "administrators/new/<str:ref>/withdrawal/", new_views.withdrawal, needs=PEOPLE,
        name="administrators.withdrawal", of=Invitation, own=True, by="ref", methods=("POST",),
    ),
    # invitations/
    signed_in(
        "invitations/own/<str:ref>/", answer_views.offer, name="administrators.offer", of=Invitation, by="ref",
        methods=FORM,
    ),
    public("invitations/<str:secret>/", answer_views.link, name="administrators.invitation", methods=FORM),
    # roles/
    guarded("roles/", role_views.roles, needs=ROLES, name="administrators.roles"),
    guarded("roles/new/", role_views.new, needs=ROLES, name="administrators.role_new", methods=FORM),
    guarded(
        "roles/<int:pk>/", role_views.role, needs=ROLES, name="administrators.role", of=Role, own=True, methods=FORM
    ),
    guarded(
        "roles/<int:pk>/removal/", role_views.removal, needs=ROLES, name="administrators.role_removal", of=Role,
        own=True, methods=FORM,
    ),
    # substitutes/
    signed_in("substitutes/", substitute_views.substitutes, name="administrators.substitutes", methods=FORM),
    signed_in("substitutes/ending/", substitute_views.ending, name="administrators.substitute_end", methods=("POST",)),
]  # fmt: skip
