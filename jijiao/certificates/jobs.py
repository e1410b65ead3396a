"""Background work of 电子证书: issue for people whose year was just met."""

from jijiao.certificates.actions import issue
from jijiao.credits.models import AnnualResult
from jijiao.jobs.registry import job
from jijiao.jobs.run import Run
from jijiao.lib.actor import SYSTEM

CHUNK = 100


@job("certificates.issue", label="生成电子证书")
def issue_certificates(run: Run) -> None:
    """Payload `person_ids` and `year`. A certificate is the rules' consequence, so nobody's right is asked."""
    people = sorted(run.payload["person_ids"])
    while run.cursor < len(people):
        end = min(run.cursor + CHUNK, len(people))
        with run.chunk(done=end, total=len(people), cursor=end):
            chunk = people[run.cursor : end]
            issue(list(AnnualResult.everywhere.filter(person_id__in=chunk, year=run.payload["year"])), by=SYSTEM)
