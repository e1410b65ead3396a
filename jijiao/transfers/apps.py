"""Django's registration of this app; its kind of review goes into the registry."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "jijiao.transfers"

    def ready(self) -> None:
        from jijiao.transfers import review  # noqa: F401 - registers the kind
