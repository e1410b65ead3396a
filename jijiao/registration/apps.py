"""Django's registration of this app."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "jijiao.registration"
