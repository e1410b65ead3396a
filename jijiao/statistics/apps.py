"""Django's registration of this app."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "jijiao.statistics"
