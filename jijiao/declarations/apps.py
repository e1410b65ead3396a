"""Django's registration of this app."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "jijiao.declarations"
