"""Django's registration of this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "jijiao.units"
