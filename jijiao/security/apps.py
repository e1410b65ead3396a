"""Django's registration of this app."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    name = "jijiao.security"
