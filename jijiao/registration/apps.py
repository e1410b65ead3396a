"""Django's registration of this app; puts its two kinds of review into the registry."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "jijiao.registration"

    def ready(self) -> None:
        from jijiao.registration import review  # noqa: F401 - registers itself
