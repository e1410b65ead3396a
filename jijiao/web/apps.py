"""Django's registration of this app; loads the checks over the URL map."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jijiao.web"

    def ready(self) -> None:
        from jijiao.web import checks  # noqa: F401 - registers itself
