"""Django's registration of this app; puts its kind of review into the registry."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "jijiao.changes"

    def ready(self) -> None:
        from jijiao.changes import review  # noqa: F401 - registers itself
