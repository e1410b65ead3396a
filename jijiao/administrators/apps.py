"""Django's registration of this app."""

from django.apps import AppConfig


class AdministratorsConfig(AppConfig):
    name = "jijiao.administrators"
