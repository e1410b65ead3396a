"""Django's registration of this app."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "jijiao.roster"
