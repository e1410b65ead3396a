"""Doors to what imports leave behind: an account sees its own jobs only."""

from jijiao.jobs.models import Job
from jijiao.sheets import views
from jijiao.web.routes import signed_in

FORM = ("GET", "POST")
POST = ("POST",)

# jobs/<ref>/
urlpatterns = [
    signed_in("jobs/<str:ref>/failures/", views.failures, name="sheets.failures", of=Job, by="ref"),
    signed_in("jobs/<str:ref>/columns/", views.columns, name="sheets.columns", of=Job, by="ref", methods=FORM),
    signed_in(
        "jobs/<str:ref>/confirmation/", views.confirmation, name="sheets.confirmation", of=Job, by="ref", methods=POST
    ),
    signed_in("jobs/<str:ref>/rows/", views.rows, name="sheets.rows", of=Job, by="ref", methods=FORM),
    signed_in("jobs/<str:ref>/rows/<int:number>/", views.row, name="sheets.row", of=Job, by="ref", methods=FORM),
    signed_in("jobs/<str:ref>/undoing/", views.undoing, name="sheets.undoing", of=Job, by="ref", methods=POST),
]
