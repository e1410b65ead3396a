"""Django's registration of this app; gives every signed-in page its menu."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "jijiao.desk"

    def ready(self) -> None:
        from jijiao.desk.menu import menu_of
        from jijiao.web import context

        context.menu_source = menu_of
