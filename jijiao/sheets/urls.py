"""Doors to what imports leave behind: an account sees its own jobs only."""

from jijiao.jobs.models import Job
from jijiao.sheets import views
from jijiao.web.routes import signed_in

# jobs/<ref>/
urlpatterns = [
    signed_in("jobs/<str:ref>/failures/", views.failures, name="sheets.failures", of=Job, by="ref"),
]
