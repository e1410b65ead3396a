"""Django's registration of this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jijiao.portal"
