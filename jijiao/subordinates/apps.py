"""Django's registration of this app."""

from django.apps import AppConfig


class SubordinatesConfig(AppConfig):
    name = "jijiao.subordinates"
