"""Doors of the desk: every hat has one."""

from jijiao.accounts.permissions import Permission
from jijiao.desk import views
from jijiao.web.routes import guarded, signed_in

urlpatterns = [
    signed_in("desk/", views.home, name="desk.home"),
    signed_in("desk/todo/", views.todo, name="desk.todo"),
    guarded("desk/requests/", views.requests, needs=Permission.OWN_FILE, name="desk.requests"),
    signed_in("desk/posts/", views.posts, name="desk.posts", methods=("GET", "POST")),
]
