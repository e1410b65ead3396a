"""Django's registration of this app."""

from django.apps import AppConfig


class CreditsConfig(AppConfig):
    name = "jijiao.credits"
