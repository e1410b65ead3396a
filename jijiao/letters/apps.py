"""Django's registration of this app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "jijiao.letters"
