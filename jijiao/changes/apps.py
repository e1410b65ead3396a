"""Django's registration of this app."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "jijiao.changes"
