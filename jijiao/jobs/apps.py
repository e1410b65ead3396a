"""Django's registration of this app, and the search for every app's jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jijiao.jobs"

    def ready(self) -> None:
        autodiscover_modules("jobs")
