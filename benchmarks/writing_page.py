"""`make bench-import`, its second part: how long a page that writes takes while 20,000 people are imported on SQLite.

新增人员 is posted over and over from one process while `manage.py work` imports in another: p90 at most 0.2 s.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jijiao.settings")
os.environ["JIJIAO_VAR"] = tempfile.mkdtemp(prefix="jijiao-bench-")
os.environ.pop("DATABASE_URL", None)

from benchmarks.imports import held, made
from benchmarks.machinery import client_of, load, ready, worker

ROWS = int(os.environ.get("ROWS", "20000"))
PAUSE = 0.05
MOST = 0.2


def main() -> int:
    django.setup()
    cast = ready()
    path = made(Path(os.environ["JIJIAO_VAR"]), ROWS)
    print(load(), flush=True)
    took = posted_meanwhile(cast, path)
    if len(took) < 20:
        raise SystemExit(f"only {len(took)} posts while the import ran: give it more ROWS")
    p50, p90 = statistics.median(took), statistics.quantiles(took, n=10)[8]
    print(f"{len(took)} posts while {ROWS} rows were checked and imported")
    print(f"  p50 {p50:.3f} s, p90 {p90:.3f} s (at most {MOST}), longest {max(took):.3f} s")
    print(load(), flush=True)
    return 0 if p90 <= MOST else 1


def posted_meanwhile(cast: Any, path: Path) -> list[float]:
    """The seconds of each post, from the upload until the last row is in."""
    from jijiao.jobs.models import Job

    importer, clerk = client_of(cast.hospital_admin), client_of(cast.school_admin)
    took: list[float] = []
    confirmed = False
    with worker(), path.open("rb") as file:
        ref = importer.post("/people/import/", {"file": file})["Location"].split("/")[2]
        while (state := Job.everywhere.values_list("state", flat=True).get(ref=ref)) != Job.State.DONE:
            held(state not in (Job.State.FAILED, Job.State.CANCELLED), "the import goes on")
            if state == Job.State.PAUSED and not confirmed:
                confirmed = importer.post(f"/jobs/{ref}/confirmation/").status_code == 302
            took.append(posted(clerk, len(took)))
            time.sleep(PAUSE)
    return took


def posted(client: Any, number: int) -> float:
    from benchmarks.workbook import document

    answers = {
        "name": "写入者",
        "document_kind": "111",
        # of nobody in the workbook
        "document": document(ROWS + number),
        "mobile": f"136{number:08}",
        "title_series": "99",
    }
    begun = time.perf_counter()
    answer = client.post("/people/new/", answers)
    took = time.perf_counter() - begun
    held(answer.status_code == 302, f"the page wrote: {answer.status_code}")
    return took


if __name__ == "__main__":
    sys.exit(main())
