"""Django's registration of this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jijiao.web"
