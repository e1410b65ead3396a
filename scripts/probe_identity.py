"""`make probe-identity`: 1,000 known and 1,000 unknown document numbers on every page that takes one.

Prints, page by page, the statuses, the classes of body length and how well time and length tell known from unknown
(AUC). Exits with 1 when a status or length class differs, or an AUC is above 0.55. With the product's own hasher.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jijiao.testing.probe import Answer

COUNT = int(os.environ.get("COUNT") or 1000)
MOST = 0.55


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="jijiao-probe-") as folder:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        os.environ |= {"JIJIAO_VAR": folder, "DJANGO_SETTINGS_MODULE": "jijiao.settings"}
        os.environ["EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return probe()


def probe() -> int:
    import logging
    from itertools import groupby

    from jijiao.testing.cast import assemble
    from jijiao.testing.probe import answers

    logging.disable(logging.WARNING)
    good = [tell(page, list(rows)) for page, rows in groupby(answers(assemble(), COUNT), key=lambda row: row.page)]
    print(f"{COUNT} known and {COUNT} unknown numbers: {'not told apart' if all(good) else 'TOLD APART'}")
    return 0 if all(good) else 1


def tell(page: str, rows: list[Answer]) -> bool:
    """Print what one page lets out; whether that is little enough."""
    from jijiao.testing.probe import CLASS, auc

    known, unknown = ([row for row in rows if row.known is side] for side in (True, False))
    time = auc([row.seconds for row in known], [row.seconds for row in unknown])
    length = auc([row.length for row in known], [row.length for row in unknown])
    kinds = [sorted({(row.status, row.length // CLASS) for row in side}) for side in (known, unknown)]
    middle = [1000 * median(row.seconds for row in side) for side in (known, unknown)]
    print(
        f"{page}: AUC of time {time:.3f}, of length {length:.3f}; status, length class {kinds[0]} and {kinds[1]};"
        f" median {middle[0]:.1f} and {middle[1]:.1f} ms",
        flush=True,
    )
    return kinds[0] == kinds[1] and max(time, length) <= MOST


if __name__ == "__main__":
    sys.exit(main())
