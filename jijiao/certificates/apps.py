"""Django's registration of this app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "jijiao.certificates"
