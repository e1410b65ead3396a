"""Doors to background work: an account sees its own jobs only."""

from jijiao.jobs import views
from jijiao.jobs.models import Job
from jijiao.web.routes import signed_in

POST = ("POST",)

# jobs/
urlpatterns = [
    signed_in("jobs/", views.index, name="jobs.list"),
    signed_in("jobs/<str:ref>/", views.record, name="jobs.record", of=Job, by="ref"),
    signed_in("jobs/<str:ref>/progress/", views.progress, name="jobs.progress", of=Job, by="ref"),
    signed_in("jobs/<str:ref>/files/<int:number>/", views.download, name="jobs.download", of=Job, by="ref"),
    signed_in(
        "jobs/<str:ref>/cancellation/", views.cancellation, name="jobs.cancellation", of=Job, by="ref", methods=POST
    ),
    signed_in("jobs/<str:ref>/retrial/", views.retrial, name="jobs.retrial", of=Job, by="ref", methods=POST),
]
