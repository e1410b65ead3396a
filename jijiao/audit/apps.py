"""Django's registration of this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jijiao.audit"
