"""Django's registration of this app; puts its kind into the registry of reviews."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "jijiao.declarations"

    def ready(self) -> None:
        from jijiao.declarations import review  # noqa: F401 - registers itself
