"""A worker that is killed over and over: `python -m jijiao.sheets.tests.killed_worker KILLS SEED`.

Works in the database of its environment, on the one import that waits there. Prints how many kills hit it running.
"""

import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.db import connection, connections

KIND = "tests.killed"
CHUNK = 10
# checking and applying 200 chunks take 1,000 statements and more on either database: fifty deaths do not reach the end
FARTHEST = 24
FORK = multiprocessing.get_context("fork")


def main(kills: int, seed: int) -> None:
    django.setup()
    declare()
    chance = random.Random(seed)
    hits = 0
    for number in range(2 * kills):
        # nine of ten die in the middle of some statement, the tenth wherever its time is up: while it reads, say
        statements = 0 if number % 10 == 9 else chance.randint(4, FARTHEST)
        hits += kill_once(statements, chance.uniform(0.01, 0.2))
        if hits == kills:
            break
    print(hits)
    from jijiao.jobs.worker import Worker

    Worker(attempts=kills + 1).work_off()


def declare() -> None:
    """Register the import."""
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


def kill_once(statements: int, after: float) -> bool:
    """Let a worker die at its `statements`-th statement, or (with 0) after so many seconds; let its lease run out.

    True if it was at work when it died.
    """
    from jijiao.jobs.models import Job
    from jijiao.lib import clock

    connections.close_all()
    worker = FORK.Process(target=work, args=(statements,))
    worker.start()
    if not statements:
        worker.join(after)
        worker.kill()
    worker.join()
    left = Job.everywhere.filter(kind=KIND, state=Job.State.RUNNING)
    return left.update(lease_until=clock.now() - timedelta(seconds=1)) == 1


def work(statements: int) -> None:
    from jijiao.jobs.worker import Worker

    left = statements

    def dying(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            # half of the deaths come before the statement reaches the database, half after it was done
            if statements % 2:
                execute(sql, params, many, context)
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying):
        Worker(attempts=1000, heartbeat=False).work_off()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
