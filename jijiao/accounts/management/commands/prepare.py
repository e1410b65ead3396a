"""`manage.py prepare`: reference data, the default rules and the built-in roles; doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from jijiao.accounts.actions import install_built_in_roles
from jijiao.lib.actor import SYSTEM
from jijiao.standards.actions import install_default_rules
from jijiao.units.actions import install_regions


class Command(BaseCommand):
    help = "Install regions with their 人社 departments, the default rule set and the built-in roles."

    def handle(self, *args: Any, **options: Any) -> None:
        founded = install_regions(by=SYSTEM)
        install_default_rules(by=SYSTEM)
        install_built_in_roles(by=SYSTEM)
        self.stdout.write(f"prepared: {founded} authorities founded")
