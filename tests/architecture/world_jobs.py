"""后台任务 in the matrix's world: one waits, an import is over with a row that failed and a file to take away."""

import json

from jijiao.accounts.models import Hat
from jijiao.jobs import files
from jijiao.jobs.actions import enqueue
from jijiao.jobs.models import Job, JobFile
from jijiao.lib import clock
from jijiao.people.sheet import PEOPLE
from jijiao.sheets.models import ImportRow
from jijiao.testing.cast import Cast
from tests.architecture.things import Thing, thing


def jobs(cast: Cast) -> list[Thing]:
    """Each is only its owner's, at whatever desk; where an import is asked for, another job is not there."""
    things = []
    for hat, name in ((cast.hospital_admin, "hospital_admin"), (cast.school_admin, "school_admin")):
        waiting = enqueue("credits.open_results", {"people": []}, by=hat)
        not_at = ("jobs.download", "sheets.row", "sheets.rows", "sheets.columns")
        things.append(thing(waiting, {name}, not_at=not_at))
        things.append(thing(_import(hat), {name}))
    return things


def _import(by: Hat) -> Job:
    job = enqueue("people.import", {}, by=by)
    files.store(job, JobFile.Role.OUTPUT, "结果.xlsx", b"rows")
    cells = dict.fromkeys((column.name for column in PEOPLE.columns), "")
    ImportRow.objects.create(
        job=job, ref="r" * 22, number=1, state="failed", reasons=["姓名：请填写"], cells=json.dumps(cells)
    )
    result = {"phase": "applied", "counts": {"failed": 1}, "headings": ["姓名"]}
    Job.everywhere.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=clock.now(), result=result)
    return job
