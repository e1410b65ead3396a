"""Django's registration of this app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "jijiao.operations"
