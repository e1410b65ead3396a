"""A worker that is killed over and over: `python -m jijiao.sheets.tests.killed_worker KILLS SEED`.

Works in the database of its environment, on the one import that waits there. Prints how many kills hit it running.
"""

import multiprocessing
import os
import random
import sys
from datetime import timedelta

import django
from django.db import connection, connections

KIND = "tests.killed"
CHUNK = 20


def main(kills: int, seed: int) -> None:
    django.setup()
    declare()
    chance = random.Random(seed)
    print(sum(kill_once(chance.uniform(0.01, 0.4)) for _ in range(kills)))
    from jijiao.jobs.worker import Worker

    Worker(attempts=kills).work_off()


def declare() -> None:
    from jijiao.jobs.registry import Handler, register
    from jijiao.jobs.run import Run
    from jijiao.sheets.importing import Importer, Outcome, RowOutcome
    from jijiao.sheets.sheet import Column, Row, Sheet

    def apply(rows: list[Row], run: Run) -> list[RowOutcome]:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO killed_rows (number) VALUES (%s)", [[row.values["number"]] for row in rows])
        return [RowOutcome(row.number, Outcome.CREATED) for row in rows]

    sheet = Sheet("tests.killed", "数字", 1, (Column("编号", "number"), Column("备注", "note")))
    register(Handler(KIND, "导入数字", Importer(sheet, apply, CHUNK)))


def kill_once(after: float) -> bool:
    """Start a worker, kill it `after` seconds, let its lease run out; True if it was at work when it died."""
    from jijiao.jobs.models import Job
    from jijiao.lib import clock

    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=work)
    worker.start()
    worker.join(after)
    worker.kill()
    worker.join()
    left = Job.everywhere.filter(kind=KIND, state=Job.State.RUNNING)
    return left.update(lease_until=clock.now() - timedelta(seconds=1)) == 1


def work() -> None:
    from jijiao.jobs.worker import Worker

    Worker(attempts=1000).work_off()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
