"""Recompute every annual result and roll-up from the ledger; right figures stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from jijiao.credits.rebuilding import rebuild


class Command(BaseCommand):
    help = "Recompute every annual result and roll-up from the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"settled {rebuild()} person-years")
