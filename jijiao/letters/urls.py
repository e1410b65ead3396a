"""Doors of 消息: an account's own letters."""

from jijiao.letters import views
from jijiao.letters.models import Letter
from jijiao.web.routes import signed_in

urlpatterns = [
    signed_in("letters/", views.index, name="letters.list"),
    signed_in("letters/reading/", views.reading, name="letters.reading", methods=("POST",)),
    signed_in("letters/<str:ref>/", views.record, name="letters.record", of=Letter, by="ref"),
]
