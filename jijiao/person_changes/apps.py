"""Django's registration of this app; puts its kind of review into the registry."""

from django.apps import AppConfig


class PersonChangesConfig(AppConfig):
    name = "jijiao.person_changes"

    def ready(self) -> None:
        from jijiao.person_changes import review  # noqa: F401 - registers itself
