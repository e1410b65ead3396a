"""Django's registration of this app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "jijiao.standards"
