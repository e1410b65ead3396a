"""`make bench-import`: the import of people against what its parts cost at least, on PostgreSQL.

1. ROWS people (100,000), 2 in 100 wrong, from upload to everybody in, against reading the same workbook in the sandbox
   plus one bare COPY of its rows into the same table with its indexes: at most 3 times; at most 300 MB in any process;
   the progress at most 2 s old.
2. FEWER people (20,000) with preview, against django-import-export's dry run and import with model validation: at
   least 15 times as fast.

Run it under scripts/postgres.py; ROWS, FEWER and ONLY=1 or 2 come from the environment.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jijiao.settings")
os.environ.setdefault("JIJIAO_VAR", tempfile.mkdtemp(prefix="jijiao-bench-"))
os.environ["JIJIAO_PLAIN_STATIC"] = "1"

from benchmarks import machinery
from benchmarks.machinery import ROOT, client_of, load, timed, worker

ROWS, FEWER = int(os.environ.get("ROWS", "100000")), int(os.environ.get("FEWER", "20000"))
STALE = 2.0


@dataclass
class Course:
    """How an import went: seconds to the preview and in all, the longest time without progress, the peaks in MB."""

    preview: float
    whole: float
    stalest: float
    peaks: dict[str, int]
    counts: dict[str, int]


def main() -> int:
    django.setup()
    folder = Path(os.environ["JIJIAO_VAR"])
    cast = machinery.ready()
    print(load(), flush=True)
    only = os.environ.get("ONLY", "12")
    passed = True
    if "1" in only:
        passed &= against_the_parts(cast, folder)
    if "2" in only:
        passed &= against_import_export(cast, folder)
    print(load(), flush=True)
    return 0 if passed else 1


def against_the_parts(cast: Any, folder: Path) -> bool:
    path = made(folder, ROWS)
    before = floor(path, cast)
    course = imported(path, cast)
    after = floor(path, cast)
    least = sorted([sum(before), sum(after)])[0]
    ratio = course.whole / least
    print(f"\n{ROWS} people ({path.stat().st_size >> 20}M): {course.counts}")
    print(f"  reading + bare COPY: {before[0]:.1f} + {before[1]:.1f} s before, {after[0]:.1f} + {after[1]:.1f} s after")
    print(f"  preview after {course.preview:.1f} s, everybody in after {course.whole:.1f} s")
    print(f"  = {ratio:.2f} times (at most 3)")
    print(f"  memory: {course.peaks} MB (at most 300); progress at most {course.stalest:.1f} s old (at most {STALE})")
    return ratio <= 3 and max(course.peaks.values()) <= 300 and course.stalest <= STALE


def against_import_export(cast: Any, folder: Path) -> bool:
    from benchmarks import competitor

    path = made(folder, FEWER)
    ours = imported(path, cast).whole
    theirs = competitor.dry_run_and_import(path, cast)
    print(f"\n{FEWER} people with preview: {ours:.1f} s; django-import-export {theirs:.1f} s")
    print(f"  = {theirs / ours:.1f} times as fast (at least 15)", flush=True)
    return theirs / ours >= 15


def made(folder: Path, count: int) -> Path:
    """The workbook, made by a process of its own so that its memory is not counted here."""
    path = folder / f"{count}.xlsx"
    code = (
        "import django; django.setup(); from pathlib import Path; from benchmarks import workbook, machinery;"
        f"workbook.write(Path({str(path)!r}), workbook.people({count}, machinery.DEPARTMENTS))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return path


def floor(path: Path, cast: Any) -> tuple[float, float]:
    """Seconds to read the workbook in the sandbox, and seconds of one bare COPY of its rows; leaves the table empty."""
    from jijiao.people.sheet import PEOPLE
    from jijiao.sheets import sandbox
    from jijiao.sheets.reader import Limits

    content = path.read_bytes()
    with timed() as reading:
        for _ in sandbox.read(content, Limits(PEOPLE.title, "模板信息", PEOPLE.max_rows)):
            pass
    return reading(), bare_copy(content, cast)


def bare_copy(content: bytes, cast: Any) -> float:
    from django.db import connection

    from jijiao.people import loading
    from jijiao.people.facts import put_together
    from jijiao.people.sheet import PEOPLE

    good = (row for row in PEOPLE.stream(content) if not row.errors)
    drafts = [loading.draft(row.number, put_together(row.values), None) for row in good]
    given = {"unit_id": cast.hospital.pk, "unit_path": cast.hospital.path, "enrolled_at": "2026-01-02T00:00:00+08:00"}
    common = [given.get(field.attname, field.get_default()) for field in loading.COMMON]
    empty()
    bare = f"COPY {loading.TABLE} ({loading.COLUMNS}, {loading.SAME}) FROM STDIN"
    with connection.cursor() as cursor, timed() as seconds, cursor.copy(bare) as copy:
        for each in drafts:
            copy.write_row([*each.values, *common])
    empty()
    return seconds()


def empty() -> None:
    """No people, no jobs; statistics as after a quiet night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE people_person, jobs_job CASCADE")
        cursor.execute("VACUUM ANALYZE")


def imported(path: Path, cast: Any) -> Course:
    """Upload, wait for the preview, confirm at once, wait until everything is in; as a unit would do it."""
    from jijiao.jobs.models import Job
    from jijiao.people.models import Person

    empty()
    client = client_of(cast.hospital_admin)
    with worker() as memory, timed() as seconds:
        with path.open("rb") as file:
            ref = client.post("/people/import/", {"file": file})["Location"].split("/")[2]
        stalest = watched(ref)
        preview = seconds()
        answer = client.post(f"/jobs/{ref}/confirmation/")
        held(answer.status_code == 302, "confirmed")
        stalest = max(stalest, watched(ref))
        whole = seconds()
        print(f"  years opened {opened(whole, seconds):.1f} s later", flush=True)
    job = Job.everywhere.get(ref=ref)
    counts = job.result["counts"]
    held(job.state == Job.State.DONE, f"done: {job.error}")
    held(Person.everywhere.count() == counts["created"] and sum(counts.values()) == job.total, "every row has an end")
    return Course(preview, whole, stalest, memory.most, counts)


def held(truth: bool, what: str) -> None:
    if not truth:
        raise SystemExit(f"not as it should be: {what}")


def watched(ref: str) -> float:
    """Wait until the job rests; the longest time that its progress stood still while it was worked on."""
    from jijiao.jobs.models import Job

    seen: tuple[Any, ...] = ()
    since, stalest = time.perf_counter(), 0.0
    while True:
        state, *progress = Job.everywhere.values_list("state", "done", "total", "note").get(ref=ref)
        now = time.perf_counter()
        # until the first rows are told the page says that the file is being opened
        if seen and seen[1]:
            stalest = max(stalest, now - since)
        if (state, *progress) != seen:
            seen, since = (state, *progress), now
        if state not in (Job.State.WAITING, Job.State.RUNNING):
            return stalest
        time.sleep(0.05)


def opened(whole: float, seconds: Any) -> float:
    """How much later the last of the jobs that open the year's results ended."""
    from jijiao.jobs.models import Job

    while Job.everywhere.filter(kind="credits.open_results", state__in=["waiting", "running"]).exists():
        time.sleep(0.1)
    return float(seconds() - whole)


if __name__ == "__main__":
    sys.exit(main())
