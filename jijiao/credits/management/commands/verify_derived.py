"""Compare every derived row with a recomputation; exits with 1 and names each row that differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jijiao.credits.rebuilding import differences


class Command(BaseCommand):
    help = "Compare annual results, roll-ups and copied paths with what they are derived from."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for line in differences():
            self.stderr.write(line)
            wrong += 1
        if wrong:
            raise CommandError(f"{wrong} derived rows are wrong", returncode=1)
        self.stdout.write("0 differences")
