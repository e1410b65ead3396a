"""Django's registration of this app."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "jijiao.attachments"
