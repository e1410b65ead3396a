"""Django's registration of this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jijiao.jobs"
