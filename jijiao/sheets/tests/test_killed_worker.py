"""SIGKILL at fifty random points of one import: nothing lost, nothing doubled."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from jijiao.jobs.models import Job
from jijiao.jobs.registry import HANDLERS
from jijiao.lib.actor import SYSTEM
from jijiao.sheets import importing
from jijiao.sheets.models import ImportBlock, ImportRow
from jijiao.sheets.testing import workbook_of
from jijiao.sheets.tests import killed_worker

ROWS = 2000
KILLS = 50


@pytest.fixture
def table(transactional_db: None) -> Iterator[None]:
    """A table that would show a doubled row: it has no key."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE killed_rows (number varchar(20))")
    yield
    HANDLERS.pop(killed_worker.KIND, None)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE killed_rows")


@pytest.mark.usefixtures("table")
def test_fifty_kills_lose_and_double_nothing(child_environment: dict[str, str]) -> None:
    killed_worker.declare()
    sheet = HANDLERS[killed_worker.KIND].work.sheet  # type: ignore[attr-defined]
    content = workbook_of(sheet, [{"number": f"{number:06}"} for number in range(ROWS)])
    importing.start(killed_worker.KIND, file=ContentFile(content, name="x.xlsx"), by=SYSTEM)
    connection.close()

    command = [sys.executable, "-m", "jijiao.sheets.tests.killed_worker", str(KILLS), "20260102"]
    driver = subprocess.run(command, env=child_environment, capture_output=True, text=True, timeout=300, check=False)
    assert driver.returncode == 0, driver.stderr
    assert int(driver.stdout) == KILLS

    job = Job.everywhere.get()
    assert (job.state, job.done, job.total, job.error) == (Job.State.DONE, ROWS, ROWS, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM killed_rows ORDER BY number")
        assert [number for (number,) in cursor.fetchall()] == [f"{number:06}" for number in range(ROWS)]
    assert (job.result["counts"], ImportRow.objects.count()) == ({"created": ROWS}, 0)
    assert sum(ImportBlock.objects.values_list("count", flat=True)) == ROWS
