"""Django's registration of this app."""

from django.apps import AppConfig


class ScopingConfig(AppConfig):
    name = "jijiao.scoping"
