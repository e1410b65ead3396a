"""A worker that is killed over and over: `python -m jijiao.sheets.tests.killed_worker KILLS SEED`.

Works in the database of its environment, on the one import that waits there. Prints how many kills hit it running.
"""

import multiprocessing
import os
import random
import sys
from datetime import timedelta
from multiprocessing.synchronize import Event

import django
from django.db import connection, connections

KIND = "tests.killed"
CHUNK = 20
BEGUN_WITHIN = 10.0
FORK = multiprocessing.get_context("fork")


def main(kills: int, seed: int) -> None:
    django.setup()
    declare()
    chance = random.Random(seed)
    # every fifth dies while it reads, the others some chunks after it has begun to write, however slow the machine is
    print(sum(kill_once(chance.uniform(0.01, 0.3), reading=number % 5 == 0) for number in range(kills)))
    from jijiao.jobs.worker import Worker

    Worker(attempts=kills + 1).work_off()


def declare(writing: Event | None = None) -> None:
    """Register the import; its first chunk in a process sets `writing`."""
    from jijiao.jobs.registry import Handler, register
    from jijiao.jobs.run import Run
    from jijiao.sheets.importing import Importer, Outcome, RowOutcome
    from jijiao.sheets.sheet import Column, Row, Sheet

    def apply(rows: list[Row], run: Run) -> list[RowOutcome]:
        if writing is not None:
            writing.set()
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO killed_rows (number) VALUES (%s)", [[row.values["number"]] for row in rows])
        return [RowOutcome(row.number, Outcome.CREATED) for row in rows]

    sheet = Sheet("tests.killed", "数字", 1, (Column("编号", "number"), Column("备注", "note")))
    register(Handler(KIND, "导入数字", Importer(sheet, apply, CHUNK)))


def kill_once(after: float, *, reading: bool) -> bool:
    """Start a worker and kill it `after` seconds (from its start if `reading`, else from its first chunk).

    Lets its lease run out; True if it was at work when it died.
    """
    from jijiao.jobs.models import Job
    from jijiao.lib import clock

    connections.close_all()
    writing = FORK.Event()
    worker = FORK.Process(target=work, args=(writing,))
    worker.start()
    if not reading:
        writing.wait(BEGUN_WITHIN)
    worker.join(after)
    worker.kill()
    worker.join()
    left = Job.everywhere.filter(kind=KIND, state=Job.State.RUNNING)
    return left.update(lease_until=clock.now() - timedelta(seconds=1)) == 1


def work(writing: Event) -> None:
    from jijiao.jobs.registry import HANDLERS
    from jijiao.jobs.worker import Worker

    HANDLERS.pop(KIND)
    declare(writing)
    Worker(attempts=1000).work_off()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
