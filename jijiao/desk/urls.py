"""Doors of the desk: every hat has one."""

from jijiao.desk import views
from jijiao.web.routes import signed_in

urlpatterns = [
    signed_in("desk/", views.home, name="desk.home"),
    signed_in("desk/todo/", views.todo, name="desk.todo"),
    signed_in("desk/posts/", views.posts, name="desk.posts", methods=("GET", "POST")),
]
