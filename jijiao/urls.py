"""The address map: one include per app; every pattern in them stands behind a door."""

from importlib.util import find_spec

from django.urls import include, path

APPS = (
    "portal",
    "web",
    "accounts",
    "desk",
    "registration",
    "reviews",
    "roster",
    "people",
    "declarations",
    "statistics",
    "certificates",
    "attachments",
    "jobs",
    "sheets",
    "units",
    "letters",
    "security",
    "changes",
    "person_changes",
    "transfers",
    "administrators",
    "organisation",
    "subordinates",
    "operations",
)

urlpatterns = [path("", include(f"jijiao.{app}.urls")) for app in APPS if find_spec(f"jijiao.{app}.urls")]
