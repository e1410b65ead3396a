"""Django's registration of this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UnitsConfig(AppConfig):
    name = "jijiao.units"

    def ready(self) -> None:
        from jijiao.units.finding import keep_index

        post_migrate.connect(keep_index, sender=self)
