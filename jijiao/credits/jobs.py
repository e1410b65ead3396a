"""Background work of 学时账: opening the year's results of people who were just enrolled."""

from jijiao.credits.opening import open_year
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.lib.years import this_year

CHUNK = 2000


@job("credits.open_results", label="建立年度学时档案")
def open_results(run: Run) -> None:
    """Payload `people`: person ids. A result that is there stays what the entries make it."""
    people = sorted(run.payload["people"])
    while run.cursor < len(people):
        end = min(run.cursor + CHUNK, len(people))
        with run.chunk(done=end, total=len(people), cursor=end):
            open_year(people[run.cursor : end], this_year())
