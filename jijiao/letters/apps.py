"""Django's registration of this app; the frame of every page shows how many letters are unread."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "jijiao.letters"

    def ready(self) -> None:
        from jijiao.letters.queries import unread
        from jijiao.web import context

        context.unread_letters = unread
