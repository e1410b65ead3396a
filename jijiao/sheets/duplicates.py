"""What a corrected row is held against: every other row of its file, whatever became of it."""

import json
from collections.abc import Collection

from jijiao.jobs.models import Job
from jijiao.sheets import staging
from jijiao.sheets.outcomes import failed_rows
from jijiao.sheets.sheet import Met, Sheet


def met(job: Job, sheet: Sheet, corrected: Collection[int]) -> Met:
    """The other rows of the file by what no two may share; `corrected` are numbers, those rows compare themselves.

    A row that failed for repeating one of the corrected stands back behind it, as it did when the file was checked.
    """
    found: dict[int, str] = {}
    # a row that was corrected stands in a later block too, and what it says there holds
    for block in job.import_blocks.exclude(keys="").only("ref", "keys").order_by("number"):
        found |= staging.keys(block)
    behind = {str(sheet.repeats(number)) for number in corrected}
    failed = {row.number: row for row in failed_rows(job).exclude(cells="")}
    for row in sheet.rows({number: json.loads(row.cells) for number, row in failed.items()}):
        found[row.number] = "" if behind.intersection(failed[row.number].reasons) else sheet.identity(row)
    first: Met = {}
    for number in sorted(found.keys() - set(corrected)):
        if found[number]:
            first.setdefault(found[number], number)
    return first
