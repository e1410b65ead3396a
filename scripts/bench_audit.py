"""`make bench-audit`: seals and verifies 1,000,000 events on the database of DATABASE_URL (else a SQLite of its own).

Prints the seconds; exits with 1 when verifying takes 10 s or more, or when an altered row is not named.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_000_000
LIMIT = 10.0
COLUMNS = "at, tag, account_id, unit_id, actor, subject, subject_id, about_unit_id, particulars"
FILL = {
    "sqlite": """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(rows)s)
INSERT INTO audit_event (%(columns)s)
SELECT datetime('2026-01-01', '+' || i || ' seconds') || '.123456', 'review.approve', i %% 9000, i %% 500,
       '周卫员（山东示例卫生健康委员会）', 'declarations.declaration', i, i %% 700,
       '{"round": 1, "note": "\\u540c\\u610f", "hours": ' || (i %% 90) || '}' FROM n
""",
    "postgresql": """
INSERT INTO audit_event (%(columns)s)
SELECT timestamptz '2026-01-01' + i * interval '1.000123 second', 'review.approve', i %% 9000, i %% 500,
       '周卫员（山东示例卫生健康委员会）', 'declarations.declaration', i, i %% 700,
       jsonb_build_object('round', 1, 'note', '同意', 'hours', i %% 90) FROM generate_series(1, %(rows)s) i
""",
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="jijiao-bench-") as folder:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        os.environ |= {"JIJIAO_VAR": folder, "DJANGO_SETTINGS_MODULE": "jijiao.settings"}
        import django

        django.setup()
        return bench()


def bench() -> int:
    from django.core.management import call_command
    from django.db import connection

    from jijiao.audit.sealing import seal
    from jijiao.audit.verifying import verify
    from jijiao.lib.actor import SYSTEM
    from jijiao.testing.trail import triggers_off

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(FILL[connection.vendor] % {"rows": ROWS, "columns": COLUMNS})
        cursor.execute("ANALYZE")
    started = time.perf_counter()
    seal(by=SYSTEM)
    sealed_in = time.perf_counter() - started
    verdict = verify()
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET actor = '别人' WHERE id = %s", [ROWS - 7])
    altered = verify().finding
    print(
        f"{connection.vendor}: {verdict.rows} events sealed in {sealed_in:.1f} s, verified in {verdict.seconds:.1f} s;"
        f" altered row named: {altered}"
    )
    good = verdict.intact and verdict.rows == ROWS and verdict.seconds < LIMIT and altered == f"事件 {ROWS - 7} 被修改"
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
