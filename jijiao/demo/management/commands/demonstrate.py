"""`manage.py demonstrate`: build the demonstration once; a second time it only says that it stands."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jijiao.demo.build import build, built
from jijiao.units.models import Unit


class Command(BaseCommand):
    help = "Build the demonstration data by running the product's own actions (JIJIAO_DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        if built(settings.VAR):
            self.stdout.write("the demonstration stands")
            return
        if Unit.everywhere.exclude(kind=Unit.Kind.AUTHORITY).exists():
            raise CommandError("the database holds units that are not the demonstration's; use an empty JIJIAO_VAR")
        accounts = build(settings.VAR)
        self.stdout.write(f"built the demonstration: {len(accounts)} accounts")
