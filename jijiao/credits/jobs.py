"""Background work of 学时账: the year of people who were just enrolled, opened and taken back with their import."""

from jijiao.credits.models import AnnualResult
from jijiao.credits.opening import close_years, open_year
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.lib.years import this_year
from jijiao.people.actions import UNDO_IMPORT
from jijiao.people.undoing import outcome, undo

CHUNK = 2000


@job("credits.open_results", label="建立年度学时档案")
def open_results(run: Run) -> None:
    """Payload `people`: person ids. A result that is there stays what the entries make it."""
    people = sorted(run.payload["people"])
    while run.cursor < len(people):
        end = min(run.cursor + CHUNK, len(people))
        with run.chunk(done=end, total=len(people), cursor=end):
            open_year(people[run.cursor : end], this_year())


@job(UNDO_IMPORT, label="撤销导入", template="people/_undo_outcome.html", context=outcome)
def undo_import(run: Run) -> None:
    """Payload `import`: the import's job. The years opened for its people go with them."""
    undo(run, companions=(AnnualResult,), part=close_years)
