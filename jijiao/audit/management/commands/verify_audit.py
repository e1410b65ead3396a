"""`manage.py verify_audit`: is the trail as it was written? Names the first altered, missing or inserted row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jijiao.audit.verifying import verify_and_keep


class Command(BaseCommand):
    help = "Verify the audit trail's hash chain; exit code 1 and the first wrong row when it was altered."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_and_keep()
        if not verdict.intact:
            raise CommandError(f"audit trail altered: {verdict.finding} ({verdict.rows} events were right before it)")
        self.stdout.write(
            f"audit trail intact: {verdict.rows} events under {verdict.seals} seals in {verdict.seconds:.1f} s;"
            f" {verdict.unsealed} not sealed yet"
        )
